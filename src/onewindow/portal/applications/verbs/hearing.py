"""申请听证: the applicant was told of his right and asks in time (行政许可法 47)."""

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
from onewindow.kernel.errors import NotAllowedNow
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
