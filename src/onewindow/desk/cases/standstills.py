"""Special procedures that run, and whether the time that was told is nearly over."""

from dataclasses import dataclass
from datetime import date

from onewindow.cases.clocks import local_day
from onewindow.cases.models import Case, CaseStatus, Suspension
from onewindow.cases.special import warn_days
from onewindow.desk.clocks import Calendars
from onewindow.kernel.workdays import WorkCalendar


@dataclass(frozen=True)
class Standstill:
    """A special procedure that runs, with the workdays left of the time that was told."""

    suspension: Suspension
    left: int

    @property
    def since(self) -> date:
        """The day on which it began."""
        return local_day(self.suspension.at)

    @property
    def is_over_told(self) -> bool:
        """Whether the time told is over: the days count again until it is told anew."""
        return self.left < 0

    @property
    def is_near(self) -> bool:
        """Whether the time told is nearly over."""
        return 0 <= self.left <= warn_days()


def standstills_of(case: Case, today: date, calendars: Calendars) -> list[Standstill]:
    """Return the special procedures that run in a case under review."""
    if case.status != CaseStatus.ACCEPTED or case.suspended_at is None:
        return []
    calendar = calendars(case.department.region_id)
    running = case.suspensions.running().order_by("number")
    return [Standstill(each, _left(each.told_until, today, calendar)) for each in running]


def _left(until: date, today: date, calendar: WorkCalendar) -> int:
    workdays = calendar.count(today, until)
    return workdays if today <= until else min(workdays, -1)
