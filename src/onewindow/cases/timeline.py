"""What a person sees of a case: its steps in order, its clocks and the reason for each date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from onewindow.cases.clocks import CaseClocks, clocks_of_history, local_day
from onewindow.cases.deadlines import history_for
from onewindow.cases.models import Case, CaseStep
from onewindow.events.rules import JSONValue, acted_for
from onewindow.kernel.workdays import WorkCalendar
from onewindow.orgs.calendars import calendar_for


def clocks_of(case: Case) -> CaseClocks | None:
    """Return both clocks, recomputed from the events; None before the acceptance."""
    if case.accepted_at is None:
        return None
    return clocks_of_history(calendar_for(case.department.region_id), history_for(case))


def told_by(actor: str, data: Mapping[str, JSONValue]) -> str:
    """Return who did something, and for whom when he acted for somebody."""
    principal = acted_for(data)
    if not principal:
        return actor
    return _("%(agent)s（代%(principal)s）") % {"agent": actor, "principal": principal}


@dataclass(frozen=True)
class TimeLeft:
    """How much of a limit is used: working days used, total and left (negative when late)."""

    used: int
    total: int

    @property
    def left(self) -> int:
        """Working days left; negative when late."""
        return self.total - self.used

    @property
    def percent(self) -> int:
        """Share used, 0 to 100."""
        return min(100, round(100 * self.used / self.total)) if self.total else 100

    @property
    def level(self) -> str:
        """`late`, `near` (at most a day or a fifth of the limit left) or `fine`."""
        if self.left < 0:
            return "late"
        return "near" if self.left <= max(1, self.total // 5) else "fine"


def time_left(step: CaseStep, today: date, calendar: WorkCalendar | None = None) -> TimeLeft | None:
    """Return how much of a step's limit is used on a day; None for a step without a due date.

    A list passes the calendar, so that it is not read again for every row.
    """
    if step.due_on is None or step.enabled_at is None:
        return None
    calendar = calendar or calendar_for(step.case.department.region_id)
    start = local_day(step.enabled_at)
    total = calendar.count(start, step.due_on)
    late = calendar.count(step.due_on, today) if today > step.due_on else 0
    used = calendar.count(start, min(today, step.due_on)) + late
    return TimeLeft(used=used, total=total)
