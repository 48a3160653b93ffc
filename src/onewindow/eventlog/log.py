"""An event log: its events, its cases, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import ibis
import ibis.expr.types as ir

from onewindow.eventlog import flow
from onewindow.eventlog.flow import Flow
from onewindow.eventlog.instances import instances, of_steps, unpaired
from onewindow.eventlog.mapping import ColumnMapping
from onewindow.eventlog.names import Dictionary
from onewindow.eventlog.ordering import count_order
from onewindow.eventlog.problems import EXAMPLES, Kind, Problems
from onewindow.eventlog.running import number, rows
from onewindow.eventlog.zones import CHINA


@dataclass(frozen=True)
class Source:
    """Where a log comes from and how it was understood."""

    name: str = ""
    kind: str = ""
    encoding: str = ""
    zone: str = CHINA
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    columns: tuple[str, ...] = ()

    def as_json(self) -> Mapping[str, object]:
        """Return it for a program."""
        return {
            "name": self.name,
            "kind": self.kind,
            "encoding": self.encoding,
            "zone": self.zone,
            "mapping": self.mapping.as_json(),
            "columns": list(self.columns),
        }


@dataclass(frozen=True)
class EventLog:
    """Events, cases and what is wrong with them; where they live is kept alive with it.

    `events`: case_id, activity, at_us (microseconds since 1970 UTC), lifecycle ('' | enabled |
    start | complete …), resource, unit, position (order in the source), started_us and enabled_us
    where the source has them, further attributes as `event_…`. `cases`: case_id and attributes as
    `case_…`. Attributes in `times` are microseconds too.
    """

    events: ir.Table
    cases: ir.Table
    problems: Problems
    source: Source
    times: frozenset[str] = frozenset()
    keeper: object = field(default=None, repr=False, compare=False)
    given_flow: Flow | None = field(default=None, repr=False, compare=False)
    names: Dictionary | None = field(default=None, repr=False, compare=False)

    @cached_property
    def flow(self) -> Flow:
        """The completed events in order."""
        return self.given_flow or flow.build(self.events, self.names)

    @cached_property
    def instances(self) -> ir.Table:
        """One row for each time that an activity was done (`instances.instances`)."""
        has_more = {"started_us", "enabled_us"} & set(self.events.columns)
        if has_more or self.flow.is_partial:
            return instances(self.events).cache()
        return of_steps(self.flow).cache()

    @cached_property
    def has_starts(self) -> bool:
        """Tell whether the log says when work on an activity began."""
        return bool(number(self.instances.started_us.count()))

    @cached_property
    def dirt(self) -> Problems:
        """All that is wrong with it, also what only shows in the order of time."""
        found = Problems(dict(self.problems.found))
        count_order(self.flow, found)
        if "start" not in self.flow.lifecycles:
            return found
        left = unpaired(self.events)
        count = number(left.count())
        if count:
            first = rows(left.order_by("position").limit(EXAMPLES))
            examples = [f"{row['case_id']} {row['activity']}" for row in first]
            found.add(Kind.UNPAIRED, count, examples)
        return found

    @property
    def table(self) -> ir.Table:
        """The events with their time as a timestamp (UTC) and the attributes of their case."""
        since = ibis.timestamp("1970-01-01T00:00:00")
        timed = self.events.mutate(at=since + self.events.at_us.as_interval("us"))
        return timed.left_join(self.cases, "case_id").drop("case_id_right")

    def of_cases(self, kept: ir.Table) -> "EventLog":
        """Return the part with the cases of a table of `case_id`."""
        return replace(
            self,
            events=self.events.semi_join(kept, "case_id"),
            cases=self.cases.semi_join(kept, "case_id"),
            given_flow=self.flow.of_cases(kept),
        )
