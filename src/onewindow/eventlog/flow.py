"""Who follows whom: the events of each case in the order of time, by number instead of name.

Everything that is measured starts from here, so the one expensive sort is done once. Names become
small numbers first: sorting and grouping texts would cost three times as much.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import ibis
import ibis.expr.types as ir

from onewindow.eventlog import fingerprints
from onewindow.eventlog.fingerprints import PARTS
from onewindow.eventlog.names import Dictionary, Names
from onewindow.eventlog.running import integer, rows

DONE = ("", "complete")


@dataclass(frozen=True)
class Flow:
    """The completed events of a log in order.

    `steps`: case, seq (from 1), activity, resource, unit, at_us, position, and from the event
    before it: previous (activity), from_resource, from_unit, waited_us; `is_behind` where the
    source has them the other way round. `lifecycles`: all that the log has.
    """

    steps: ir.Table
    cases: Names
    activities: Names
    resources: Names
    units: Names
    lifecycles: frozenset[str]

    @property
    def is_partial(self) -> bool:
        """Tell whether events of other lifecycles were left aside."""
        return is_partial(self.lifecycles)

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
        found = spans.group_by(*PARTS).aggregate(
            cases=spans.count(), example=spans.case.min(), since_us=spans.started_us.min()
        )
        return found.cache()

    @cached_property
    def last(self) -> ir.Table:
        """One row per case: its last activity."""
        steps = self.steps
        return steps.group_by("case").aggregate(last=steps.activity.argmax(steps.seq)).cache()

    @cached_property
    def usual_units(self) -> dict[str, str]:
        """The unit that does each activity most often; empty where none is named."""
        names, units = self.activities.by_number, self.units.by_number
        counted = self.steps.group_by("activity", "unit").aggregate(n=self.steps.count())
        chosen: dict[str, str] = {}
        found = [
            (-integer(row["n"]), units[integer(row["unit"])], names[integer(row["activity"])])
            for row in rows(counted)
        ]
        for _often, unit, activity in sorted(found):
            chosen.setdefault(activity, unit)
        return chosen

    def of_cases(self, kept: ir.Table) -> "Flow":
        """Return the flow of some cases; `kept` has their `case_id`."""
        numbers = self.cases.table.semi_join(kept, self.cases.table.name == kept.case_id)
        steps = self.steps.semi_join(numbers, self.steps.case == numbers.number)
        return replace(self, steps=steps.cache(), cases=Names(numbers.cache()))


def build(events: ir.Table, known: Dictionary | None = None) -> Flow:
    """Put the completed events of every case in order; all events where none is marked so.

    `known` are the names of the events where they are numbered already, which they only are in a
    log without lifecycles.
    """
    found = frozenset({""}) if known else _lifecycles(events)
    some = is_partial(found)
    done = events.filter(events.lifecycle.isin(DONE)) if some else events
    names = known if known and not some else Dictionary.of(done)
    return Flow(
        steps=_in_order(names.numbered(done)).cache(),
        cases=names.cases,
        activities=names.activities,
        resources=names.resources,
        units=names.units,
        lifecycles=found,
    )


def _lifecycles(events: ir.Table) -> frozenset[str]:
    return frozenset(str(row["lifecycle"]) for row in rows(events.select("lifecycle").distinct()))


def is_partial(lifecycles: frozenset[str]) -> bool:
    """Tell whether some events are marked as done and others are not."""
    return not lifecycles.isdisjoint(DONE) and not lifecycles.issubset(DONE)


def _in_order(table: ir.Table) -> ir.Table:
    before = ibis.window(group_by="case", order_by=["at_us", "position"])
    return table.select(
        "case",
        "activity",
        "resource",
        "unit",
        "at_us",
        "position",
        seq=ibis.row_number().over(before).cast("int32") + 1,
        previous=table.activity.lag().over(before),
        from_resource=table.resource.lag().over(before),
        from_unit=table.unit.lag().over(before),
        waited_us=table.at_us - table.at_us.lag().over(before),
        is_behind=table.position < table.position.lag().over(before),
    )
