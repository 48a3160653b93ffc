"""Who hands over to whom: people, and departments."""

from dataclasses import dataclass

from onewindow.eventlog.flow import Flow
from onewindow.eventlog.measures.spread import Spread, read_spread, spread_of
from onewindow.eventlog.names import Names
from onewindow.eventlog.running import integer, rows


@dataclass(frozen=True)
class Handover:
    """Work that passed from one to another (or stayed), event after event, and how long it took."""

    source: str
    target: str
    count: int
    waiting: Spread | None


@dataclass(frozen=True)
class Handovers:
    """All pairs, also of one with himself, most frequent first."""

    people: tuple[Handover, ...]
    units: tuple[Handover, ...]


def handovers(flow: Flow) -> Handovers:
    """Count how often work passed between people and between departments."""
    return Handovers(
        people=_pairs(flow, "from_resource", "resource", flow.resources),
        units=_pairs(flow, "from_unit", "unit", flow.units),
    )


def _pairs(flow: Flow, source: str, target: str, names: Names) -> tuple[Handover, ...]:
    called = names.by_number
    if set(called.values()) == {""}:
        return ()
    steps = flow.steps.filter(flow.steps[source].notnull())
    found = steps.group_by(source, target).aggregate(
        count=steps.count(), **spread_of(steps.waited_us, "waiting")
    )
    pairs = [
        Handover(
            source=called[integer(row[source])],
            target=called[integer(row[target])],
            count=integer(row["count"]),
            waiting=read_spread(row, "waiting"),
        )
        for row in rows(found)
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.count, pair.source, pair.target)))
