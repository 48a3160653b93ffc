"""Each activity: how often, how long since the event before it, how often it is done again."""

from dataclasses import dataclass

from onewindow.eventlog.flow import Flow
from onewindow.eventlog.measures.spread import Spread, integer, read_spread, spread_of
from onewindow.eventlog.office import OfficeClock
from onewindow.eventlog.running import Row, number, rows


@dataclass(frozen=True)
class Activity:
    """An activity's figures.

    `reworked_cases`: cases that have it more than once; `first_pass`: the share of its cases that
    have it exactly once; `repeats`: events beyond the first of a case; `sojourn`: time since the
    event before it.
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
    """Cases in which anything is done again; events beyond the first of each activity and case."""

    cases: int
    share: float
    events: int
    self_loops: int
    returns: int


def activities(flow: Flow, clock: OfficeClock | None) -> tuple[tuple[Activity, ...], Rework]:
    """Measure every activity, most frequent first, and the rework of the whole log."""
    steps = flow.steps
    asked = {}
    table = steps
    if clock is not None:
        table = clock.worked(
            steps.mutate(previous_us=steps.at_us - steps.waited_us),
            work_before="previous_us",
            work_after="at_us",
        )
        asked = spread_of(table.work_after - table.work_before, "working")
    figures = table.group_by("activity").aggregate(
        count=table.count(),
        people=table.resource.nunique(),
        **spread_of(table.waited_us, "sojourn"),
        **asked,
    )
    often = steps.group_by("case", "activity").aggregate(times=steps.count()).cache()
    per_case = often.group_by("activity").aggregate(
        cases=often.count(), reworked=(often.times > 1).sum()
    )
    again = {integer(row["activity"]): row for row in rows(per_case)}
    found = []
    for row in rows(figures):
        which = integer(row["activity"])
        cases, reworked = integer(again[which]["cases"]), integer(again[which]["reworked"])
        found.append(
            Activity(
                name=flow.activities.by_number[which],
                count=integer(row["count"]),
                cases=cases,
                reworked_cases=reworked,
                repeats=integer(row["count"]) - cases,
                first_pass=(cases - reworked) / cases,
                people=integer(row["people"]),
                sojourn=read_spread(row, "sojourn"),
                working=read_spread(row, "working"),
            )
        )
    found.sort(key=lambda each: (-each.count, each.name))
    repeated = often.filter(often.times > 1)
    row = rows(
        repeated.aggregate(cases=repeated.case.nunique(), events=(repeated.times - 1).sum())
    )[0]
    return tuple(found), _rework(flow, row)


def _rework(flow: Flow, row: Row) -> Rework:
    steps = flow.steps
    cases, self_loops = number(flow.spans.count()), number((steps.previous == steps.activity).sum())
    events = integer(row["events"])
    return Rework(
        cases=integer(row["cases"]),
        share=integer(row["cases"]) / (cases or 1),
        events=events,
        self_loops=self_loops,
        returns=events - self_loops,
    )
