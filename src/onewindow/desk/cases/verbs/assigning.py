"""转交环节 and 交同事办理."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.facts import current_steps
from onewindow.cases.models import Case, CaseStep, StepStatus
from onewindow.cases.models.case import OPEN
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.handling import Handling
from onewindow.desk.cases.verbs.own import not_reviewing, step_of
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.desk.cases.verbs.whose import heads
from onewindow.orgs.access import reviewing_places
from onewindow.orgs.models import Department, Officer, Post
from onewindow.procedure.model import StepKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

REASON_HELP = lazy("会记入办理过程。")


class PlaceForm(PlainForm):
    """A department or post, and why."""

    reason = forms.CharField(
        label=lazy("转交原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=REASON_HELP,
    )  # fmt: skip

    def __init__(self, sent: Sent | None, places: list[tuple[str, str]]) -> None:
        super().__init__(sent.values if sent else None)
        place = forms.ChoiceField(label=_("转交给"), choices=[("", _("请选择")), *places])
        self.fields = {"place": place, **self.fields}

    def place(self) -> tuple[Department, Post | None]:
        """Return where the step goes."""
        unit, _slash, post = self.cleaned_data["place"].partition("/")
        department = Department.objects.get(pk=unit)
        return department, department.posts.get(pk=post) if post else None


def _place_form(sent: Sent | None, _case: Case, _officer: Officer) -> PlaceForm:
    return PlaceForm(sent, reviewing_places(now()))


def _may_transfer(case: Handling) -> bool:
    return case.own_step(StepKind.REVIEW) is not None


def _transfer(case: Case, officer: Officer, form: PlaceForm, at: datetime) -> StrOrPromise:
    department, post = form.place()
    actions.transfer_step(
        step_of(case, officer, StepKind.REVIEW), to=department, post=post, by=officer,
        reason=form.cleaned_data["reason"], at=at,
    )  # fmt: skip
    return _("已转交%(unit)s，环节的时限照算。") % {"unit": department.short_name}


TRANSFER_STEP = Verb(
    code="transfer-step",
    label=lazy("转交环节"),
    meaning=lazy(
        "这个审查环节不属于本单位或本岗位时，转交给应当办理的单位。环节的时限不重新计算。"
    ),
    icon="arrow-right",
    form=_place_form,
    may=_may_transfer,
    closed=not_reviewing,
    do=_transfer,
)


class ColleagueForm(PlainForm):
    """A step of the department, a colleague, and why."""

    reason = forms.CharField(
        label=lazy("交办原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=REASON_HELP,
    )  # fmt: skip

    def __init__(self, sent: Sent | None, pairs: list[tuple[str, str]]) -> None:
        super().__init__(sent.values if sent else None)
        who = forms.ChoiceField(label=_("交给"), choices=pairs, widget=forms.RadioSelect)
        self.fields = {"who": who, **self.fields}

    def chosen(self) -> tuple[CaseStep, Officer]:
        """Return the step and the colleague."""
        step, _slash, officer = self.cleaned_data["who"].partition("/")
        rows = CaseStep.objects.select_related("case__department", "unit", "post")
        people = Officer.objects.select_related("user", "department")
        return rows.get(pk=step), people.get(pk=officer)


def _given(case: Case, officer: Officer) -> list[CaseStep]:
    """Return the open steps of the officer's department; delivery is the system's."""
    found = [
        each
        for each in current_steps(case)
        if each.status == StepStatus.OPEN
        and each.unit_id == officer.department_id
        and each.kind != StepKind.DELIVERY
    ]
    for each in found:
        each.case = case
    return found


def _colleague_form(sent: Sent | None, case: Case, officer: Officer) -> ColleagueForm:
    pairs = [
        (f"{step.pk}/{each.pk}", f"{step.name} → {each.user.name}")
        for step in _given(case, officer)
        for each in actions.colleagues_for(step, now())
    ]
    return ColleagueForm(sent, pairs)


def _may_delegate(case: Handling) -> bool:
    steps = _given(case.case, case.officer)
    if steps and not heads(case):
        steps = [each for each in steps if each in case.own]
    return any(actions.colleagues_for(each, now()) for each in steps)


def _closed(case: Case) -> StrOrPromise:
    return "" if case.status in OPEN else _("这件办件已经没有待办的环节。")


def _delegate(case: Case, officer: Officer, form: ColleagueForm, at: datetime) -> StrOrPromise:
    step, colleague = form.chosen()
    actions.delegate_step(step, to=colleague, by=officer, reason=form.cleaned_data["reason"], at=at)
    return _("“%(step)s”已交给%(name)s。") % {"step": step.name, "name": colleague.user.name}


DELEGATE = Verb(
    code="delegate-step",
    label=lazy("交同事办理"),
    meaning=lazy("把本单位的环节交给能办它的同事；由正在办的人或审批负责人交办。"),
    icon="users",
    form=_colleague_form,
    may=_may_delegate,
    closed=_closed,
    do=_delegate,
)
