"""What came of a published redesign: the cases under the new version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles

from django.db.models import Max, Q

from onewindow.cases.clocks import LOCAL, local_day
from onewindow.cases.models import Case, StepStatus
from onewindow.cases.models.case import ENDED
from onewindow.catalogue.models import ItemVersion
from onewindow.kernel.workdays import WorkCalendar
from onewindow.orgs.calendars import calendar_for
from onewindow.procedure.step import StepKind

ENOUGH = 20
# The office hours by which logs are measured, in seconds of the day.
OFFICE = ((9 * 3600, 12 * 3600), (13 * 3600, 17 * 3600))
WHOLE = sum(end - start for start, end in OFFICE)


@dataclass(frozen=True)
class Actual:
    """Decided cases under a version, measured as the simulation measures.

    Working days from submission to the end of the delivery, within office hours; the share decided
    by the promised day. `running` are under way, `overdue` of them beyond their promised day:
    what is slow ends last, so early figures look too good.
    """

    cases: int
    median: float
    p95: float
    in_time: float
    running: int
    overdue: int

    @property
    def is_enough(self) -> bool:
        """Whether there are enough to compare."""
        return self.cases >= ENOUGH

    @property
    def percent(self) -> str:
        """The share in time."""
        return f"{100 * self.in_time:.0f}%"


def actual_of(version: ItemVersion, *, at: datetime) -> Actual | None:
    """Measure the decided and ended cases of a version; none yet: None."""
    calendar = calendar_for(version.item.region_id)
    is_decision = Q(steps__kind=StepKind.DECISION, steps__status=StepStatus.DONE)
    cases = Case.objects.submitted().filter(version=version)
    decided = cases.annotate(decided_at=Max("steps__ended_at", filter=is_decision)).filter(
        decided_at__isnull=False, ended_at__isnull=False
    )
    days, in_time = [], 0
    found = decided.values_list("submitted_at", "decided_at", "ended_at", "promised_due_on")
    for submitted, decision, ended, due in found.iterator():
        if submitted is not None and ended is not None:
            days.append(worked(calendar, submitted, ended))
            in_time += due is None or local_day(decision) <= due
    if not days:
        return None
    running = cases.exclude(status__in=ENDED)
    return Actual(
        len(days), round(median(days), 1), round(_p95(days), 1), in_time / len(days),
        running.count(), running.filter(promised_due_on__lt=local_day(at)).count(),
    )  # fmt: skip


def worked(calendar: WorkCalendar, start: datetime, end: datetime) -> float:
    """Return the working days between two moments, parts of them by the hours of the office."""
    first, last = start.astimezone(LOCAL), end.astimezone(LOCAL)
    day = timedelta(days=1)
    whole = calendar.count(first.date() - day, last.date() - day)
    return whole + _gone(calendar, last) - _gone(calendar, first)


def _gone(calendar: WorkCalendar, at: datetime) -> float:
    """Return which part of its working day is over at a local moment."""
    if not calendar.is_workday(at.date()):
        return 0.0
    second = at.hour * 3600 + at.minute * 60 + at.second
    return sum(min(max(second - start, 0), end - start) for start, end in OFFICE) / WHOLE


def _p95(days: Sequence[float]) -> float:
    return quantiles(days, n=20, method="inclusive")[-1] if len(days) > 1 else days[0]
