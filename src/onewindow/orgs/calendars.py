"""The working days of a region, and the day from which an intake counts."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db import connection
from django.utils.timezone import localtime

from onewindow.kernel.workdays import WorkCalendar
from onewindow.orgs.models import CalendarOverride, OfficeHours, Region
from onewindow.orgs.rules import lineage


def calendar_for(region: str) -> WorkCalendar:
    """Return a region's working days (its code): official ones, then overrides from above down."""
    codes = lineage(region)
    rows = CalendarOverride.objects.filter(region__in=codes)
    found = {(row.region_id, row.day): row for row in rows}
    days: dict[date, tuple[bool, str]] = {}
    for code in codes:
        days |= {
            d: (row.is_workday, row.name) for (where, d), row in found.items() if where == code
        }
    return _built(frozenset(days.items()))


def overrides_digest(regions: Sequence[str], since: date) -> str:
    """Return what tells whether the overrides of regions from a day on are still the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT orgs_overrides_digest(%s, %s)", [list(regions), since])
        return str(cursor.fetchone()[0])


def override_day(region: str, day: date, *, is_workday: bool, name: str) -> bool:
    """Say that a day is worked, or not, in a region and those below it; tell whether that is new.

    Raise Region.DoesNotExist for a code without a region.
    """
    place = Region.objects.get(code=region)
    before = CalendarOverride.objects.filter(region=place, day=day).first()
    CalendarOverride.objects.update_or_create(
        region=place, day=day, defaults={"is_workday": is_workday, "name": name}
    )
    return before is None or (before.is_workday, before.name) != (is_workday, name)


def counts_from(region: str, at: datetime) -> date:
    """Return the day on which an intake counts as received (local practice: `OfficeHours`).

    Without office hours of its own or from above, a region counts the day itself.
    """
    local = localtime(at)
    day = local.date()
    hours = {row.region_id: row for row in OfficeHours.objects.filter(region__in=lineage(region))}
    nearest = next((hours[code] for code in reversed(lineage(region)) if code in hours), None)
    if nearest is None or not nearest.late_counts_next_day:
        return day
    # A day off is outside office hours too: what comes in later never counts earlier.
    is_late = local.time() >= nearest.closes_at
    return calendar_for(region).next_workday(day + timedelta(days=1) if is_late else day)


def is_in_time(region: str, told: date, *, on: date) -> bool:
    """Tell whether the last day that somebody was told has not passed yet."""
    return on <= told or on <= last_day(region, told)


def last_day(region: str, told: date) -> date:
    """Return the last day of a limit: a told one that became a day off since moves (民法典 203)."""
    return calendar_for(region).next_workday(told)


# Keyed by the overrides themselves: a changed row is another key, nothing has to be invalidated.
@lru_cache(maxsize=64)
def _built(days: Iterable[tuple[date, tuple[bool, str]]]) -> WorkCalendar:
    named = dict(days)
    return WorkCalendar.official().with_overrides(
        {day: is_workday for day, (is_workday, _) in named.items()},
        names={day: name for day, (_, name) in named.items()},
    )
