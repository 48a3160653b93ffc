"""Dirt that only shows once the events are in order."""

import ibis.expr.types as ir

from onewindow.eventlog.flow import Flow
from onewindow.eventlog.problems import EXAMPLES, Kind, Problems
from onewindow.eventlog.running import number, rows


def count_order(flow: Flow, problems: Problems) -> None:
    """Count events that the source has out of order, and events that are there twice."""
    steps = flow.steps
    behind = steps.filter(steps.is_behind)
    count = number(behind.count())
    if count:
        problems.add(Kind.OUT_OF_ORDER, count, _examples(flow, behind))
    # Equal events have equal times, so only cases with such a pair need a look.
    tied = steps.filter(steps.waited_us == 0).select("case").distinct()
    some = steps.semi_join(tied, "case")
    same = some.group_by("case", "activity", "resource", "at_us").aggregate(times=some.count())
    twice = same.filter(same.times > 1).cache()
    count = number((twice.times - 1).sum())
    if count:
        problems.add(Kind.DUPLICATE_EVENT, count, _examples(flow, twice))


def _examples(flow: Flow, found: ir.Table) -> list[str]:
    cases = flow.cases.table
    first = found.order_by("case", "at_us").limit(EXAMPLES).join(cases, found.case == cases.number)
    called = flow.activities.by_number
    return [f"{row['name']} {called[int(str(row['activity']))]}" for row in rows(first)]
