"""回避: of oneself, by order, and at the applicant's wish."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.facts import current_steps, recusals_of
from onewindow.cases.models import Case, Recusal
from onewindow.cases.models.case import OPEN
from onewindow.cases.rules import ROLE_FOR_KIND
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.handling import Handling
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.desk.cases.verbs.whose import heads
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HANDLES = frozenset(ROLE_FOR_KIND.values())


class WhyForm(PlainForm):
    """Why somebody keeps out."""

    reason = forms.CharField(
        label=lazy("回避原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("例如：与申请人有亲属关系。会记入办理过程。"),
    )  # fmt: skip


def _closed(case: Case) -> StrOrPromise:
    return "" if case.status in OPEN else _("这件办件已经办完或结束。")


def _why_form(sent: Sent | None, _case: Case, _officer: Officer) -> WhyForm:
    return WhyForm(sent.values if sent else None)


def _may_recuse(case: Handling) -> bool:
    if not HANDLES & case.roles or not case.takes_part:
        return False
    return case.officer.pk not in _out(case.case)


def _out(case: Case) -> set[int]:
    """Return who keeps out, or is asked to."""
    return {each.officer_id for each in recusals_of(case) if each.is_granted is not False}


def _recuse(case: Case, officer: Officer, form: WhyForm, at: datetime) -> StrOrPromise:
    actions.recuse(case, by=officer, reason=form.cleaned_data["reason"], at=at)
    return _("您已回避，不能再办理这件办件；手里的环节已经放开，由同事办理。")


RECUSE = Verb(
    code="recuse",
    label=lazy("自行回避"),
    meaning=lazy(
        "与本件有利害关系的，应当回避。回避后您不能再办理这件办件，手里的环节由同事接着办。"
    ),
    icon="user",
    form=_why_form,
    may=_may_recuse,
    closed=_closed,
    do=_recuse,
    is_grave=True,
)


class OrderForm(WhyForm):
    """Who is to keep out, and why."""

    def __init__(self, sent: Sent | None, people: list[tuple[str, str]]) -> None:
        super().__init__(sent.values if sent else None)
        who = forms.ChoiceField(label=_("责令回避的人员"), choices=people, widget=forms.RadioSelect)
        self.fields = {"officer": who, **self.fields}


def _people(case: Case, officer: Officer) -> list[tuple[str, str]]:
    here = officer.department_id
    held = {each.officer for each in current_steps(case) if each.unit_id == here and each.officer}
    if not held - {officer.actor.code}:
        return []
    rows = Officer.objects.active().filter(department=officer.department_id)
    rows = rows.exclude(pk__in={officer.pk, *_out(case)}).select_related("user", "department")
    return [(str(each.pk), each.user.name) for each in rows if each.actor.code in held]


def _order_form(sent: Sent | None, case: Case, officer: Officer) -> OrderForm:
    return OrderForm(sent, _people(case, officer))


def _may_order(case: Handling) -> bool:
    return heads(case) and bool(_people(case.case, case.officer))


def _order(case: Case, officer: Officer, form: OrderForm, at: datetime) -> StrOrPromise:
    who = Officer.objects.select_related("user", "department").get(pk=form.cleaned_data["officer"])
    actions.order_recusal(case, officer=who, by=officer, reason=form.cleaned_data["reason"], at=at)
    return _("%(name)s已回避。") % {"name": who.user.name}


ORDER_RECUSAL = Verb(
    code="order-recusal",
    label=lazy("责令回避"),
    meaning=lazy(
        "本单位人员应当回避而没有回避的，由审批负责人责令回避；他手里的环节由别人接着办。"
    ),
    icon="user",
    form=_order_form,
    may=_may_order,
    closed=_closed,
    do=_order,
    is_grave=True,
)


class AnswerForm(PlainForm):
    """What becomes of an applicant's wish."""

    verdict = forms.ChoiceField(
        label=lazy("处理"), widget=forms.RadioSelect,
        choices=[("yes", lazy("同意回避")), ("no", lazy("不予回避"))],
    )  # fmt: skip
    answer = forms.CharField(
        label=lazy("说明"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("不予回避必须写明理由，申请人会看到。"),
    )  # fmt: skip


def _asked(case: Case, officer: Officer) -> Recusal | None:
    here = officer.department_id
    for each in recusals_of(case):
        is_here = each.officer.department_id == here and each.officer_id != officer.pk
        if each.is_granted is None and is_here:
            return each
    return None


def _answer_form(sent: Sent | None, case: Case, officer: Officer) -> AnswerForm:
    form = AnswerForm(sent.values if sent else None)
    if asked := _asked(case, officer):
        form.fields["verdict"].help_text = _("%(by)s申请%(name)s回避：%(reason)s") % {
            "by": asked.asked_by_name, "name": asked.officer.user.name, "reason": asked.reason,
        }  # fmt: skip
    return form


def _may_answer(case: Handling) -> bool:
    return heads(case) and _asked(case.case, case.officer) is not None


def _answer(case: Case, officer: Officer, form: AnswerForm, at: datetime) -> StrOrPromise:
    asked = _asked(case, officer)
    if asked is None:
        return _("这项回避申请已经处理。")
    is_granted = form.cleaned_data["verdict"] == "yes"
    actions.decide_recusal(
        asked, by=officer, is_granted=is_granted, answer=form.cleaned_data["answer"], at=at
    )
    return _("已同意回避。") if is_granted else _("已决定不予回避。")


DECIDE_RECUSAL = Verb(
    code="decide-recusal",
    label=lazy("处理回避申请"),
    meaning=lazy("申请人认为办理人员与本件有利害关系，申请其回避，由其所在单位的审批负责人决定。"),
    icon="scale",
    form=_answer_form,
    may=_may_answer,
    closed=_closed,
    do=_answer,
)
