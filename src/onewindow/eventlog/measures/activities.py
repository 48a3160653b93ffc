"""Each activity: how often, how long since the event before it, how often it is done again."""

from dataclasses import dataclass

import ibis.expr.types as ir

from onewindow.eventlog.flow import Flow
from onewindow.eventlog.measures.spread import Spread, read_spread, spread_of
from onewindow.eventlog.office import OfficeClock
from onewindow.eventlog.running import Row, integer, rows


@dataclass(frozen=True)
class Activity:
    """An activity's figures.

    `reworked_cases`: cases that have it more than once; `first_pass`: the share of its cases that
    have it exactly once; `repeats`: events beyond the first of a case; `sojourn`: time since the
    event before it, also in working time.
    """

    name: str
    count: int
    cases: int
    reworked_cases: int
    repeats: int
    first_pass: float
    people: int
    sojourn: Spread | None
    working: Spread | None


@dataclass(frozen=True)
class Rework:
    """Cases in which anything is done again; events beyond the first of each activity and case.

    A repeat is a self-loop when it follows its like at once, else a return.
    """

    cases: int
    share: float
    events: int
    self_loops: int
    returns: int


def activities(flow: Flow, clock: OfficeClock | None) -> tuple[tuple[Activity, ...], Rework]:
    """Measure every activity, most frequent first, and the rework of the whole log."""
    repeated = _times_in_case(flow)
    again = {integer(row["activity"]): row for row in rows(_per_activity(repeated))}
    people = {integer(row["activity"]): integer(row["people"]) for row in rows(_people(flow))}
    found = [
        _activity(flow, row, again[integer(row["activity"])], people[integer(row["activity"])])
        for row in rows(_figures(flow, clock))
    ]
    found.sort(key=lambda each: (-each.count, each.name))
    return tuple(found), _rework(flow, repeated)


def _figures(flow: Flow, clock: OfficeClock | None) -> ir.Table:
    table, asked = flow.steps, {}
    if clock is not None:
        table = clock.worked(
            table.mutate(previous_us=table.at_us - table.waited_us),
            work_before="previous_us",
            work_after="at_us",
        )
        asked = spread_of(table.work_after - table.work_before, "working")
    return table.group_by("activity").aggregate(
        count=table.count(), **spread_of(table.waited_us, "sojourn"), **asked
    )


def _people(flow: Flow) -> ir.Table:
    pairs = flow.steps.select("activity", "resource").distinct()
    return pairs.group_by("activity").aggregate(people=pairs.count())


def _times_in_case(flow: Flow) -> ir.Table:
    # What is repeated depends on the order alone: one case of each kind tells it for all.
    kinds, steps = flow.kinds, flow.steps
    some = steps.join(kinds.select("example", "cases"), steps.case == kinds.example)
    return (
        some.group_by("case", "activity")
        .aggregate(
            times=some.count(),
            cases=some.cases.max(),
            loops=(some.previous == some.activity).sum(),
        )
        .cache()
    )


def _per_activity(repeated: ir.Table) -> ir.Table:
    is_again = repeated.times > 1
    return repeated.group_by("activity").aggregate(
        cases=repeated.cases.sum(), reworked=is_again.ifelse(repeated.cases, 0).sum()
    )


def _activity(flow: Flow, row: Row, again: Row, people: int) -> Activity:
    count, cases, reworked = (
        integer(value) for value in (row["count"], again["cases"], again["reworked"])
    )
    return Activity(
        name=flow.activities.by_number[integer(row["activity"])],
        count=count,
        cases=cases,
        reworked_cases=reworked,
        repeats=count - cases,
        first_pass=(cases - reworked) / cases,
        people=people,
        sojourn=read_spread(row, "sojourn"),
        working=read_spread(row, "working"),
    )


def _rework(flow: Flow, repeated: ir.Table) -> Rework:
    per_kind = repeated.group_by("case").aggregate(
        cases=repeated.cases.max(),
        events=((repeated.times - 1) * repeated.cases).sum(),
        loops=(repeated.loops * repeated.cases).sum(),
    )
    is_again = per_kind.events > 0
    row = rows(
        per_kind.aggregate(
            all=per_kind.cases.sum(),
            cases=is_again.ifelse(per_kind.cases, 0).sum(),
            events=per_kind.events.sum(),
            loops=per_kind.loops.sum(),
        )
    )[0]
    cases, events, loops = (integer(row[name]) for name in ("cases", "events", "loops"))
    share = cases / (integer(row["all"]) or 1)
    return Rework(cases, share, events, self_loops=loops, returns=events - loops)
