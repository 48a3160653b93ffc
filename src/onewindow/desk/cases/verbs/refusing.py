"""不需要许可 · 不属于本机关职权 · 转办: the intake ends, and the applicant knows where to turn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.models import Case
from onewindow.desk.cases.verbs import intake
from onewindow.desk.cases.verbs.intake import ReasonForm
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ReceiverForm(ReasonForm):
    """Which office is competent."""

    office = forms.CharField(
        label=lazy("有权办理的机关"),
        help_text=lazy("写全称，最好加上地址或电话，申请人照着去找。"),
        max_length=200,
    )
    field_order: Iterable[str] | None = ("office", "reason")


class TransferForm(ReceiverForm):
    """To whom the application goes."""

    is_upward = forms.BooleanField(
        label=lazy("报上级机关决定"),
        help_text=lazy("依法先由下级机关审查、报上级机关决定的（行政许可法第三十五条）。"),
        required=False,
    )
    field_order: Iterable[str] | None = ("office", "is_upward", "reason")


def _reason(sent: Sent | None, _case: Case, _officer: Officer) -> ReasonForm:
    return ReasonForm(sent.values if sent else None)


def _receiver(sent: Sent | None, _case: Case, _officer: Officer) -> ReceiverForm:
    return ReceiverForm(sent.values if sent else None)


def _transfer(sent: Sent | None, _case: Case, _officer: Officer) -> TransferForm:
    return TransferForm(sent.values if sent else None)


def _not_require(case: Case, officer: Officer, form: ReasonForm, at: datetime) -> StrOrPromise:
    reason = form.cleaned_data["reason"]
    actions.not_require(intake.intake_step(case), by=officer, at=at, reason=reason)
    return _("已告知申请人不需要许可，本件到此结束。")


def _not_competent(case: Case, officer: Officer, form: ReceiverForm, at: datetime) -> StrOrPromise:
    actions.not_accept(
        intake.intake_step(case), by=officer, at=at, reason=form.cleaned_data["reason"],
        competent=form.cleaned_data["office"],
    )  # fmt: skip
    return _("已告知申请人应当向哪个机关申请，本件到此结束。")


def _pass_on(case: Case, officer: Officer, form: TransferForm, at: datetime) -> StrOrPromise:
    given = form.cleaned_data
    actions.transfer(
        intake.intake_step(case), by=officer, at=at, to=given["office"], reason=given["reason"],
        is_upward=given["is_upward"],
    )  # fmt: skip
    return _("已转办，申请人会收到告知书。")


NOT_REQUIRED = Verb(
    code="no-permit-needed",
    label=lazy("不需要许可"),
    meaning=lazy("申请的事依法不用取得许可：即时告知申请人，本件到此结束（第三十二条第一项）。"),
    icon="circle-check",
    form=_reason,
    may=intake.may,
    closed=intake.closed,
    do=_not_require,
    is_grave=True,
)
NOT_COMPETENT = Verb(
    code="not-competent",
    label=lazy("不属于本机关职权"),
    meaning=lazy("即时不予受理，并告诉申请人向哪个机关申请（第三十二条第二项）。"),
    icon="map-pin",
    form=_receiver,
    may=intake.may,
    closed=intake.closed,
    do=_not_competent,
    is_grave=True,
)
TRANSFER = Verb(
    code="transfer",
    label=lazy("转办"),
    meaning=lazy("把申请和全部材料转给有权办理的机关，申请人不用重新提交。"),
    icon="send",
    form=_transfer,
    may=intake.may,
    closed=intake.closed,
    do=_pass_on,
    is_grave=True,
)
