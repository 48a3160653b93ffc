"""What a log shows at a glance: nodes and paths of its map, the worst waits, durations."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.office import OfficeClock, OfficeHours
from onewindow.eventlog.running import integer, rows
from onewindow.eventlog.zones import EPOCH, SECOND
from onewindow.procedure.process_map import Node, Path

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog
    from onewindow.kernel.workdays import WorkCalendar

WORST = 12
LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Wait:
    """One case that waited long (working days) before an activity."""

    case: str
    before: str
    activity: str
    unit: str
    days: float
    since: str
    until: str


@dataclass(frozen=True)
class Picture:
    """The map's nodes and paths, the worst waits, cases by working days, waiting days by unit."""

    nodes: tuple[Node, ...]
    paths: tuple[Path, ...]
    worst: tuple[Wait, ...]
    histogram: tuple[int, ...]
    total_wait: Mapping[str, float]
    total_work: Mapping[str, float]

    def as_json(self) -> dict[str, object]:
        """Return it as plain values."""
        return asdict(self)


@dataclass(frozen=True)
class Timed:
    """Every finished activity with the working time it took and waited, in working days."""

    table: ir.Table
    seconds_a_day: int


def timed(log: "EventLog", calendar: "WorkCalendar", span: tuple[int, int]) -> Timed:
    """Place every activity instance in time, in working days.

    It waits from when it could begin, as the log says or once what came before had ended, until it
    was begun; where the log does not tell that, until it was done: then all of it is wait.
    """
    hours = OfficeHours.parse()
    table = _done(log)
    clock = OfficeClock.over(calendar, hours, log.source.zone, _whole_span(table, span))
    table = clock.worked(table, w_at="at_us", w_begun="begun_us", w_before="since_us")
    day = hours.seconds * SECOND
    return Timed(
        table.mutate(
            waited=_positive(ibis.coalesce(table.w_begun, table.w_at) - table.w_before) / day,
            took=_positive(table.w_at - table.w_begun) / day,
        ).cache(),
        hours.seconds,
    )


def _done(log: "EventLog") -> ir.Table:
    """Return the instances with the activity before each, and what was said at its end."""
    said = log.events.select(ended="position", outcome=outcome_of(log.events))
    instances = log.instances.select(
        "case_id", "activity", "unit", "resource", "position",
        at_us="ended_us", begun_us="started_us", since_us="ready_us",
    )  # fmt: skip
    order = ibis.window(group_by="case_id", order_by=["at_us", "position"])
    placed = instances.mutate(before=instances.activity.lag().over(order))
    return placed.left_join(said, placed.position == said.ended).drop("ended").cache()


def _whole_span(table: ir.Table, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span of a log with what was possible, or begun, before its first end."""
    first = table.aggregate(since=table.since_us.min(), begun=table.begun_us.min())
    known = [integer(us) for us in rows(first)[0].values() if us is not None]
    return min(span[0], *known) if known else span[0], span[1]


def _positive(time: ir.IntegerValue) -> ir.IntegerValue:
    """Take a time that runs backwards for none; what is unknown stays so."""
    return (time < 0).ifelse(0, time)


def outcome_of(events: ir.Table) -> ir.Value:
    """Return what was said at the end of each activity, where the log tells."""
    for name in ("outcome", "结论", "办理结果", "result"):
        if f"event_{name}" in events.columns:
            return events[f"event_{name}"]
    return ibis.literal("")


def picture(log: "EventLog", found: Timed) -> Picture:
    """Draw together what the pages show of a log."""
    table = found.table
    units = log.flow.usual_units
    nodes = tuple(
        Node(
            str(row["activity"]), units[str(row["activity"])], integer(row["n"]), _days(row["took"])
        )
        for row in rows(
            table.group_by("activity").aggregate(n=table.count(), took=table.took.quantile(0.5))
        )
    )
    after = table.filter(table.before.notnull())
    paths = tuple(
        Path(str(row["before"]), str(row["activity"]), integer(row["n"]), _days(row["waited"]))
        for row in rows(
            after.group_by("before", "activity").aggregate(
                n=after.count(), waited=after.waited.quantile(0.5)
            )
        )
    )
    return Picture(
        nodes=tuple(sorted(nodes, key=lambda node: (-node.count, node.name))),
        paths=tuple(sorted(paths, key=lambda path: (-path.count, path.link))),
        worst=tuple(_waits(after, units)),
        histogram=_histogram(table),
        total_wait=_sums(table, "waited"),
        total_work=_sums(table, "took"),
    )


def _waits(table: ir.Table, units: Mapping[str, str]) -> Sequence[Wait]:
    longest = table.mutate(until_us=ibis.coalesce(table.begun_us, table.at_us))
    longest = longest.order_by(ibis.desc("waited"), "case_id").limit(WORST)
    return [
        Wait(
            str(row["case_id"]), str(row["before"]), str(row["activity"]),
            units[str(row["activity"])], round(float(str(row["waited"])), 1),
            moment(row["since_us"]), moment(row["until_us"]),
        )
        for row in rows(longest)
        if row["waited"]
    ]  # fmt: skip


def _histogram(table: ir.Table) -> tuple[int, ...]:
    """Count cases by whole working days from first to last event; the last holds all longer."""
    spans = table.group_by("case_id").aggregate(
        took=table.w_at.max() - ibis.coalesce(table.w_begun, table.w_at).min()
    )
    day = OfficeHours.parse().seconds * SECOND
    days = spans.mutate(day=(spans.took // day).clip(0, LONGEST_SHOWN).cast("int64"))
    counted = {
        integer(row["day"]): integer(row["n"])
        for row in rows(days.group_by("day").aggregate(n=days.count()))
    }
    return tuple(counted.get(day, 0) for day in range(max(counted, default=0) + 1))


def _sums(table: ir.Table, column: str) -> dict[str, float]:
    found = rows(table.group_by("unit").aggregate(days=table[column].sum()))
    return {
        str(row["unit"] or ""): round(float(str(row["days"])), 1) for row in found if row["days"]
    }


def moment(us: object) -> str:
    """Write microseconds since 1970 as ISO 8601 in UTC."""
    return (EPOCH + timedelta(microseconds=int(str(us)))).isoformat()


def _days(value: object) -> float | None:
    return None if value is None else round(float(str(value)), 2)
