"""听证: the applicant was told of his right and asks in time, or gives it up (行政许可法 47)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.accounts.models import User
from onewindow.cases import actions
from onewindow.cases.models import Case, CaseStatus, Hearing
from onewindow.design.forms import PlainForm
from onewindow.kernel.errors import NotAllowedNow
from onewindow.mandates.models import Power
from onewindow.portal.applications.verbs.verb import Verb

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def askable(case: Case) -> Hearing | None:
    """Return the hearing that can be asked for today."""
    if case.status != CaseStatus.ACCEPTED:
        return None
    hearing = case.hearings.under_way().first()
    return hearing if hearing and hearing.can_be_asked_for(localdate()) else None


def _form(request: HttpRequest | None, _case: Case) -> forms.Form:
    return forms.Form(request.POST if request else None)


def _closed(case: Case) -> StrOrPromise:
    return "" if askable(case) else _("现在没有可以申请的听证，或者五个工作日的期限已经过了。")


def _do(case: Case, user: User, _form: forms.Form, at: datetime) -> StrOrPromise:
    hearing = askable(case)
    if hearing is None:
        raise NotAllowedNow(_("现在没有可以申请的听证，或者五个工作日的期限已经过了。"))
    actions.ask_for_hearing(hearing, by=user.actor, name=user.name, at=at)
    return _("已申请听证。部门会在二十个工作日内举行，至少提前七个工作日通知您。")


ASK_HEARING = Verb(
    code="hearing",
    name="ask_hearing",
    label=lazy("申请听证"),
    heading=lazy("要申请听证吗？"),
    meaning=lazy(
        "听证会上您可以提出证据、申辩和质证，不收费用。部门在二十个工作日内举行，"
        "这段时间不计入办理期限，办结日期会相应推后。"
    ),
    icon="scale",
    form=_form,
    closed=_closed,
    do=_do,
    back=lazy("暂不申请"),
)


class WaiverForm(PlainForm):
    """A declaration, and why if he likes to say so."""

    reason = forms.CharField(
        label=lazy("原因（选填）"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_sure = forms.BooleanField(label=lazy("我自愿放弃这次听证，知道放弃后不能再次申请这次听证"))


def waivable(case: Case) -> Hearing | None:
    """Return the hearing that the applicant asked for and can still give up."""
    if case.status != CaseStatus.ACCEPTED:
        return None
    hearing = case.hearings.under_way().select_related("suspension").first()
    return hearing if hearing and hearing.is_applicants else None


def _not_waivable(case: Case) -> StrOrPromise:
    return "" if waivable(case) else _("现在没有您申请、还没有举行的听证。")


def _waive(case: Case, user: User, form: WaiverForm, at: datetime) -> StrOrPromise:
    hearing = waivable(case)
    if hearing is None:
        raise NotAllowedNow(_("现在没有您申请、还没有举行的听证。"))
    said = form.cleaned_data["reason"].strip() or _("在网上提交放弃声明。")
    actions.drop_hearing(hearing, waiver=said, by=user.actor, at=at)
    return _("已放弃听证，从明天起继续计算办理期限。")


WAIVE_HEARING = Verb(
    code="hearing-waiver",
    name="waive_hearing",
    label=lazy("放弃听证"),
    heading=lazy("要放弃听证吗？"),
    meaning=lazy(
        "听证是您的权利，部门不能要求您放弃。放弃后这次听证不再举行，办理期限从明天起继续计算。"
    ),
    icon="ban",
    form=lambda request, _case: WaiverForm(request.POST if request else None),
    closed=_not_waivable,
    do=_waive,
    back=lazy("不放弃"),
    is_grave=True,
    power=Power.WITHDRAW,
)
