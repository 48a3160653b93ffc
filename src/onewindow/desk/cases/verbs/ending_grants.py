"""撤销 · 撤回 · 注销: a permit that this case granted ends (行政许可法 8, 69, 70)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.actions import Ending
from onewindow.cases.actions.ending_grants import OPEN_TO
from onewindow.cases.models import Case, CaseStatus, GrantStatus
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.desk.cases.verbs.whose import decides
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

REVOKING = {
    "abuse": lazy("工作人员滥用职权、玩忽职守作出的（第六十九条第一款第一项）"),
    "beyond_power": lazy("超越法定职权作出的（第一款第二项）"),
    "wrong_procedure": lazy("违反法定程序作出的（第一款第三项）"),
    "not_qualified": lazy("申请人不具备资格或者不符合条件（第一款第四项）"),
    "other": lazy("依法可以撤销的其他情形（第一款第五项）"),
    "fraud": lazy("以欺骗、贿赂等不正当手段取得的（第二款）"),
}
RETRACTING = {
    "law_changed": lazy("所依据的法律、法规、规章修改或者废止（第八条第二款）"),
    "circumstances": lazy("所依据的客观情况发生重大变化（第八条第二款）"),
}
CANCELLING = {
    "expired": lazy("有效期届满未延续（第七十条第一项）"),
    "incapable": lazy("被许可的公民死亡或者丧失行为能力（第二项）"),
    "terminated": lazy("法人或者其他组织依法终止（第三项）"),
    "taken_away": lazy("已被撤销、撤回或者证件被吊销（第四项）"),
    "force_majeure": lazy("因不可抗力无法实施（第五项）"),
    "other": lazy("法律、法规规定的其他情形（第六项）"),
}
AFTER = (CaseStatus.GRANTED, CaseStatus.MADE, CaseStatus.FINISHED, CaseStatus.ARCHIVED)
ROWS = {"rows": 4}


class EndingForm(PlainForm):
    """By which article, and why."""

    ground = forms.ChoiceField(label=lazy("法定情形"))
    reason = forms.CharField(
        label=lazy("事实和理由"), help_text=lazy("会写进决定书。"), max_length=2000,
        widget=forms.Textarea(attrs=ROWS),
    )  # fmt: skip
    field_order: Iterable[str] | None = ("ground", "reason")


class RevocationForm(EndingForm):
    """What the holder said before it is revoked."""

    statement = forms.CharField(
        label=lazy("被许可人的陈述和申辩"),
        help_text=lazy("撤销前必须告知并听取。写明何时、怎样告知，他说了什么，是否采纳。"),
        max_length=2000,
        widget=forms.Textarea(attrs=ROWS),
    )
    is_safety = forms.BooleanField(
        label=lazy("直接关系公共安全、人身健康、生命财产安全"),
        help_text=lazy("以不正当手段取得的，三年内不得再次申请（第七十九条）。"),
        required=False,
    )


class RetractionForm(EndingForm):
    """How losses are made good."""

    compensation = forms.CharField(
        label=lazy("补偿"),
        help_text=lazy("怎样申请补偿、补偿多少；由此造成财产损失的依法补偿（第八条）。"),
        max_length=2000,
        widget=forms.Textarea(attrs=ROWS),
    )


def _closed(to: GrantStatus) -> Callable[[Case], StrOrPromise]:
    def why(case: Case) -> StrOrPromise:
        is_decided = case.status in AFTER
        grant = getattr(case, "granted", None) if is_decided else None
        if grant is None:
            return _("这个办件没有准予许可。")
        if grant.status in OPEN_TO[to]:
            return ""
        return _("这个许可%(status)s。") % {"status": grant.get_status_display()}

    return why


def _do(to: GrantStatus) -> Callable[[Case, Officer, EndingForm, datetime], StrOrPromise]:
    def run(case: Case, officer: Officer, form: EndingForm, at: datetime) -> StrOrPromise:
        given = form.cleaned_data
        why = Ending(
            ground=given["ground"], reason=given["reason"], statement=given.get("statement", ""),
            compensation=given.get("compensation", ""), is_safety=given.get("is_safety", False),
        )  # fmt: skip
        actions.end_grant(case.granted, to, why, by=officer, at=at)
        return _("已登记，决定书正在制作，申请人会看到。")

    return run


def _form(
    kind: type[EndingForm], grounds: Mapping[str, StrOrPromise]
) -> Callable[[Sent | None, Case, Officer], EndingForm]:
    def make(sent: Sent | None, _case: Case, _officer: Officer) -> EndingForm:
        form = kind(sent.values if sent else None)
        form.fields["ground"] = forms.ChoiceField(
            label=lazy("法定情形"), choices=[("", lazy("请选择")), *grounds.items()]
        )
        return form

    return make


REVOKE = Verb(
    code="revoke",
    label=lazy("撤销许可"),
    meaning=lazy(
        "许可本不应当作出。先听取被许可人的陈述和申辩；可能对公共利益造成重大损害的，不予撤销。"
    ),
    icon="ban",
    form=_form(RevocationForm, REVOKING),
    may=decides,
    closed=_closed(GrantStatus.REVOKED),
    do=_do(GrantStatus.REVOKED),
    is_grave=True,
)
RETRACT = Verb(
    code="retract",
    label=lazy("撤回许可"),
    meaning=lazy("许可合法，但依据或者客观情况变了：为了公共利益撤回，造成损失的依法补偿。"),
    icon="undo-2",
    form=_form(RetractionForm, RETRACTING),
    may=decides,
    closed=_closed(GrantStatus.RETRACTED),
    do=_do(GrantStatus.RETRACTED),
    is_grave=True,
)
CANCEL = Verb(
    code="cancel",
    label=lazy("注销许可"),
    meaning=lazy("许可已经没有效力或者不能再用：依法办理注销手续，收回证件。"),
    icon="x",
    form=_form(EndingForm, CANCELLING),
    may=decides,
    closed=_closed(GrantStatus.CANCELLED),
    do=_do(GrantStatus.CANCELLED),
    is_grave=True,
)
