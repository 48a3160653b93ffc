"""The clocks of a case and of its steps: pure functions of a calendar and a history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from onewindow.cases.clocks.history import History, StepRun
from onewindow.cases.clocks.reckoning import Reckoning, Span, reckon
from onewindow.catalogue.limits import Limit, Limits
from onewindow.kernel.workdays import Unit, WorkCalendar


@dataclass(frozen=True)
class Clock:
    """One clock: what it measures, its limit in days of `unit`, and the day it ends."""

    name: str
    basis: str
    limit: int
    unit: Unit
    due: Reckoning
    code: str = ""


@dataclass(frozen=True)
class CaseClocks:
    """The two clocks of an accepted case."""

    promised: Clock
    statutory: Clock

    @property
    def is_provisional(self) -> bool:
        """Whether a date lies beyond the last published calendar year."""
        return self.promised.due.provisional or self.statutory.due.provisional


def case_clocks(
    calendar: WorkCalendar,
    accepted_on: date,
    limits: Limits,
    *,
    added: Sequence[Limit] = (),
    without: Iterable[Span] = (),
) -> CaseClocks:
    """Return both clocks of a case (行政许可法 Arts 42, 45, 82); an extension prolongs both."""
    spans = tuple(without)

    def clock(code: str, name: str, basis: str, limit: Limit) -> Clock:
        due = reckon(calendar, accepted_on, (limit, *added), spans)
        return Clock(name, basis, limit.days, limit.unit, due, code)

    return CaseClocks(
        promised=clock("promised", _("承诺时限"), _("办事指南承诺"), limits.promised),
        statutory=clock("statutory", _("法定时限"), _("行政许可法第四十二条"), limits.statutory),
    )


def clocks_of_history(calendar: WorkCalendar, history: History) -> CaseClocks | None:
    """Return both clocks of a case; None before it is accepted."""
    if history.accepted_on is None:
        return None
    return case_clocks(
        calendar,
        history.accepted_on,
        history.limits,
        added=[each.added for each in history.extensions],
        without=history.without(calendar),
    )


def step_clock(calendar: WorkCalendar, history: History, run: StepRun) -> Reckoning:
    """Return when a step is due. It stands still with its case.

    The intake counts from the day on which it counts as received, if that is later.
    """
    if run.is_intake:
        start = max(history.received_on or run.enabled_on, run.enabled_on)
        return reckon(calendar, start, (run.limit, *run.added))
    return reckon(calendar, run.enabled_on, (run.limit, *run.added), history.without(calendar))


def step_due_dates(
    calendar: WorkCalendar,
    enabled_on: date,
    limits: Iterable[tuple[int, str]],
    without: Sequence[Span] = (),
) -> dict[str, str]:
    """Return `{"working:3": "2026-12-01"}` for steps enabled on a day; a limit of 0 has no date."""
    return {
        f"{unit}:{limit}": reckon(
            calendar, enabled_on, (Limit(limit, Unit(unit)),), without
        ).on.isoformat()
        for limit, unit in limits
        if limit
    }
