"""The decision: granted or refused, with its letter ordered in the same transaction."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.granting import (
    letter_data,
    letter_kind,
    record_grant,
    require_holding,
)
from onewindow.cases.actions.joining import give_up_late, require_joined
from onewindow.cases.actions.ordering import order
from onewindow.cases.actions.pending import require_nothing_pending
from onewindow.cases.actions.stepping import cited, finish_step
from onewindow.cases.clocks import DELIVERY, local_day
from onewindow.cases.machine import Machine
from onewindow.cases.models import Case, CaseStatus, CaseStep, Decision
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.calendars import calendar_for
from onewindow.orgs.models import Officer


def decide(
    step: CaseStep, *, by: Officer | Machine, is_granted: bool, reason: str, at: datetime
) -> Decision:
    """Decide the case; a refusal needs reasons (行政许可法 Art 38).

    Raise AlreadyDone when it is decided already, NotYours for another post's step, DomainError
    without reasons or with reasons that no letter can show.
    """
    if not is_granted and not reason.strip():
        raise DomainError(_("不予许可必须说明理由，申请人会看到。"))
    outcome = "granted" if is_granted else "refused"
    with transaction.atomic():
        done = finish_step(step, by=by, outcome=outcome, opinion=reason, at=at)
        case = step.case
        require_joined(step, is_granted=is_granted, reason=reason)
        require_nothing_pending(case, at)
        require_holding(case, is_granted=is_granted, at=at)
        deliver_by = calendar_for(case.department.region_id).add(local_day(at), DELIVERY.days)
        changed = Case.objects.filter(pk=case.pk, status=CaseStatus.ACCEPTED).update(
            status=CaseStatus.GRANTED if is_granted else CaseStatus.REFUSED, changed_at=at,
            delivery_due_on=deliver_by.on,
        )  # fmt: skip
        if changed != 1:
            raise NotAllowedNow(_("这件申请的状态已经改变，请刷新页面。"))
        give_up_late(case, at=at)
        letter = order(
            case, letter_kind(case, is_granted=is_granted), at=at,
            data=letter_data(case, at=at, is_granted=is_granted),
        )  # fmt: skip
        events.record(
            "case.decided", chain=case.chain, by=by.actor, at=at,
            data={
                "is_granted": is_granted, "reason": reason, "letter": letter.number,
                **cited(done.authority),
            },
        )  # fmt: skip
        if is_granted:
            record_grant(case, letter, by=by.actor, at=at)
        return Decision.objects.create(
            case=case, by=by.actor.code, by_name=by.actor.name, at=at,
            is_granted=is_granted, reason=reason,
        )  # fmt: skip
