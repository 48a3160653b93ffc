"""Waiting before and processing of each activity, where the log says when work began."""

from dataclasses import dataclass

import ibis.expr.types as ir

from onewindow.eventlog.measures.spread import Spread, read_spread, spread_of
from onewindow.eventlog.office import OfficeClock
from onewindow.eventlog.running import integer, rows


@dataclass(frozen=True)
class Work:
    """An activity's waiting (possible until begun) and processing (begun until ended)."""

    activity: str
    count: int
    waiting: Spread | None
    processing: Spread | None
    working_waiting: Spread | None
    working_processing: Spread | None


def work(instances: ir.Table, clock: OfficeClock | None) -> tuple[Work, ...]:
    """Measure waiting and processing of every activity, most frequent first."""
    table = instances.filter(instances.started_us.notnull())
    asked = {}
    if clock is not None:
        table = clock.worked(
            table, ready_work="ready_us", begun_work="started_us", done_work="ended_us"
        )
        asked = spread_of(table.begun_work - table.ready_work, "work_wait") | spread_of(
            table.done_work - table.begun_work, "work_done"
        )
    found = table.group_by("activity").aggregate(
        count=table.count(),
        **spread_of(table.started_us - table.ready_us, "wait"),
        **spread_of(table.ended_us - table.started_us, "done"),
        **asked,
    )
    measured = [
        Work(
            activity=str(row["activity"]),
            count=integer(row["count"]),
            waiting=read_spread(row, "wait"),
            processing=read_spread(row, "done"),
            working_waiting=read_spread(row, "work_wait"),
            working_processing=read_spread(row, "work_done"),
        )
        for row in rows(found)
    ]
    return tuple(sorted(measured, key=lambda each: (-each.count, each.activity)))
