"""发起会商: call other departments together about a case."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases.meetings import actions
from onewindow.cases.models import Case
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.desk.cases.verbs.whose import leads
from onewindow.desk.meetings.forms import CaseCallForm
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _form(sent: Sent | None, case: Case, _officer: Officer) -> CaseCallForm:
    units = case.steps.exclude(status="pruned").values("unit")
    return CaseCallForm(
        sent.values if sent else None, sent.files if sent else None, name=case.version.name,
        here=case.department, involved=Q(pk__in=units),
    )  # fmt: skip


def _closed(case: Case) -> StrOrPromise:
    return "" if case.status in actions.UNDER_WAY else _("只有正在办理的办件才能发起会商。")


def _do(case: Case, officer: Officer, form: CaseCallForm, at: datetime) -> StrOrPromise:
    others = list(Case.objects.filter(number__in=form.numbers, department=officer.department_id))
    if len(others) != len(form.numbers):
        raise DomainError(_("有的办件号不对，或者不是本部门主办的。"))
    cases = [case, *(each for each in others if each.pk != case.pk)]
    meeting = actions.call(cases, form.plan(), by=officer, at=at)
    return _("会商已发起，编号 %(number)s，受邀部门在“会商”里答复。") % {"number": meeting.number}


MEET = Verb(
    code="meeting",
    label=lazy("发起会商"),
    meaning=lazy(
        "邀请有关部门一起会商：受邀部门会看到这个办件的编号和事项，答复是否参加；会后写纪要，决议变成交办事项或者开启的环节。"
    ),
    icon="users",
    form=_form,
    may=leads,
    closed=_closed,
    do=_do,
)
