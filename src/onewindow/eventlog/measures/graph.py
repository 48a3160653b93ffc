"""The directly-follows graph: what comes right after what, how often, after how long."""

from dataclasses import dataclass

from onewindow.eventlog.flow import Flow
from onewindow.eventlog.measures.spread import Spread, read_spread, spread_of
from onewindow.eventlog.office import OfficeClock
from onewindow.eventlog.running import integer, rows


@dataclass(frozen=True)
class Arc:
    """One activity right after another in a case; waiting from the one's end to the other's."""

    source: str
    target: str
    count: int
    waiting: Spread | None
    working: Spread | None = None


@dataclass(frozen=True)
class Graph:
    """Arcs, most frequent first; how many cases begin and end with each activity."""

    arcs: tuple[Arc, ...]
    starts: dict[str, int]
    ends: dict[str, int]


def graph(flow: Flow, clock: OfficeClock | None) -> Graph:
    """Measure the graph, waiting in calendar time and with a clock in working time."""
    table = flow.steps.filter(flow.steps.previous.notnull())
    asked = {}
    if clock is not None:
        table = clock.worked(
            table.mutate(previous_us=table.at_us - table.waited_us),
            work_before="previous_us",
            work_after="at_us",
        )
        asked = spread_of(table.work_after - table.work_before, "working")
    found = table.group_by("previous", "activity").aggregate(
        count=table.count(), **spread_of(table.waited_us, "waiting"), **asked
    )
    called = flow.activities.by_number
    arcs = [
        Arc(
            source=called[integer(row["previous"])],
            target=called[integer(row["activity"])],
            count=integer(row["count"]),
            waiting=read_spread(row, "waiting"),
            working=read_spread(row, "working"),
        )
        for row in rows(found)
    ]
    arcs.sort(key=lambda arc: (-arc.count, arc.source, arc.target))
    return Graph(tuple(arcs), *_ends(flow, arcs))


def _ends(flow: Flow, arcs: list[Arc]) -> tuple[dict[str, int], dict[str, int]]:
    # What no arc leads to begins a case, what no arc leads on from ends one.
    steps = flow.steps
    counted = rows(steps.group_by("activity").aggregate(count=steps.count()))
    starts = {
        flow.activities.by_number[integer(r["activity"])]: integer(r["count"]) for r in counted
    }
    ends = dict(starts)
    for arc in arcs:
        starts[arc.target] -= arc.count
        ends[arc.source] -= arc.count
    return _ordered(starts), _ordered(ends)


def _ordered(counts: dict[str, int]) -> dict[str, int]:
    found = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return {name: count for name, count in found if count}
