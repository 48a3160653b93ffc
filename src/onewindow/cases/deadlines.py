"""The dates of a case, worked out from its events, and kept in its rows for the indexes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from onewindow import events
from onewindow.cases.clocks import (
    DELIVERY,
    TOLD_BY,
    Fact,
    History,
    Known,
    clocks_of_history,
    history_of,
    step_clock,
)
from onewindow.cases.locking import lock
from onewindow.cases.models import Case, CaseStep, StepStatus
from onewindow.cases.rules import INTAKE_KINDS
from onewindow.catalogue.limits import Limit, Limits, limits_for
from onewindow.events.models import Event
from onewindow.events.rules import Actor, JSONValue
from onewindow.kernel.workdays import Unit, WorkCalendar
from onewindow.orgs.calendars import calendar_for

CODES = tuple(TOLD_BY)

DATES = ("promised_due_on", "statutory_due_on", "is_due_provisional", "delivery_due_on")

Stored = date | bool | None


@dataclass(frozen=True)
class Deadlines:
    """The dates of a case; those of its open steps by their primary keys."""

    promised: date | None
    statutory: date | None
    is_provisional: bool
    delivery: date | None
    steps: Mapping[int, date | None]

    @property
    def said(self) -> dict[str, JSONValue]:
        """What an event that moves dates says of them."""
        return {
            "promised_due_on": self.promised.isoformat() if self.promised else None,
            "statutory_due_on": self.statutory.isoformat() if self.statutory else None,
        }


def facts_of(case: Case) -> list[Fact]:
    """Return the events of a case on which its clocks depend, in their order."""
    told = Event.objects.filter(chain=case.chain, code__in=CODES).order_by("seq")
    return [as_fact(*row) for row in told.values_list("code", "at", "step", "data")]


def facts_in(events: Iterable[Event]) -> list[Fact]:
    """Return those of the events of a case, given in their order, on which its clocks depend."""
    told = (each for each in events if each.code in TOLD_BY)
    return [as_fact(each.code, each.at, each.step, each.data) for each in told]


def as_fact(code: str, at: datetime, step: str, data: str) -> Fact:
    """Return an event as the clocks read it."""
    return Fact(code, at, step, json.loads(data))


def known_of(case: Case, steps: Iterable[CaseStep] | None = None) -> Known:
    """Return what the version of a case says about its limits."""
    rows = case.steps.order_by("position") if steps is None else steps
    return known_from(limits_for(case.version, case.answers), rows)


def known_from(limits: Limits, steps: Iterable[CaseStep]) -> Known:
    """Return what is known of a case with these limits and steps."""
    rows = list(steps)
    return Known(
        limits,
        {row.code: Limit(row.limit, Unit(row.limit_unit)) for row in rows},
        frozenset(row.code for row in rows if row.kind in INTAKE_KINDS),
    )


def history_for(
    case: Case,
    steps: Iterable[CaseStep] | None = None,
    events: Iterable[Event] | None = None,
) -> History:
    """Return the history of a case from its events; `steps` and `events` spare reading those."""
    facts = facts_of(case) if events is None else facts_in(events)
    return history_of(facts, known_of(case, steps))


def deadlines_of(
    history: History, open_steps: Iterable[CaseStep], calendar: WorkCalendar
) -> Deadlines:
    """Return the dates that a history gives a case and its open steps."""
    clocks = clocks_of_history(calendar, history)
    return Deadlines(
        promised=clocks.promised.due.on if clocks else None,
        statutory=clocks.statutory.due.on if clocks else None,
        is_provisional=clocks.is_provisional if clocks else False,
        delivery=(
            calendar.add(history.decided_on, DELIVERY.days).on if history.decided_on else None
        ),
        steps={step.pk: _due(step, history, calendar) for step in open_steps},
    )


def open_steps_of(case: Case) -> list[CaseStep]:
    """Return the open steps of a case."""
    return list(case.steps.filter(status=StepStatus.OPEN).order_by("position"))


def move(
    case: Case,
    code: str,
    *,
    by: Actor,
    at: datetime,
    data: Mapping[str, JSONValue] | None = None,
) -> Deadlines:
    """Record an event that moves dates, and store the dates that follow from it.

    Call it inside a transaction that has locked the case.
    """
    said = dict(data or {})
    history = history_of([*facts_of(case), Fact(code, at, "", said)], known_of(case))
    found = deadlines_of(history, open_steps_of(case), calendar_for(case.department.region_id))
    events.record(code, chain=case.chain, by=by, at=at, data={**said, **found.said})
    keep(case, found)
    return found


def catch_up(case_id: int) -> None:
    """Give the steps that were opened while a case stands still the dates that follow from it."""
    if not Case.objects.filter(pk=case_id, suspended_at__isnull=False).exists():
        return
    with transaction.atomic():
        case = lock(case_id, related=["version", "department"])
        if case.suspended_at is not None:
            bring_up_to_date(case)


def bring_up_to_date(case: Case) -> None:
    """Store the dates that follow from the events so far, in the caller's transaction."""
    calendar = calendar_for(case.department.region_id)
    keep(case, deadlines_of(history_for(case), open_steps_of(case), calendar))


def keep(case: Case, found: Deadlines) -> None:
    """Write dates into the rows of a case and of its open steps."""
    case.promised_due_on, case.statutory_due_on = found.promised, found.statutory
    case.is_due_provisional, case.delivery_due_on = found.is_provisional, found.delivery
    case.save(update_fields=DATES)
    for pk, due_on in found.steps.items():
        CaseStep.objects.filter(pk=pk).exclude(due_on=due_on).update(due_on=due_on)


def _due(step: CaseStep, history: History, calendar: WorkCalendar) -> date | None:
    run = history.steps.get(step.code)
    if run is None or not _has_date(step):
        return step.due_on
    return step_clock(calendar, history, run).on


def _has_date(step: CaseStep) -> bool:
    # A review on the spot has no date of its own; an intake on the spot is due the day it came in.
    return bool(step.limit) or step.kind in INTAKE_KINDS


def differences(
    case: Case, steps: Sequence[CaseStep], found: Deadlines
) -> dict[str, tuple[Stored, Stored]]:
    """Return what is stored otherwise than it was worked out: stored, worked out."""
    pairs: dict[str, tuple[Stored, Stored]] = {
        "promised_due_on": (case.promised_due_on, found.promised),
        "statutory_due_on": (case.statutory_due_on, found.statutory),
        "is_due_provisional": (case.is_due_provisional, found.is_provisional),
        "delivery_due_on": (case.delivery_due_on, found.delivery),
        **{f"{step.code}.due_on": (step.due_on, found.steps[step.pk]) for step in steps},
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
