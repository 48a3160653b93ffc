"""The applicant withdraws before a decision."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.models import User
from onewindow.cases.acting import actor_for
from onewindow.cases.locking import lock
from onewindow.cases.models import Case, CaseStatus, Withdrawal
from onewindow.cases.models.case import WITHDRAWABLE
from onewindow.kernel.errors import NotAllowedNow
from onewindow.mandates.models import Power


def withdraw(case: Case, *, by: User, reason: str, at: datetime) -> Withdrawal:
    """Withdraw before a decision; raise NotAllowedNow afterwards.

    An agent needs the special power to (NotMandated): withdrawing gives up a right.
    """
    with transaction.atomic():
        lock(case)
        actor = actor_for(case, by, Power.WITHDRAW, at=at)
        changed = Case.objects.filter(pk=case.pk, status__in=WITHDRAWABLE).update(
            status=CaseStatus.WITHDRAWN, changed_at=at, ended_at=at, suspended_at=None
        )
        if changed != 1:
            raise NotAllowedNow(_("这件申请已经作出决定或已经结束，不能撤回。"))
        case.steps.cancel()
        events.record("case.withdrawn", chain=case.chain, by=actor, at=at, data={"reason": reason})
        return Withdrawal.objects.create(
            case=case, by=by.actor.code, by_name=by.actor.name, at=at, reason=reason
        )
