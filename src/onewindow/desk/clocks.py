"""Clocks as the desk draws them: what is left of a step, of a case."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from django.utils.timezone import localdate

from onewindow.cases.clocks import Reckoning
from onewindow.cases.models import CaseStep, StepStatus
from onewindow.cases.timeline import time_left
from onewindow.catalogue.models import ItemVersion, ReviewRound
from onewindow.design.shapes import Clock
from onewindow.kernel.workdays import WorkCalendar
from onewindow.orgs.calendars import calendar_for

Calendars = Callable[[str], WorkCalendar]


def calendars() -> Calendars:
    """Return the calendars of one page: each region's is read once, however many rows there are."""
    return cache(calendar_for)


def step_clock(step: CaseStep, today: date, of: Calendars) -> Clock | None:
    """Return what is left of a step in working days; None without a limit or before its turn."""
    left = time_left(step, today, of(step.case.department.region_id))
    if left is None:
        return None
    is_done = step.status != StepStatus.OPEN
    is_late = step.due_on is not None and today > step.due_on
    is_stopped = step.case.suspended_at is not None and not is_late
    return Clock(limit=left.total, left=left.left, is_done=is_done, is_stopped=is_stopped)


def running_clock(
    due: Reckoning, today: date, calendar: WorkCalendar, *, is_done: bool = False
) -> Clock:
    """Return what is left of a limit that may stand still today, in days of its unit."""
    limit = sum(part.days for part in due.parts)
    is_late = today > due.on
    left = -calendar.count(due.on, today) if is_late else limit - due.counted(today)
    return Clock(
        limit=limit, left=left, unit=due.parts[-1].unit, is_done=is_done,
        is_stopped=due.stands_still(today),
    )  # fmt: skip


def clock_until(due_on: date, since: date, today: date, calendar: WorkCalendar) -> Clock:
    """Return what is left from a day until another, in working days; below 0 is overdue."""
    left = calendar.count(today, due_on) if today <= due_on else -calendar.count(due_on, today)
    return Clock(limit=max(calendar.count(since, due_on), 1), left=left)


def answer_clock(version: ItemVersion, last: ReviewRound, at: datetime) -> Clock | None:
    """Return what is left of the department's time to answer the comments of a round."""
    if last.answer_due_on is None or last.returned_at is None:
        return None
    calendar = calendar_for(version.item.region_id)
    return clock_until(last.answer_due_on, localdate(last.returned_at), localdate(at), calendar)
