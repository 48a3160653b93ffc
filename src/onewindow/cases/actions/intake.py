"""The counter's decision on intake: accept, or not (行政许可法 Art 32)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.stepping import cited, finish_step
from onewindow.cases.clocks import case_clocks, local_day
from onewindow.cases.machine import Machine
from onewindow.cases.models import Acceptance, Case, CaseStatus, CaseStep, NonAcceptance
from onewindow.catalogue.limits import limits_for
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.calendars import calendar_for
from onewindow.orgs.models import Officer


def accept(step: CaseStep, *, by: Officer | Machine, at: datetime, opinion: str = "") -> Acceptance:
    """Accept the case: its two clocks start today, the reviews open together.

    Raise AlreadyDone when a colleague was faster, NotYours for another post's step.
    """
    with transaction.atomic():
        done = finish_step(step, by=by, outcome="accepted", opinion=opinion, at=at)
        case = step.case
        clocks = case_clocks(
            calendar_for(case.department.region.code),
            local_day(at),
            limits_for(case.version, case.answers),
        )
        _move(
            case, CaseStatus.ACCEPTED, at,
            accepted_at=at, promised_due_on=clocks.promised.due.on,
            statutory_due_on=clocks.statutory.due.on, is_due_provisional=clocks.is_provisional,
        )  # fmt: skip
        events.record(
            "case.accepted", chain=case.chain, by=by.actor, at=at,
            data={
                "promised_due_on": clocks.promised.due.on.isoformat(),
                "statutory_due_on": clocks.statutory.due.on.isoformat(),
                **cited(done.authority),
            },
        )  # fmt: skip
        return Acceptance.objects.create(case=case, by=by.actor.code, by_name=by.actor.name, at=at)


def not_accept(step: CaseStep, *, by: Officer, at: datetime, reason: str) -> NonAcceptance:
    """Refuse intake with a reason the applicant reads; raise DomainError without one."""
    if not reason.strip():
        raise DomainError(_("不予受理必须写明理由，申请人会看到。"))
    with transaction.atomic():
        done = finish_step(step, by=by, outcome="not_accepted", opinion=reason, at=at, opens=False)
        case = step.case
        case.steps.filter(status="waiting").update(status="cancelled")
        _move(case, CaseStatus.NOT_ACCEPTED, at, ended_at=at)
        events.record(
            "case.refused_intake", chain=case.chain, by=by.actor, at=at,
            data={"reason": reason, **cited(done.authority)},
        )  # fmt: skip
        return NonAcceptance.objects.create(
            case=case, by=by.actor.code, by_name=by.actor.name, at=at, reason=reason
        )


def _move(case: Case, to: CaseStatus, at: datetime, **values: object) -> None:
    changed = Case.objects.filter(pk=case.pk, status=CaseStatus.SUBMITTED).update(
        status=to, changed_at=at, **values
    )
    if changed != 1:
        raise NotAllowedNow(_("这件申请的状态已经改变，请刷新页面。"))
