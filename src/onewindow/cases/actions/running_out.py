"""Permits run out, or are renewed by silence (行政许可法 50): what happens by time alone."""

from datetime import datetime
from functools import partial

from django.db import transaction

from onewindow import events
from onewindow.cases.actions.granting import letter_data, record_grant
from onewindow.cases.actions.ordering import order
from onewindow.cases.clocks import local_day
from onewindow.cases.clocks.duties import DELIVERY
from onewindow.cases.locking import lock
from onewindow.cases.models import Case, CaseKind, CaseStatus, Decision, Grant, GrantStatus
from onewindow.cases.models.letters import LetterKind
from onewindow.events.rules import SYSTEM
from onewindow.kernel.apart import each_apart
from onewindow.orgs.calendars import calendar_for

# A renewal that is still before the office: accepted or not yet, but not with the applicant.
PENDING = (CaseStatus.SUBMITTED, CaseStatus.PRE_REVIEW, CaseStatus.ACCEPTED)


def sweep_silent_renewals(at: datetime) -> int:
    """Renew what nobody decided on before the permit ended; return how many."""
    due = Case.objects.filter(
        kind=CaseKind.RENEWAL, status=CaseStatus.ACCEPTED, grant__status=GrantStatus.VALID,
        grant__valid_to__lt=local_day(at),
    )  # fmt: skip
    cases = due.order_by("pk").values_list("pk", flat=True)
    return len(each_apart(cases, partial(_renew, at=at), "renewal"))


def sweep_expired_grants(at: datetime) -> int:
    """End permits whose last day has passed and that no renewal holds open; return how many."""
    due = Grant.objects.valid().filter(valid_to__lt=local_day(at))
    held = Case.objects.filter(kind=CaseKind.RENEWAL, status__in=PENDING).values("grant")
    ids = due.exclude(pk__in=held).order_by("pk").values_list("pk", flat=True)
    return len(each_apart(ids, partial(_expire, at=at), "expiry"))


def _renew(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        case = lock(pk)
        if case.status != CaseStatus.ACCEPTED or case.grant_id is None:
            return False
        # Held until the end: nobody revokes what is being renewed.
        before = Grant.objects.select_for_update(of=("self",)).filter(pk=case.grant_id)
        case.grant = before.filter(status=GrantStatus.VALID).first()
        if case.grant is None:
            return False
        case.steps.cancel()
        deliver_by = calendar_for(case.department.region_id).add(local_day(at), DELIVERY.days)
        Case.objects.filter(pk=case.pk).update(
            status=CaseStatus.GRANTED,
            changed_at=at,
            delivery_due_on=deliver_by.on,
            suspended_at=None,
        )
        data = letter_data(case, at=at, is_granted=True) | {"is_deemed": True}
        letter = order(case, LetterKind.RENEWAL_GRANT, at=at, data=data)
        events.record(
            "case.decided", chain=case.chain, by=SYSTEM, at=at,
            data={"is_granted": True, "reason": "", "letter": letter.number, "is_deemed": True},
        )  # fmt: skip
        Decision.objects.create(
            case=case, by=SYSTEM.code, by_name=SYSTEM.name, at=at, is_granted=True
        )
        record_grant(case, letter, by=SYSTEM, at=at)
    return True


def _expire(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        grant = Grant.objects.select_for_update(of=("self",)).get(pk=pk)
        if grant.status != GrantStatus.VALID:
            return False
        Grant.objects.filter(pk=pk).update(status=GrantStatus.EXPIRED)
        events.record(
            "grant.expired", chain=grant.case.chain, by=SYSTEM, at=at,
            data={"number": grant.number},
        )  # fmt: skip
    return True
