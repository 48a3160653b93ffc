"""Why work waits: waiting time split by its cause.

The causes are those of Lashkevich, Milani, Chapela-Campa, Suvorau and Dumas ("Why am I waiting?
Data-driven analysis of waiting times in business processes", CAiSE 2023), worked out here anew:
the waiting of an instance, from when it could begin until it began, is cut into

- batching: until the last instance of its batch could begin,
- contention: its person works on something that could begin earlier (first come, first served),
- priority: its person works on something that could begin later,
- unavailability: its person does nothing else, and the office is closed,
- other: what is left.

Who works on several things at once is busy once: what overlaps counts as contention first.
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.measures.batching import batched
from onewindow.eventlog.office import OfficeClock
from onewindow.eventlog.running import rows
from onewindow.eventlog.zones import SECOND

CAUSES = ("batching", "contention", "priority", "unavailability", "other")
KEY = ("case_id", "position")


@dataclass(frozen=True)
class Waiting:
    """An activity's waiting in seconds, all instances together, by cause."""

    activity: str
    instances: int
    total: float
    batching: float
    contention: float
    priority: float
    unavailability: float
    other: float


def causes(instances: ir.Table, clock: OfficeClock | None) -> tuple[Waiting, ...]:
    """Split the waiting of every activity, longest first; without a clock the office never closes.

    Only instances whose beginning and person the log names can be explained.
    """
    split = _split(instances.filter(instances.started_us.notnull()), clock)
    sums = {cause: split[f"{cause}_us"].sum() for cause in CAUSES}
    found = split.group_by("activity").aggregate(
        instances=split.count(), total=split.waited_us.sum(), **sums
    )
    waits = [
        Waiting(
            activity=str(row["activity"]),
            instances=int(str(row["instances"])),
            **{name: float(str(row[name])) / SECOND for name in ("total", *CAUSES)},
        )
        for row in rows(found)
    ]
    return tuple(sorted(waits, key=lambda each: (-each.total, each.activity)))


def _split(instances: ir.Table, clock: OfficeClock | None) -> ir.Table:
    gathered = batched(instances)
    waits = gathered.filter(gathered.ready_us < gathered.started_us)
    # Whoever begins before the last of his batch could has waited for it until he began.
    cut = waits.mutate(
        waited_us=waits.started_us - waits.ready_us,
        from_us=ibis.least(ibis.greatest(waits.gathered_us, waits.ready_us), waits.started_us),
    ).cache()
    busy = _busy(cut, instances)
    table = cut.left_join(busy, list(KEY)).drop("case_id_right", "position_right")
    for column in ("contention_us", "priority_us"):
        table = table.mutate(**{column: table[column].fill_null(0)})
    table = table.mutate(
        batching_us=table.from_us - table.ready_us,
        rest_us=table.started_us - table.from_us - table.contention_us - table.priority_us,
    )
    if clock is None:
        closed = ibis.literal(0, "int64")
    else:
        table = clock.worked(table, work_from="from_us", work_until="started_us")
        idle = table.started_us - table.from_us - (table.work_until - table.work_from)
        closed = ibis.least(ibis.greatest(idle, 0), table.rest_us)
    table = table.mutate(unavailability_us=closed)
    return table.mutate(other_us=table.rest_us - table.unavailability_us)


def _busy(waits: ir.Table, instances: ir.Table) -> ir.Table:
    """Return per waiting how long its person was busy with earlier and with later work."""
    done = instances.filter(instances.started_us < instances.ended_us).select(
        "resource",
        other_case="case_id",
        other_position="position",
        other_ready="ready_us",
        busy_from="started_us",
        busy_until="ended_us",
    )
    pairs = waits.join(
        done,
        [
            waits.resource == done.resource,
            done.busy_from < waits.started_us,
            done.busy_until > waits.from_us,
            (done.other_case != waits.case_id) | (done.other_position != waits.position),
        ],
    )
    clipped = pairs.select(
        *KEY,
        start=ibis.greatest(pairs.busy_from, pairs.from_us),
        end=ibis.least(pairs.busy_until, pairs.started_us),
        is_earlier=pairs.other_ready.isnull() | (pairs.other_ready <= pairs.ready_us),
    )
    whole = _union(clipped, "all_us")
    earlier = _union(clipped.filter(clipped.is_earlier), "contention_us")
    joined = whole.left_join(earlier, list(KEY)).drop("case_id_right", "position_right")
    contention = joined.contention_us.fill_null(0)
    return joined.select(*KEY, contention_us=contention, priority_us=joined.all_us - contention)


def _union(pieces: ir.Table, name: str) -> ir.Table:
    """Return the length of the union of each waiting's pieces, overlaps counted once."""
    order = ibis.window(group_by=list(KEY), order_by=["start", "end"], rows=(None, -1))
    covered = pieces.mutate(until=pieces.end.max().over(order))
    fresh = covered.end - ibis.greatest(covered.start, covered.until.fill_null(covered.start))
    counted = covered.mutate(fresh=ibis.greatest(fresh, 0))
    return counted.group_by(*KEY).aggregate(**{name: counted.fresh.sum().cast("int64")})
