"""From an event of the ledger to the notices about it; nothing here needs the actions' help."""

import json
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from django.utils.timezone import localdate, localtime

from onewindow.cases.acting import people_of
from onewindow.cases.models import Case
from onewindow.events.models import Event
from onewindow.events.rules import JSONValue, acted_for
from onewindow.mandates.models import Mandate
from onewindow.messages.actions import enqueue

# The event, and the kind of notice that the applicant gets.
KINDS: Mapping[str, str] = MappingProxyType(
    {"case.submitted": "case.received", "case.decided_at_once": "case.decided"}
    | {
        code: code
        for code in (
            "case.accepted", "case.deemed_accepted", "case.refused_intake", "case.not_required",
            "case.transferred", "case.correction_asked", "case.lapsed", "case.suspended",
            "case.resumed", "case.extended", "case.decided", "letter.issued", "case.withdrawn",
            "hearing.told", "hearing.noticed", "hearing.dropped", "hearing.held",
        )
    }
)  # fmt: skip
# Who gave a mandate is told like who holds it: nobody acts in a name behind its back.
MANDATES: Mapping[str, str] = MappingProxyType(
    {
        "mandate.registered": "mandate.given", "mandate.accepted": "mandate.given",
        "mandate.revoked": "mandate.revoked", "mandate.resigned": "mandate.revoked",
    }
)  # fmt: skip
CODES = frozenset({*KINDS, *MANDATES})
CHAIN = "case/"


def tell(event: Event, at: datetime) -> None:
    """Tell who may follow a case of one event of it, or those whom a mandate concerns.

    An event of anything else tells nobody.
    """
    if event.code in MANDATES:
        _tell_of_mandate(event, at)
        return
    if not event.chain.startswith(CHAIN):
        return
    cases = Case.objects.select_related("applicant", "agent", "version", "department")
    case = cases.get(number=event.chain.removeprefix(CHAIN))
    data: Mapping[str, JSONValue] = json.loads(event.data)
    if event.code == "case.withdrawn" and not acted_for(data):
        return
    facts = facts_of(case) | {"by": event.actor_name} | _hearing_facts(case, data)
    for person in people_of(case, localdate(at)):
        enqueue(
            person,
            KINDS[event.code],
            key=f"event/{event.pk}",
            facts=facts,
            address=f"/applications/{case.number}/",
            at=at,
        )


def _hearing_facts(case: Case, data: Mapping[str, JSONValue]) -> dict[str, str]:
    if "hearing" not in data:
        return {}
    hearing = case.hearings.get(number=int(str(data["hearing"])))
    return {
        "until": hearing.request_by.isoformat() if hearing.request_by else "",
        "time": f"{localtime(hearing.set_for):%Y-%m-%d %H:%M}" if hearing.set_for else "",
        "place": hearing.place,
    }


def _tell_of_mandate(event: Event, at: datetime) -> None:
    number = event.chain.removeprefix("mandate/")
    mandate = Mandate.objects.select_related("principal", "agent").get(number=number)
    for user in filter(None, (mandate.principal, mandate.agent)):
        enqueue(
            user, MANDATES[event.code], key=f"event/{event.pk}", facts={"by": event.actor_name},
            address="/mandates/", at=at,
        )  # fmt: skip


def facts_of(case: Case) -> dict[str, str]:
    """Return what a notice may say of a case: nothing that a stranger should not see."""
    return {
        "number": str(case.number),
        "item": case.version.name,
        "unit": case.department.short_name,
        "day": case.promised_due_on.isoformat() if case.promised_due_on else "",
    }
