"""窗口发放 · 邮寄 · 登记签收: the result reaches the applicant, and who took it is written down."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.actions import Recipient
from onewindow.cases.actions.delivering import WHERE_TO
from onewindow.cases.models import Case, CaseStatus
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.desk.cases.verbs.whose import delivers
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class RecipientForm(PlainForm):
    """Who took the papers."""

    recipient = forms.CharField(label=lazy("收件人"), max_length=100)
    relation = forms.ChoiceField(
        label=lazy("与申请人的关系"),
        choices=[
            ("self", lazy("本人")),
            ("representative", lazy("法定代表人")),
            ("agent", lazy("受委托代办人")),
        ],
    )
    has_signed = forms.BooleanField(
        label=lazy("收件人已经签名"), help_text=lazy("签名留在纸质送达回证或者回执上，随件归档。")
    )
    note = forms.CharField(label=lazy("备注"), required=False, max_length=300)

    def recipient_named(self) -> Recipient:
        """Return who took them."""
        given = self.cleaned_data
        return Recipient(given["recipient"], given["relation"], given["note"])


class PostForm(PlainForm):
    """What was handed to which carrier; the address stands above, as the applicant wrote it."""

    carrier = forms.CharField(label=lazy("承运单位"), max_length=60)
    tracking = forms.CharField(label=lazy("邮件号码"), max_length=60)
    sent_on = forms.DateField(
        label=lazy("交寄日期"), widget=forms.DateInput(attrs={"type": "date"})
    )


def _waits(case: Case) -> StrOrPromise:
    if case.status == CaseStatus.MADE and getattr(case, "delivery", None) is None:
        return ""
    return _("结果还没有制作好，或者已经寄出、送达。")


def _travels(case: Case) -> StrOrPromise:
    if case.status == CaseStatus.MADE and getattr(case, "delivery", None) is not None:
        return ""
    return _("结果还没有寄出，或者已经签收。")


def _recipient(sent: Sent | None, case: Case, _officer: Officer) -> RecipientForm:
    return RecipientForm(sent.values if sent else None, initial={"recipient": case.applicant_name})


def _post(sent: Sent | None, case: Case, _officer: Officer) -> PostForm:
    form = PostForm(sent.values if sent else None, initial={"sent_on": localdate()})
    form.fields["carrier"].help_text = case.fields.get(WHERE_TO, "")
    return form


def _hand_over(case: Case, officer: Officer, form: RecipientForm, at: datetime) -> StrOrPromise:
    actions.hand_over(case, form.recipient_named(), by=officer, at=at)
    return _("已登记送达，送达回证正在生成，本件办结。")


def _send(case: Case, officer: Officer, form: PostForm, at: datetime) -> StrOrPromise:
    given = form.cleaned_data
    sent_on: date = given["sent_on"]
    actions.send_off(
        case, carrier=given["carrier"], tracking=given["tracking"], sent_on=sent_on, by=officer,
        at=at,
    )  # fmt: skip
    return _("已登记寄出；收到回执后请登记签收。")


def _confirm(case: Case, officer: Officer, form: RecipientForm, at: datetime) -> StrOrPromise:
    actions.confirm_receipt(case, form.recipient_named(), by=officer, at=at)
    return _("已登记签收，送达回证正在生成，本件办结。")


HAND_OVER = Verb(
    code="hand-over",
    label=lazy("窗口发放"),
    meaning=lazy("核对收件人身份，请他在送达回证上签名，再把决定书和证件交给他。"),
    icon="stamp",
    form=_recipient,
    may=delivers,
    closed=_waits,
    do=_hand_over,
)
SEND = Verb(
    code="post",
    label=lazy("邮寄"),
    meaning=lazy("登记承运单位和邮件号码，申请人可以照着查询。"),
    icon="send",
    form=_post,
    may=delivers,
    closed=_waits,
    do=_send,
)
CONFIRM = Verb(
    code="posted",
    label=lazy("登记签收"),
    meaning=lazy("按回执或者物流记录登记谁收到了邮件。"),
    icon="circle-check",
    form=_recipient,
    may=delivers,
    closed=_travels,
    do=_confirm,
)
