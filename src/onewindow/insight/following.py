"""What came of a published redesign: the cases under the new version."""

from dataclasses import dataclass
from statistics import median, quantiles

from onewindow.cases.clocks import local_day
from onewindow.cases.models import Case
from onewindow.catalogue.models import ItemVersion
from onewindow.orgs.calendars import calendar_for

ENOUGH = 20


@dataclass(frozen=True)
class Actual:
    """Decided cases under a version: how many, working days from acceptance, share in time."""

    cases: int
    median: float
    p95: float
    in_time: float

    @property
    def is_enough(self) -> bool:
        """Whether there are enough to compare."""
        return self.cases >= ENOUGH

    @property
    def percent(self) -> str:
        """The share in time."""
        return f"{100 * self.in_time:.0f}%"


def actual_of(version: ItemVersion) -> Actual | None:
    """Measure the ended cases of a version; none yet: None."""
    calendar = calendar_for(version.item.region_id)
    ended = Case.objects.filter(
        version=version, accepted_at__isnull=False, ended_at__isnull=False
    ).values_list("accepted_at", "ended_at", "promised_due_on")
    days, in_time = [], 0
    for accepted, over, due in ended.iterator():
        if accepted is None or over is None:
            continue
        days.append(calendar.count(local_day(accepted), local_day(over)))
        in_time += due is None or local_day(over) <= due
    if not days:
        return None
    high = quantiles(days, n=20)[-1] if len(days) > 1 else float(days[0])
    return Actual(len(days), float(median(days)), round(high, 1), in_time / len(days))
