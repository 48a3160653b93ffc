"""When things happen: load by weekday and hour, per person, and arrivals of cases."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import ibis.expr.types as ir

from onewindow.eventlog import zones
from onewindow.eventlog.flow import Flow
from onewindow.eventlog.measures.spread import Spread, read_spread, spread_of
from onewindow.eventlog.office import DAY
from onewindow.eventlog.running import integer, rows
from onewindow.eventlog.zones import SECOND

HOUR = 3600 * SECOND
PEOPLE = 100
Grid = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class PersonLoad:
    """What one person did: events, on how many days, and at which hours of the day."""

    name: str
    events: int
    days: int
    by_hour: tuple[int, ...]


@dataclass(frozen=True)
class UnitLoad:
    """What one department did, by weekday (Monday first) and hour."""

    name: str
    events: int
    by_weekday_and_hour: Grid


@dataclass(frozen=True)
class Load:
    """Events by weekday (Monday first) and hour of the local clock, whole and by department.

    Departments are those that the log names, busiest first; people the busiest.
    """

    by_weekday_and_hour: Grid
    people: tuple[PersonLoad, ...]
    units: tuple[UnitLoad, ...] = ()


@dataclass(frozen=True)
class Arrivals:
    """First events of cases by hour, weekday (Monday first) and month; the gaps between them."""

    by_hour: tuple[int, ...]
    by_weekday: tuple[int, ...]
    by_month: dict[str, int]
    gap: Spread | None


def load(flow: Flow, zone: str, span: tuple[int, int], *, people: int = PEOPLE) -> Load:
    """Count events by weekday and hour, and by person and hour."""
    steps = _placed(flow.steps, "at_us", zone, span)
    whole = _week()
    grids: defaultdict[int, list[list[int]]] = defaultdict(_week)
    for row in rows(steps.group_by("unit", "weekday", "hour").aggregate(n=steps.count())):
        weekday, hour, count = (integer(row[name]) for name in ("weekday", "hour", "n"))
        whole[weekday][hour] += count
        grids[integer(row["unit"])][weekday][hour] = count
    return Load(_fixed(whole), _people(flow, steps, people), _units(flow, grids))


def _week() -> list[list[int]]:
    return [[0] * 24 for _ in range(7)]


def _fixed(grid: list[list[int]]) -> Grid:
    return tuple(map(tuple, grid))


def _units(flow: Flow, grids: Mapping[int, list[list[int]]]) -> tuple[UnitLoad, ...]:
    called = flow.units.by_number
    loads = [
        UnitLoad(called[which], sum(map(sum, grid)), _fixed(grid))
        for which, grid in grids.items()
        if called[which]
    ]
    return tuple(sorted(loads, key=lambda each: (-each.events, each.name)))


def _people(flow: Flow, steps: ir.Table, people: int) -> tuple[PersonLoad, ...]:
    called = flow.resources.by_number
    busiest = (
        steps.group_by("resource")
        .aggregate(events=steps.count(), days=steps.day.nunique())
        .order_by(lambda table: table.events.desc(), "resource")
        .limit(people + 1)
    )
    found = {integer(row["resource"]): row for row in rows(busiest)}
    hours = {which: [0] * 24 for which in found}
    several = steps.filter(steps.resource.isin(list(found)))
    for row in rows(several.group_by("resource", "hour").aggregate(n=several.count())):
        hours[integer(row["resource"])][integer(row["hour"])] = integer(row["n"])
    loads = [
        PersonLoad(called[which], integer(row["events"]), integer(row["days"]), tuple(hours[which]))
        for which, row in found.items()
        if called[which]
    ]
    return tuple(sorted(loads, key=lambda each: (-each.events, each.name))[:people])


def arrivals(flow: Flow, zone: str, span: tuple[int, int]) -> Arrivals:
    """Count when cases begin."""
    spans = _placed(flow.spans, "started_us", zone, span)
    hours, weekdays, months = [0] * 24, [0] * 7, {}
    for row in rows(spans.group_by("weekday", "hour").aggregate(n=spans.count())):
        hours[integer(row["hour"])] += integer(row["n"])
        weekdays[integer(row["weekday"])] += integer(row["n"])
    for row in rows(spans.group_by("month").aggregate(n=spans.count()).order_by("month")):
        months[str(row["month"])] = integer(row["n"])
    order = spans.select("started_us", gap=spans.started_us - spans.started_us.lag().over(
        order_by=spans.started_us))  # fmt: skip
    gap = rows(order.aggregate(**spread_of(order.gap, "gap")))[0]
    return Arrivals(tuple(hours), tuple(weekdays), months, read_spread(gap, "gap"))


def _placed(table: ir.Table, column: str, zone: str, span: tuple[int, int]) -> ir.Table:
    clock = zones.local(table[column], zone, span=span)
    day = (clock // DAY).cast("int64")
    moment = (clock // SECOND).cast("int64").as_timestamp("s")
    return table.mutate(
        day=day,
        # 1970-01-01 was a Thursday.
        weekday=((day + 3) % 7).cast("int32"),
        hour=((clock % DAY) // HOUR).cast("int32"),
        month=moment.strftime("%Y-%m"),
    )
