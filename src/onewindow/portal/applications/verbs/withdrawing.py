"""撤回申请."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.accounts.models import User
from onewindow.cases import actions
from onewindow.cases.models import Case
from onewindow.cases.models.case import WITHDRAWABLE
from onewindow.mandates.models import Power
from onewindow.portal.applications.forms import WithdrawalForm
from onewindow.portal.applications.verbs.verb import Verb

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _form(request: HttpRequest | None, _case: Case) -> WithdrawalForm:
    return WithdrawalForm(request.POST if request else None)


def _closed(case: Case) -> StrOrPromise:
    if case.status in WITHDRAWABLE:
        return ""
    return _("这件申请已经作出决定或已经结束，不能撤回。")


def _do(case: Case, user: User, form: WithdrawalForm, at: datetime) -> StrOrPromise:
    actions.withdraw(case, by=user, reason=form.cleaned_data["reason"], at=at)
    return _("申请已撤回。")


WITHDRAW = Verb(
    code="withdrawal",
    name="withdraw",
    label=lazy("撤回申请"),
    heading=lazy("要撤回这件申请吗？"),
    meaning=lazy("撤回后各部门停止办理，这个收件号不能恢复；以后可以重新申请，不影响结果。"),
    icon="undo-2",
    form=_form,
    closed=_closed,
    do=_do,
    back=lazy("不撤回"),
    is_grave=True,
    power=Power.WITHDRAW,
)
