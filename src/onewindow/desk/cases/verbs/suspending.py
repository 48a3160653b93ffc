"""特别程序: begin, tell again, end (行政许可法 45)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.models import Case, CaseStatus, Suspension
from onewindow.cases.special import HEARING, special_procedures
from onewindow.catalogue.limits import Limit
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.desk.cases.verbs.whose import reviews
from onewindow.desk.templatetags.desk import day
from onewindow.kernel.workdays import Unit
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

UNITS = [(Unit.WORKING.value, lazy("工作日")), (Unit.CALENDAR.value, lazy("自然日"))]


class NeededForm(PlainForm):
    """How much time is needed, and why."""

    days = forms.IntegerField(label=lazy("所需时间"), min_value=1, max_value=999)
    unit = forms.ChoiceField(label=lazy("单位"), choices=UNITS)
    reason = forms.CharField(
        label=lazy("原因"),
        max_length=1000,
        help_text=lazy("会写进给申请人的告知书。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def needed(self) -> Limit:
        """The time that was filled in."""
        return Limit(self.cleaned_data["days"], Unit(self.cleaned_data["unit"]))


class SuspendForm(NeededForm):
    """Which procedure, who carries it out, how long."""

    field_order = ("kind", "days", "unit", "reason", "carried_out_by")

    kind = forms.ChoiceField(label=lazy("特别程序"))
    carried_out_by = forms.CharField(label=lazy("实施单位"), max_length=200, required=False)

    def __init__(self, sent: Sent | None) -> None:
        super().__init__(sent.values if sent else None)
        kinds = [each for each in special_procedures().values() if each.code != HEARING]
        self.fields["kind"] = forms.ChoiceField(
            label=_("特别程序"),
            choices=[("", _("请选择")), *((each.code, each.name) for each in kinds)],
            help_text=_("听证请用“告知听证权利”或“依职权听证”办理。"),
        )


class ChooseForm(PlainForm):
    """Which of the running procedures."""

    def choose(self, case: Case) -> None:
        """Offer the procedures that run, but no hearing: that ends with its record."""
        self.running = _running(case)
        choices = [(each.code, _told(each)) for each in self.running]
        field = forms.ChoiceField(label=_("哪一项特别程序"), choices=choices)
        if len(choices) == 1:
            field.initial = choices[0][0]
        self.fields = {"suspension": field, **self.fields}

    @property
    def chosen(self) -> Suspension:
        """The procedure that was chosen."""
        code = self.cleaned_data["suspension"]
        return next(each for each in self.running if each.code == code)


class TellAgainForm(ChooseForm, NeededForm):
    """Which procedure needs how much more time."""

    def __init__(self, sent: Sent | None, case: Case) -> None:
        super().__init__(sent.values if sent else None)
        self.choose(case)


class ResumeForm(ChooseForm):
    """Which procedure is over, and what came of it."""

    result = forms.CharField(
        label=lazy("结果"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, sent: Sent | None, case: Case) -> None:
        super().__init__(sent.values if sent else None)
        self.choose(case)


def _running(case: Case) -> list[Suspension]:
    if case.suspended_at is None:
        return []
    running = case.suspensions.running().exclude(kind=HEARING).order_by("number")
    return list(running)


def _told(suspension: Suspension) -> str:
    return _("%(name)s，告知到 %(day)s") % {
        "name": suspension.name, "day": day(suspension.told_until),
    }  # fmt: skip


def under_review(case: Case) -> StrOrPromise:
    """Say why a case that is not under review allows none of this."""
    return "" if case.status == CaseStatus.ACCEPTED else _("只有审查中的办件才能这样办理。")


def _none_running(case: Case) -> StrOrPromise:
    return under_review(case) or ("" if _running(case) else _("现在没有进行中的特别程序。"))


def _suspend(case: Case, officer: Officer, form: SuspendForm, at: datetime) -> StrOrPromise:
    answers = form.cleaned_data
    suspension = actions.suspend(
        case, kind=answers["kind"], reason=answers["reason"], needed=form.needed,
        by=officer.actor, at=at, carried_out_by=answers["carried_out_by"],
    )  # fmt: skip
    return _("%(name)s已开始，次日起停钟，告知书正在制作。") % {"name": suspension.name}


def _tell_again(case: Case, officer: Officer, form: TellAgainForm, at: datetime) -> StrOrPromise:
    told = actions.tell_again(
        form.chosen, needed=form.needed, reason=form.cleaned_data["reason"], by=officer.actor, at=at
    )
    return _("已再次告知，所需时间到 %(day)s。") % {"day": day(told.told_until)}


def _resume(case: Case, officer: Officer, form: ResumeForm, at: datetime) -> StrOrPromise:
    done = actions.resume(form.chosen, result=form.cleaned_data["result"], by=officer.actor, at=at)
    return _("%(name)s已结束，次日起继续计时。") % {"name": done.name}


SUSPEND = Verb(
    code="suspend",
    label=lazy("进行特别程序"),
    meaning=lazy(
        "从明天起停钟，告知的时间不计入承诺时限、法定时限和各环节时限；系统同时制作《特别程序所需时间告知书》。"
        "告知的时间届满还没有结束的，须再次书面告知，其间的日子照常计算。"
    ),
    icon="circle-pause",
    form=lambda sent, _case, _officer: SuspendForm(sent),
    may=reviews,
    closed=under_review,
    do=_suspend,
)
TELL_AGAIN = Verb(
    code="tell-again",
    label=lazy("再次告知所需时间"),
    meaning=lazy(
        "特别程序还需要更多时间时用。新的时间接在原来告知的时间之后，系统再制作一份告知书。"
    ),
    icon="calendar-clock",
    form=lambda sent, case, _officer: TellAgainForm(sent, case),
    may=reviews,
    closed=_none_running,
    do=_tell_again,
)
RESUME = Verb(
    code="resume",
    label=lazy("结束特别程序"),
    meaning=lazy("今天仍不计入期限，从明天起继续计时；各个到期日立即重新计算。"),
    icon="circle-check",
    form=lambda sent, case, _officer: ResumeForm(sent, case),
    may=reviews,
    closed=_none_running,
    do=_resume,
)
