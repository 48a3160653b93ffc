"""An event log: its events, its cases, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import ibis.expr.types as ir

from onewindow.eventlog import flow
from onewindow.eventlog.flow import Flow
from onewindow.eventlog.mapping import ColumnMapping
from onewindow.eventlog.names import Names
from onewindow.eventlog.ordering import count_order
from onewindow.eventlog.problems import Problems
from onewindow.eventlog.zones import CHINA, SECOND


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
    names: Mapping[str, Names] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def flow(self) -> Flow:
        """The completed events in order."""
        return self.given_flow or flow.build(self.events, self.names)

    @cached_property
    def dirt(self) -> Problems:
        """All that is wrong with it, also what only shows in the order of time."""
        found = Problems(dict(self.problems.found))
        count_order(self.flow, found)
        return found

    @property
    def table(self) -> ir.Table:
        """The events with their time as a timestamp (UTC) and the attributes of their case."""
        timed = self.events.mutate(at=(self.events.at_us / SECOND).as_timestamp("s"))
        return timed.left_join(self.cases, "case_id").drop("case_id_right")

    def of_cases(self, kept: ir.Table) -> "EventLog":
        """Return the part with the cases of a table of `case_id`."""
        return replace(
            self,
            events=self.events.semi_join(kept, "case_id"),
            cases=self.cases.semi_join(kept, "case_id"),
            given_flow=self.flow.of_cases(kept),
        )
