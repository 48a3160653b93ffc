"""The directly-follows graph: what comes right after what, how often, after how long."""

from dataclasses import dataclass

from onewindow.eventlog.flow import Flow
from onewindow.eventlog.measures.spread import Spread, integer, read_spread, spread_of
from onewindow.eventlog.office import OfficeClock
from onewindow.eventlog.running import rows


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
    return Graph(tuple(arcs), _ends(flow, "first"), _ends(flow, "last"))


def _ends(flow: Flow, column: str) -> dict[str, int]:
    found = rows(flow.spans.group_by(column).aggregate(count=flow.spans.count()))
    counted = {
        flow.activities.by_number[integer(row[column])]: integer(row["count"]) for row in found
    }
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
