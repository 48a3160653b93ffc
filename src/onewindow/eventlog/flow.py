"""Who follows whom: the events of each case in the order of time, by number instead of name.

Everything that is measured starts from here, so the one expensive sort is done once. Names become
small numbers first: sorting and grouping texts would cost three times as much.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import ibis
import ibis.expr.types as ir

from onewindow.eventlog import fingerprints
from onewindow.eventlog.fingerprints import PARTS
from onewindow.eventlog.names import Names
from onewindow.eventlog.running import rows

DONE = ("", "complete")
NAMED = {"case_id": "int32", "activity": "int16", "resource": "int32", "unit": "int16"}


@dataclass(frozen=True)
class Flow:
    """The completed events of a log in order.

    `steps`: case, seq (from 1), activity, resource, unit, at_us, and from the event before it:
    previous (activity), from_resource, from_unit, waited_us; `is_behind` where the source has them
    the other way round. `is_partial`: events of other lifecycles were left aside.
    """

    steps: ir.Table
    cases: Names
    activities: Names
    resources: Names
    units: Names
    is_partial: bool

    @cached_property
    def spans(self) -> ir.Table:
        """One row per case: events, started_us, ended_us and the fingerprint of its order."""
        weighed = fingerprints.weighed(self.steps)
        return (
            weighed.group_by("case")
            .aggregate(
                events=weighed.count(),
                started_us=weighed.at_us.min(),
                ended_us=weighed.at_us.max(),
                **fingerprints.sums(weighed),
            )
            .cache()
        )

    @cached_property
    def kinds(self) -> ir.Table:
        """One row per order of activities: how many cases ran so, and one of them."""
        spans = self.spans
        found = spans.group_by(*PARTS).aggregate(cases=spans.count(), example=spans.case.min())
        return found.cache()

    @cached_property
    def last(self) -> ir.Table:
        """One row per case: its last activity."""
        steps = self.steps
        return steps.group_by("case").aggregate(last=steps.activity.argmax(steps.seq)).cache()

    def of_cases(self, kept: ir.Table) -> "Flow":
        """Return the flow of some cases; `kept` has their `case_id`."""
        numbers = self.cases.table.semi_join(kept, self.cases.table.name == kept.case_id)
        steps = self.steps.semi_join(numbers, self.steps.case == numbers.number)
        return replace(self, steps=steps.cache(), cases=Names(numbers.cache()))


def build(events: ir.Table, known: Mapping[str, Names]) -> Flow:
    """Put the completed events of every case in order; all events where none is marked so.

    `known` are names that were numbered before, by column.
    """
    found = {str(row["lifecycle"]) for row in rows(events.select("lifecycle").distinct())}
    is_partial = not found.isdisjoint(DONE) and not found.issubset(DONE)
    done = events.filter(events.lifecycle.isin(DONE)) if is_partial else events
    usable = {} if is_partial else known
    names = {column: usable.get(column) or Names.of(done, column) for column in NAMED}
    return Flow(
        steps=_in_order(_numbered(done, names)).cache(),
        cases=names["case_id"],
        activities=names["activity"],
        resources=names["resource"],
        units=names["unit"],
        is_partial=is_partial,
    )


def _numbered(events: ir.Table, names: Mapping[str, Names]) -> ir.Table:
    table = events.select(*NAMED, "at_us", "position")
    for column, kind in NAMED.items():
        known = names[column].table
        numbers = known.select(**{f"{column}_no": known.number.cast(kind), "known": known.name})
        table = table.join(numbers, table[column] == numbers.known).drop("known", column)
    return table.rename({column: f"{column}_no" for column in NAMED}).rename(case="case_id")


def _in_order(table: ir.Table) -> ir.Table:
    before = ibis.window(group_by="case", order_by=["at_us", "position"])
    return table.select(
        "case",
        "activity",
        "resource",
        "unit",
        "at_us",
        seq=ibis.row_number().over(before).cast("int32") + 1,
        previous=table.activity.lag().over(before),
        from_resource=table.resource.lag().over(before),
        from_unit=table.unit.lag().over(before),
        waited_us=table.at_us - table.at_us.lag().over(before),
        is_behind=table.position < table.position.lag().over(before),
    )
