"""Activity instances: one row for each time that an activity was done, made from its events.

The n-th enabling, start and completion of an activity in a case belong together. Where the log does
not say when it became possible, it was when the case's last instance before it ended.
"""

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.flow import DONE, Flow

COLUMNS = ("case_id", "activity", "resource", "unit", "ended_us", "position")


def instances(events: ir.Table) -> ir.Table:
    """Return case_id, activity, resource, unit, position and four times in microseconds.

    `enabled_us` and `started_us` are null where the log does not say; `ready_us`, when it could
    begin, is null for the first of a case whose enabling it does not say.
    """
    done = _done(events)
    if "started_us" in events.columns or "enabled_us" in events.columns:
        found = done.select(
            *COLUMNS, enabled_us=_column(done, "enabled_us"), started_us=_column(done, "started_us")
        )
    else:
        found = _paired(events, done)
    return _ready(found)


def of_steps(flow: Flow) -> ir.Table:
    """Return the instances of a log that only says when each ended: one for each event."""
    steps = flow.steps
    table = steps.select(
        "case",
        "activity",
        "resource",
        "unit",
        ended_us=steps.at_us,
        position=steps.position,
        enabled_us=ibis.null("int64"),
        started_us=ibis.null("int64"),
        ready_us=steps.at_us - steps.waited_us,
    )
    for column, names in (
        ("case", flow.cases),
        ("activity", flow.activities),
        ("resource", flow.resources),
        ("unit", flow.units),
    ):
        known = names.table.select(number="number", **{f"{column}_name": names.table.name})
        table = table.join(known, table[column] == known.number).drop("number", column)
    return table.rename(
        case_id="case_name", activity="activity_name", resource="resource_name", unit="unit_name"
    )


def unpaired(events: ir.Table) -> ir.Table:
    """Return the starts that no completion follows: `case_id`, `activity`, `position`."""
    started = _nth(events.filter(events.lifecycle == "start"))
    done = _nth(_done(events))
    return started.anti_join(done, ["case_id", "activity", "nth"]).select(
        "case_id", "activity", "position"
    )


def _done(events: ir.Table) -> ir.Table:
    done = events.filter(events.lifecycle.isin(DONE))
    return done.mutate(ended_us=done.at_us)


def _column(table: ir.Table, name: str) -> ir.Value:
    return table[name] if name in table.columns else ibis.null("int64")


def _nth(events: ir.Table) -> ir.Table:
    order = ibis.window(group_by=["case_id", "activity"], order_by=["at_us", "position"])
    return events.mutate(nth=ibis.row_number().over(order))


def _paired(events: ir.Table, done: ir.Table) -> ir.Table:
    table = _nth(done)
    for name, lifecycle in (("enabled_us", "enabled"), ("started_us", "start")):
        of_kind = _nth(events.filter(events.lifecycle == lifecycle))
        known = of_kind.select("case_id", "activity", "nth", **{name: of_kind.at_us})
        table = table.left_join(known, ["case_id", "activity", "nth"]).drop(
            "case_id_right", "activity_right", "nth_right"
        )
    return table.select(*COLUMNS, "enabled_us", "started_us")


def _ready(found: ir.Table) -> ir.Table:
    """Add when each could begin: as the log says, else after the last end before it began."""
    begun = found.mutate(begun_us=ibis.coalesce(found.started_us, found.ended_us))
    is_instant = begun.begun_us == begun.ended_us
    begins = begun.select(
        "case_id",
        "position",
        at=begun.begun_us,
        rank=is_instant.ifelse(1, 2),
        kind=ibis.literal(0),
        end=ibis.null("int64"),
    )
    # At one moment what ends comes first, then what takes no time, in order, then what begins.
    ends = begun.select(
        "case_id",
        "position",
        at=begun.ended_us,
        rank=is_instant.ifelse(1, 0),
        kind=ibis.literal(1),
        end=begun.ended_us,
    )
    points = begins.union(ends)
    order = ibis.window(
        group_by="case_id", order_by=["at", "rank", "position", "kind"], rows=(None, -1)
    )
    before = points.mutate(before=points.end.max().over(order))
    known = before.filter(before.kind == 0).select("case_id", "position", "before")
    joined = found.left_join(known, ["case_id", "position"])
    ready = ibis.coalesce(joined.enabled_us, joined.before)
    return joined.mutate(ready_us=ready).drop("before", "case_id_right", "position_right")
