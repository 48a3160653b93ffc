"""How each activity loads an office: waits, work and rounds, as a simulation draws from them."""

from collections import defaultdict
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.running import Row, rows
from onewindow.eventlog.zones import SECOND
from onewindow.insight.mining.picture import Timed

# The middle of each of ten equal parts of the observations.
PARTS = tuple(round(0.05 + 0.1 * part, 2) for part in range(10))
DAY = 86_400 * SECOND
CHINA = 8 * 3600 * SECOND
# An activity is done in rounds if most of its work begins together …
BATCHED = 0.5
# … and a weekday belongs to the rounds if so much of it falls there.
ROUND = 0.12


@dataclass(frozen=True)
class Load:
    """One activity: waits in calendar days, work in minutes (none where the log tells no start).

    `weekdays` are those of its rounds, Monday is 1; empty where work is taken up as it comes.
    """

    waits: tuple[float, ...]
    minutes: tuple[float, ...]
    weekdays: tuple[int, ...] = ()


def loads_of(found: Timed) -> dict[str, Load]:
    """Measure the load of every activity."""
    table = found.table
    until = ibis.coalesce(table.begun_us, table.at_us)
    table = table.mutate(rested=ibis.greatest(until - table.since_us, 0) / DAY)
    figures = table.group_by("activity").aggregate(
        rested=table.rested.quantile(list(PARTS)), took=table.took.quantile(list(PARTS))
    )
    rounds = _rounds(table)
    day = found.seconds_a_day / 60
    return {
        (name := str(row["activity"])): Load(
            _numbers(row["rested"]),
            tuple(round(days * day, 2) for days in _numbers(row["took"])),
            rounds.get(name, ()),
        )
        for row in rows(figures)
    }


def _rounds(table: ir.Table) -> dict[str, tuple[int, ...]]:
    """Name the weekdays on which somebody takes up what lies there, all at once."""
    begun = ibis.coalesce(table.begun_us, table.at_us)
    together = ibis.window(group_by=["activity", "resource", begun])
    sized = table.mutate(
        size=table.case_id.count().over(together),
        # 1970-01-01 was a Thursday.
        weekday=(((begun + CHINA) // DAY + 3) % 7).cast("int32") + 1,
    )
    counted = sized.group_by("activity", "weekday").aggregate(
        n=sized.count(), batched=(sized["size"] > 1).sum()
    )
    by_activity: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows(counted):
        by_activity[str(row["activity"])].append(row)
    return {name: days for name, found in by_activity.items() if (days := _weekdays(found))}


def _weekdays(found: list[Row]) -> tuple[int, ...]:
    whole = sum(_whole(row["n"]) for row in found)
    batched = sum(_whole(row["batched"]) for row in found)
    if batched < BATCHED * whole:
        return ()
    return tuple(
        sorted(_whole(row["weekday"]) for row in found if _whole(row["n"]) >= ROUND * whole)
    )


def _numbers(value: object) -> tuple[float, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(round(float(each), 3) for each in value if each is not None)


def _whole(value: object) -> int:
    return int(str(value or 0))
