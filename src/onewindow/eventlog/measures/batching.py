"""Batches: one person does the same activity for several cases in one go.

Instances belong to one batch when the same person ends them one after the other with at most
`GAP` between an end and the next beginning (for logs without beginnings: the next end), as in the
sequential batches of Martin et al. 2017 (batch processing in event logs).
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.running import integer, rows
from onewindow.eventlog.zones import SECOND

GAP = 60 * SECOND
LEAST = 3


@dataclass(frozen=True)
class Batching:
    """An activity's batches of three and more: how many, how large, which share of its instances.

    `gathered`: mean seconds from when an instance could begin until the last of its batch could.
    """

    activity: str
    instances: int
    batches: int
    in_batches: int
    share: float
    mean_size: float
    largest: int
    gathered: float | None


def batched(instances: ir.Table) -> ir.Table:
    """Return the instances that somebody is named for, with `batch`, `size` and `gathered_us`.

    `gathered_us` is when the last of the batch could begin; batches of one or two are none: size 1.
    """
    known = instances.filter(instances.resource != "")
    begun = known.mutate(begun_us=ibis.coalesce(known.started_us, known.ended_us))
    order = ibis.window(group_by=["activity", "resource"], order_by=["ended_us", "position"])
    gap = begun.begun_us - begun.ended_us.lag().over(order)
    apart = begun.mutate(is_new=gap.isnull() | (gap > GAP))
    running = ibis.window(
        group_by=["activity", "resource"], order_by=["ended_us", "position"], rows=(None, 0)
    )
    grouped = apart.mutate(batch=apart.is_new.cast("int64").sum().over(running))
    whole = ibis.window(group_by=["activity", "resource", "batch"])
    sized = grouped.mutate(
        size=grouped.position.count().over(whole), last_us=grouped.ready_us.max().over(whole)
    )
    is_batch = sized.size >= LEAST
    return sized.mutate(
        size=is_batch.ifelse(sized.size, 1),
        gathered_us=is_batch.ifelse(sized.last_us, sized.ready_us),
    ).drop("is_new", "last_us")


def batching(instances: ir.Table) -> tuple[Batching, ...]:
    """Measure the batches of every activity, those with the largest share first."""
    table = batched(instances).cache()
    is_batch = table["size"] > 1
    waits = is_batch.ifelse((table.gathered_us - table.ready_us).clip(lower=0), ibis.null("int64"))
    per_activity = table.group_by("activity").aggregate(
        instances=table.count(),
        in_batches=is_batch.sum(),
        batches=is_batch.ifelse(1 / table["size"], 0.0).sum(),
        largest=table["size"].max(),
        gathered=waits.mean(),
    )
    found = []
    for row in rows(per_activity.filter(per_activity.in_batches > 0)):
        batches = round(float(str(row["batches"])))
        inside, gathered = integer(row["in_batches"]), row["gathered"]
        found.append(
            Batching(
                activity=str(row["activity"]),
                instances=integer(row["instances"]),
                batches=batches,
                in_batches=inside,
                share=inside / integer(row["instances"]),
                mean_size=inside / batches,
                largest=integer(row["largest"]),
                gathered=None if gathered is None else float(str(gathered)) / SECOND,
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.share, each.activity)))
