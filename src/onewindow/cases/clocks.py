"""The clocks of a case: pure functions of a calendar, a start and the version's limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from onewindow.catalogue.limits import Limits
from onewindow.kernel.workdays import Due, Unit, WorkCalendar

LOCAL = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Clock:
    """One clock: what it measures, its limit in days of `unit`, and the day it ends."""

    name: str
    basis: str
    limit: int
    unit: Unit
    due: Due


@dataclass(frozen=True)
class CaseClocks:
    """The two clocks of an accepted case."""

    promised: Clock
    statutory: Clock

    @property
    def is_provisional(self) -> bool:
        """Whether a date lies beyond the last published calendar year."""
        return self.promised.due.provisional or self.statutory.due.provisional


def local_day(at: datetime) -> date:
    """Return the calendar day in China of an aware time."""
    return at.astimezone(LOCAL).date()


def case_clocks(calendar: WorkCalendar, accepted_on: date, limits: Limits) -> CaseClocks:
    """Return both clocks of a case (行政许可法 Arts 42, 82)."""
    promised, statutory = limits.promised, limits.statutory
    return CaseClocks(
        promised=Clock(
            _("承诺时限"),
            _("办事指南承诺"),
            promised.days,
            promised.unit,
            calendar.add(accepted_on, promised.days, promised.unit),
        ),
        statutory=Clock(
            _("法定时限"),
            _("行政许可法第四十二条"),
            statutory.days,
            statutory.unit,
            calendar.add(accepted_on, statutory.days, statutory.unit),
        ),
    )


def step_due_dates(
    calendar: WorkCalendar, enabled_on: date, limits: Iterable[tuple[int, str]]
) -> dict[str, str]:
    """Return `{"working:3": "2026-12-01"}` for steps enabled on a day; a limit of 0 has no date."""
    return {
        f"{unit}:{limit}": calendar.add(enabled_on, limit, Unit(unit)).on.isoformat()
        for limit, unit in limits
        if limit
    }
