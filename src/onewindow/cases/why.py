"""Why this date: every clock of a case with what moved it, rebuilt from the events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from onewindow.cases.clocks import (
    CaseClocks,
    Clock,
    DutyClock,
    History,
    Line,
    clocks_of_history,
    duties_of,
    lines_of,
    notes_of,
    step_clock,
)
from onewindow.cases.deadlines import history_for
from onewindow.cases.models import Case, CaseStep, StepStatus
from onewindow.events.models import Event
from onewindow.kernel.workdays import WorkCalendar
from onewindow.orgs.calendars import calendar_for


@dataclass(frozen=True)
class ClockWhy:
    """A clock with the lines that say why it ends on its day, and the notes on days off."""

    clock: Clock
    lines: tuple[Line, ...]
    notes: tuple[str, ...]

    @property
    def is_moved(self) -> bool:
        """Whether something stood still or was prolonged between its start and its end."""
        return len(self.lines) > 2

    @property
    def days_off(self) -> list[str]:
        """Which days did not count because nobody works."""
        return self.clock.due.days_off()

    def as_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        clock = self.clock
        return {
            "code": clock.code, "name": clock.name, "basis": clock.basis, "limit": clock.limit,
            "unit": clock.unit.value, "started_on": clock.due.start.isoformat(),
            "due_on": clock.due.on.isoformat(), "is_provisional": clock.due.provisional,
            "lines": [line.as_dict() for line in self.lines], "notes": list(self.notes),
        }  # fmt: skip


@dataclass(frozen=True)
class Why:
    """Everything that is to be done by a day on one case."""

    number: str
    history: History
    clocks: tuple[ClockWhy, ...]
    steps: tuple[ClockWhy, ...]
    duties: tuple[DutyClock, ...]

    def as_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {
            "number": self.number,
            "clocks": [each.as_dict() for each in self.clocks],
            "steps": [each.as_dict() for each in self.steps],
            "duties": [
                {
                    "code": each.duty.value, "name": each.clock.name, "basis": each.clock.basis,
                    "limit": each.clock.limit, "unit": each.clock.unit.value,
                    "started_on": each.clock.due.start.isoformat(),
                    "due_on": each.clock.due.on.isoformat(), "done_on": _plain(each.done_on),
                    "is_void": each.is_void,
                }
                for each in self.duties
            ],
        }  # fmt: skip


def why(
    case: Case,
    steps: Sequence[CaseStep] | None = None,
    *,
    events: Iterable[Event] | None = None,
    calendar: WorkCalendar | None = None,
) -> Why:
    """Return why each date of a case is what it is.

    `steps`, `events` and `calendar` spare reading them, where a page has them already.
    """
    rows = list(case.steps.order_by("position")) if steps is None else steps
    history = history_for(case, rows, events)
    calendar = calendar or calendar_for(case.department.region_id)
    clocks = clocks_of_history(calendar, history)
    return Why(
        number=str(case.number),
        history=history,
        clocks=explained(clocks, history, calendar) if clocks else (),
        steps=_steps(rows, history, calendar),
        duties=duties_of(calendar, history),
    )


def explained(clocks: CaseClocks, history: History, calendar: WorkCalendar) -> tuple[ClockWhy, ...]:
    """Return both clocks of a case with their reasons."""
    return tuple(
        ClockWhy(each, lines_of(each, history, calendar), notes_of(each))
        for each in (clocks.promised, clocks.statutory)
    )


def _steps(
    rows: Iterable[CaseStep], history: History, calendar: WorkCalendar
) -> tuple[ClockWhy, ...]:
    waiting = [row for row in rows if row.status == StepStatus.OPEN]
    runs = [(step, history.steps.get(step.code)) for step in waiting]
    return tuple(
        _bare(
            Clock(
                step.name, _("环节时限"), run.limit.days, run.limit.unit,
                step_clock(calendar, history, run), step.code,
            )
        )
        for step, run in runs
        if run is not None
    )  # fmt: skip


def _bare(clock: Clock, lines: Sequence[Line] = ()) -> ClockWhy:
    return ClockWhy(clock, tuple(lines), notes_of(clock))


def _plain(day: date | None) -> str | None:
    return day.isoformat() if day else None
