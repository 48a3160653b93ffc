"""退回重办 and 开启环节."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.facts import current_steps
from onewindow.cases.models import Case, StepStatus
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.handling import Handling, handled_by
from onewindow.desk.cases.verbs.own import not_reviewing
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.desk.cases.verbs.whose import has_own
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ChosenStepForm(PlainForm):
    """A step, and why."""

    step = forms.ChoiceField(label=lazy("环节"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=lazy("原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("承办的部门会看到，也会记入办理过程。"),
    )  # fmt: skip

    def __init__(self, sent: Sent | None, steps: list[tuple[str, str]]) -> None:
        super().__init__(sent.values if sent else None)
        self.fields["step"] = forms.ChoiceField(
            label=_("环节"), choices=steps, widget=forms.RadioSelect
        )


def _behind(case: Case, officer: Officer) -> list[tuple[str, str]]:
    handling = handled_by(officer, case)
    own = handling.own_step()
    return [
        (
            row.code,
            _("%(step)s（%(unit)s）：%(outcome)s")
            % {
                "step": row.name,
                "unit": row.unit.short_name,
                "outcome": row.get_outcome_display(),
            },
        )
        for row in (handling.done_before(own) if own else ())
    ]


def _send_back_form(sent: Sent | None, case: Case, officer: Officer) -> ChosenStepForm:
    return ChosenStepForm(sent, _behind(case, officer))


def _may_send_back(case: Handling) -> bool:
    own = case.own_step()
    return own is not None and bool(case.done_before(own))


def _send_back(case: Case, officer: Officer, form: ChosenStepForm, at: datetime) -> StrOrPromise:
    again = actions.send_back(
        case, to=form.cleaned_data["step"], by=officer, reason=form.cleaned_data["reason"], at=at
    )
    return _("已退回，%(n)d 个环节重新办理，办件的时限照算。") % {"n": len(again)}


SEND_BACK = Verb(
    code="send-back",
    label=lazy("退回重办"),
    meaning=lazy(
        "选中的审查环节和它后面的环节从头再办一轮，原来的意见保留在办理过程里。"
        "办件的承诺时限和法定时限不停，照常计算。"
    ),
    icon="undo-2",
    form=_send_back_form,
    may=_may_send_back,
    closed=not_reviewing,
    do=_send_back,
)


def _closed_optional(case: Case) -> StrOrPromise:
    if said := not_reviewing(case):
        return said
    return "" if _optional(case) else _("本件没有可以开启的环节。")


def _optional(case: Case) -> list[tuple[str, str]]:
    return [
        (row.code, _("%(step)s（%(unit)s）") % {"step": row.name, "unit": row.unit.short_name})
        for row in current_steps(case)
        if row.status == StepStatus.OPTIONAL
    ]


def _open_form(sent: Sent | None, case: Case, _officer: Officer) -> ChosenStepForm:
    return ChosenStepForm(sent, _optional(case))


def _open(case: Case, officer: Officer, form: ChosenStepForm, at: datetime) -> StrOrPromise:
    row = actions.open_step(
        case, code=form.cleaned_data["step"], by=officer, reason=form.cleaned_data["reason"], at=at
    )
    return _("已开启“%(step)s”，后面的环节等它办完。") % {"step": row.name}


OPEN_STEP = Verb(
    code="open-step",
    label=lazy("开启环节"),
    meaning=lazy(
        "让一个平时不办的环节参加办理；后面还没有办的环节要等它办完。决定以前都可以开启。"
    ),
    icon="plus",
    form=_open_form,
    may=has_own,
    closed=_closed_optional,
    do=_open,
)
