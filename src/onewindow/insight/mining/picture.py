"""What a log shows at a glance: nodes and paths of its map, the worst waits, durations."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.office import OfficeClock, OfficeHours
from onewindow.eventlog.running import Row, rows
from onewindow.eventlog.zones import EPOCH, SECOND
from onewindow.procedure.process_map import Node, Path

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog
    from onewindow.kernel.workdays import WorkCalendar

DONE = ("", "complete")
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
    """Place every finished activity after the one before it, in working days.

    Where a log tells when work began, the wait ends there; else all of it is wait.
    """
    hours = OfficeHours.parse()
    clock = OfficeClock.over(calendar, hours, log.source.zone, span)
    events = log.events.filter(log.events.lifecycle.isin(DONE))
    columns = {"outcome": outcome_of(events)}
    begun = events.started_us if "started_us" in events.columns else ibis.null("int64")
    order = ibis.window(group_by="case_id", order_by=["at_us", "position"])
    table = events.select(
        "case_id", "activity", "unit", "resource", "at_us", "position",
        begun_us=begun,
        before=events.activity.lag().over(order),
        since_us=events.at_us.lag().over(order),
        **columns,
    )  # fmt: skip
    table = clock.worked(table, w_at="at_us", w_begun="begun_us", w_before="since_us")
    day = hours.seconds * SECOND
    waits_until = ibis.coalesce(table.w_begun, table.w_at)
    table = table.mutate(
        waited=ibis.greatest(waits_until - table.w_before, 0) / day,
        # The greater of nothing and zero would be zero: where no start is known, no work is.
        took=table.w_begun.notnull().ifelse(ibis.greatest(table.w_at - table.w_begun, 0), None)
        / day,
    )
    return Timed(table.cache(), hours.seconds)


def outcome_of(events: ir.Table) -> ir.Value:
    """Return what was said at the end of each activity, where the log tells."""
    for name in ("outcome", "结论", "办理结果", "result"):
        if f"event_{name}" in events.columns:
            return events[f"event_{name}"]
    return ibis.literal("")


def picture(log: "EventLog", found: Timed) -> Picture:
    """Draw together what the pages show of a log."""
    table = found.table
    units = _units(table)
    nodes = tuple(
        Node(
            str(row["activity"]), units[str(row["activity"])], _whole(row["n"]), _days(row["took"])
        )
        for row in rows(
            table.group_by("activity").aggregate(n=table.count(), took=table.took.quantile(0.5))
        )
    )
    after = table.filter(table.before.notnull())
    paths = tuple(
        Path(str(row["before"]), str(row["activity"]), _whole(row["n"]), _days(row["waited"]))
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


def _units(table: ir.Table) -> dict[str, str]:
    """The unit that does an activity most often."""
    counted = rows(table.group_by("activity", "unit").aggregate(n=table.count()))
    best: dict[str, Row] = {}
    for row in sorted(counted, key=lambda row: (-_whole(row["n"]), str(row["unit"]))):
        best.setdefault(str(row["activity"]), row)
    return {name: str(row["unit"] or "") for name, row in best.items()}


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
        _whole(row["day"]): _whole(row["n"])
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


def _whole(value: object) -> int:
    return int(str(value or 0))


def _days(value: object) -> float | None:
    return None if value is None else round(float(str(value)), 2)
