"""告知承诺: grant on it at once, say what the check found, say whether it was put right."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases.models import Case, CaseStatus, CommitmentStatus
from onewindow.cases.promises import verifying
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.desk.cases.verbs.whose import decides, leads
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

USUAL_DAYS, MOST_DAYS = 10, 60
YES_NO = (("yes", lazy("属实")), ("no", lazy("不属实")))
RECTIFIED = (("yes", lazy("已整改")), ("no", lazy("没有整改，撤销决定")))


def _findings(label: StrOrPromise) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class VerificationForm(PlainForm):
    """What was found; for what is not so, the days to put it right."""

    is_kept = forms.ChoiceField(label=lazy("核查结果"), choices=YES_NO, widget=forms.RadioSelect)
    findings = _findings(lazy("核查情况"))
    days = forms.IntegerField(
        label=lazy("整改期限（工作日）"), initial=USUAL_DAYS, min_value=1, max_value=MOST_DAYS,
        required=False, help_text=lazy("属实的不用填。"),
    )  # fmt: skip


class SettlementForm(PlainForm):
    """Whether it was put right; before a revocation the holder is heard."""

    is_rectified = forms.ChoiceField(
        label=lazy("整改结果"), choices=RECTIFIED, widget=forms.RadioSelect
    )
    findings = _findings(lazy("复查情况"))
    statement = _findings(lazy("当事人的陈述、申辩（撤销时必须写）"))


def _closed_unless(status: CommitmentStatus, sentence: StrOrPromise, case: Case) -> StrOrPromise:
    commitment = getattr(case, "commitment", None)
    return "" if commitment is not None and commitment.status == status else sentence


def _closed_to_grant(case: Case) -> StrOrPromise:
    if case.status not in (CaseStatus.SUBMITTED, CaseStatus.ACCEPTED):
        return _("这件申请现在不能作出决定。")
    return _closed_unless(CommitmentStatus.SIGNED, _("申请人没有选择告知承诺。"), case)


def _closed_to_verify(case: Case) -> StrOrPromise:
    return _closed_unless(CommitmentStatus.RELIED_ON, _("没有待核查的承诺。"), case)


def _closed_to_settle(case: Case) -> StrOrPromise:
    return _closed_unless(CommitmentStatus.UNMET, _("没有限期整改的承诺。"), case)


def _grant(case: Case, officer: Officer, _form: PlainForm, at: datetime) -> StrOrPromise:
    commitment = verifying.grant_on_promise(case, by=officer, at=at)
    return _("已按告知承诺准予，请在 %(day)s 前核查。") % {"day": commitment.due_on}


def _verify(case: Case, officer: Officer, form: VerificationForm, at: datetime) -> StrOrPromise:
    said = form.cleaned_data
    is_kept = said["is_kept"] == "yes"
    verifying.verify(
        case.commitment, by=officer, is_kept=is_kept, findings=said["findings"],
        days=said["days"] or 0, at=at,
    )  # fmt: skip
    return _("已记录：承诺属实。") if is_kept else _("限期整改通知书正在制作。")


def _settle(case: Case, officer: Officer, form: SettlementForm, at: datetime) -> StrOrPromise:
    said = form.cleaned_data
    is_rectified = said["is_rectified"] == "yes"
    verifying.settle(
        case.commitment, by=officer, is_rectified=is_rectified, findings=said["findings"],
        statement=said["statement"], at=at,
    )  # fmt: skip
    return _("已记录：整改完成。") if is_rectified else _("撤销决定书正在制作。")


def _plain(sent: Sent | None, _case: Case, _officer: Officer) -> PlainForm:
    return PlainForm(sent.values if sent else None)


def _verification(sent: Sent | None, _case: Case, _officer: Officer) -> VerificationForm:
    return VerificationForm(sent.values if sent else None)


def _settlement(sent: Sent | None, _case: Case, _officer: Officer) -> SettlementForm:
    return SettlementForm(sent.values if sent else None)


GRANT_ON_PROMISE = Verb(
    code="grant-on-promise",
    label=lazy("按告知承诺当场决定"),
    meaning=lazy(
        "申请人已经签署告知承诺书。现在受理并准予，事后核查；不属实的限期整改，逾期不改撤销决定。"
    ),
    icon="handshake",
    form=_plain,
    may=decides,
    closed=_closed_to_grant,
    do=_grant,
)
VERIFY = Verb(
    code="verification",
    label=lazy("核查承诺"),
    meaning=lazy("核对申请人承诺的条件是不是真的具备。不属实的，发限期整改通知书。"),
    icon="clipboard-check",
    form=_verification,
    may=leads,
    closed=_closed_to_verify,
    do=_verify,
)
SETTLE = Verb(
    code="settlement",
    label=lazy("复查整改"),
    meaning=lazy("整改到位的，结束核查；没有整改的，听取陈述、申辩后撤销决定。"),
    icon="scale",
    form=_settlement,
    may=leads,
    closed=_closed_to_settle,
    do=_settle,
    is_grave=True,
)
PROMISES = (GRANT_ON_PROMISE, VERIFY, SETTLE)
