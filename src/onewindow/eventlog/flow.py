"""Who follows whom: the events of each case in the order of time, by number instead of name.

Everything that is measured starts from here, so the one expensive sort is done once. Names become
small numbers first: sorting and grouping texts would cost three times as much.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import ibis
import ibis.expr.types as ir

from onewindow.eventlog import fingerprints
from onewindow.eventlog.running import rows

DONE = ("", "complete")


@dataclass(frozen=True)
class Names:
    """The numbers of one column's values: a table `number`, `name`."""

    table: ir.Table

    @classmethod
    def of(cls, events: ir.Table, column: str) -> "Names":
        """Number the values of a column; which gets which number does not matter."""
        named = events.select(name=events[column]).distinct()
        numbered = named.select(number=ibis.row_number().cast("int32") + 1, name="name")
        return cls(numbered.cache())

    @cached_property
    def by_number(self) -> dict[int, str]:
        """All of them in memory; not for cases."""
        return {int(str(row["number"])): str(row["name"]) for row in rows(self.table)}

    def numbers(self, names: Iterable[str]) -> list[int]:
        """Return the numbers of names; what is not there has none."""
        wanted = set(names)
        return [number for number, name in self.by_number.items() if name in wanted]


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
        """One row per case: events, started_us, ended_us, first and last activity, fingerprint."""
        steps = self.steps
        weighed = fingerprints.weighed(steps)
        return (
            weighed.group_by("case")
            .aggregate(
                events=weighed.count(),
                started_us=weighed.at_us.min(),
                ended_us=weighed.at_us.max(),
                last=weighed.activity.argmax(weighed.seq),
                first=weighed.activity.argmin(weighed.seq),
                **fingerprints.sums(weighed),
            )
            .cache()
        )

    def of_cases(self, kept: ir.Table) -> "Flow":
        """Return the flow of some cases; `kept` has their `case_id`."""
        numbers = self.cases.table.semi_join(kept, self.cases.table.name == kept.case_id)
        steps = self.steps.semi_join(numbers, self.steps.case == numbers.number)
        return replace(self, steps=steps.cache(), cases=Names(numbers.cache()))


def build(events: ir.Table) -> Flow:
    """Put the completed events of every case in order; all events where none is marked so."""
    found = {str(row["lifecycle"]) for row in rows(events.select("lifecycle").distinct())}
    is_partial = not found.isdisjoint(DONE) and not found.issubset(DONE)
    done = events.filter(events.lifecycle.isin(DONE)) if is_partial else events
    cases = Names.of(done, "case_id")
    activities, resources, units = (
        Names.of(done, column) for column in ("activity", "resource", "unit")
    )
    steps = _in_order(_numbered(done, cases, activities, resources, units))
    return Flow(steps.cache(), cases, activities, resources, units, is_partial)


def _numbered(
    events: ir.Table, cases: Names, activities: Names, resources: Names, units: Names
) -> ir.Table:
    table = events.select("case_id", "activity", "resource", "unit", "at_us", "position")
    for names, column, number in (
        (cases, "case_id", "case"),
        (activities, "activity", "activity_no"),
        (resources, "resource", "resource_no"),
        (units, "unit", "unit_no"),
    ):
        known = names.table.select(**{number: names.table.number, "known": names.table.name})
        table = table.join(known, table[column] == known.known).drop("known", column)
    return table.select(
        case=table.case,
        activity=table.activity_no.cast("int16"),
        resource=table.resource_no,
        unit=table.unit_no.cast("int16"),
        at_us=table.at_us,
        position=table.position,
    )


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
