"""What a diagnosis tells a simulation."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onewindow.insight.models import Diagnosis, Subject
from onewindow.insight.subjects import evidence_for
from onewindow.orgs.calendars import calendar_for

if TYPE_CHECKING:
    from onewindow.insight.scenarios import Observed


def observed(diagnosis: Diagnosis, subject: Subject) -> "tuple[Observed, float]":
    """Return the load of a procedure, and half of the cases took so many working days."""
    from onewindow.insight.scenarios import Load, Observed

    measures = diagnosis.measures
    first = diagnosis.first_at.date() if diagnosis.first_at else date(2025, 1, 1)
    last = diagnosis.last_at.date() if diagnosis.last_at else first + timedelta(days=365)
    arrived = _last_arrival(measures["arrivals"]["by_month"], last)
    calendar = calendar_for(subject.project.owner.region_id)
    loads = {
        name: Load(tuple(each["waits"]), tuple(each["minutes"]), tuple(each["weekdays"]))
        for name, each in diagnosis.found["loads"].items()
    }
    seen = Observed(
        loads, evidence_for(subject), measures["arrivals"]["by_hour"],
        measures["arrivals"]["by_weekday"], max(1, calendar.count(first, arrived)),
        start_on=first,
    )  # fmt: skip
    spread = measures["throughput"]["working"]
    day = measures["working_time"]["seconds_a_day"]
    return seen, (spread["p50"] / day if spread else 0.0)


def _last_arrival(by_month: Mapping[str, int], last: date) -> date:
    """Return the end of the last month in which cases came in: the last of them end later."""
    year, month = (int(part) for part in max(by_month).split("-"))
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(last, following - timedelta(days=1))
