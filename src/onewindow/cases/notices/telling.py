"""From an event of the ledger to the notices about it; nothing here needs the actions' help."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from django.utils.timezone import localdate

from onewindow.cases.acting import people_of
from onewindow.cases.models import Case
from onewindow.events.models import Event
from onewindow.messages.actions import enqueue

# The event, and the kind of notice that the applicant gets.
KINDS: Mapping[str, str] = MappingProxyType(
    {"case.submitted": "case.received", "case.decided_at_once": "case.decided"}
    | {
        code: code
        for code in (
            "case.accepted", "case.deemed_accepted", "case.refused_intake", "case.not_required",
            "case.transferred", "case.correction_asked", "case.lapsed", "case.suspended",
            "case.resumed", "case.extended", "case.decided", "letter.issued",
        )
    }
)  # fmt: skip
CODES = frozenset(KINDS)
CHAIN = "case/"


def tell(event: Event, at: datetime) -> None:
    """Tell the applicant, and who may follow it for him, of one event of his case."""
    if not event.chain.startswith(CHAIN):
        return
    cases = Case.objects.select_related("applicant", "agent", "version", "department")
    case = cases.get(number=event.chain.removeprefix(CHAIN))
    for person in people_of(case, localdate(at)):
        enqueue(
            person,
            KINDS[event.code],
            key=f"event/{event.pk}",
            facts=facts_of(case),
            address=f"/applications/{case.number}/",
            at=at,
        )


def facts_of(case: Case) -> dict[str, str]:
    """Return what a notice may say of a case: nothing that a stranger should not see."""
    return {
        "number": str(case.number),
        "item": case.version.name,
        "unit": case.department.short_name,
        "day": case.promised_due_on.isoformat() if case.promised_due_on else "",
    }
