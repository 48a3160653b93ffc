"""请工作人员复核系统自动作出的决定 (个人信息保护法 Art 24)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.accounts.models import User
from onewindow.cases.instant.access import machine_decision_of
from onewindow.cases.instant.actions.checking import ask_for_human
from onewindow.cases.instant.models import CheckOrigin
from onewindow.cases.models import Case
from onewindow.portal.applications.forms import HumanForm
from onewindow.portal.applications.verbs.verb import Verb

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _form(request: HttpRequest | None, _case: Case) -> HumanForm:
    return HumanForm(request.POST if request else None)


def _closed(case: Case) -> StrOrPromise:
    decision = machine_decision_of(case)
    if decision is None or not decision.is_granted:
        return _("这件申请不是系统自动决定的，本来就由工作人员办理。")
    check = getattr(decision, "post_check", None)
    if check is not None and (check.done_at or check.origin == CheckOrigin.ASKED):
        return _("这件申请已经在人工复核，或者已经复核过了。")
    return ""


def _do(case: Case, user: User, form: HumanForm, at: datetime) -> StrOrPromise:
    ask_for_human(case, reason=form.cleaned_data["reason"], by=user.actor, at=at)
    return _("已经转给工作人员复核。")


ASK_HUMAN = Verb(
    code="human-review",
    name="ask_human",
    label=lazy("请工作人员复核"),
    heading=lazy("要请工作人员复核吗？"),
    meaning=lazy(
        "这件申请由系统按规则自动决定。工作人员会对照您的申请再看一遍；复核以前，决定有效。"
    ),
    icon="user-check",
    form=_form,
    closed=_closed,
    do=_do,
    back=lazy("不用复核"),
)
