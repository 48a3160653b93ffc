"""Everything a diagnosis stores of a log, gathered in one look."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from onewindow.eventlog.running import rows
from onewindow.insight.discovery import definition_seen
from onewindow.insight.mining.evidence import evidence_of
from onewindow.insight.mining.loads import loads_of
from onewindow.insight.mining.picture import Picture, Timed, moment, picture, timed

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog
    from onewindow.eventlog.measures import Measures
    from onewindow.kernel.workdays import WorkCalendar
    from onewindow.procedure.redesign import Definition, Evidence


EXAMPLES = 8


@dataclass(frozen=True)
class Seen:
    """A log with its picture; what is asked of it later is worked out from the same events."""

    log: "EventLog"
    timed: Timed
    picture: Picture
    first_at: datetime
    last_at: datetime
    examples: tuple[str, ...] = ()

    def evidence(
        self, definition: "Definition", cases: Collection[str] | None = None
    ) -> "Evidence":
        """Return what the log says of a definition's steps, of all cases or of some."""
        if cases is not None:
            table = self.timed.table.filter(self.timed.table.case_id.isin(list(cases)))
            events = self.log.events.filter(self.log.events.case_id.isin(list(cases)))
            narrowed = replace(
                self, timed=replace(self.timed, table=table), log=replace(self.log, events=events)
            )
            return narrowed.evidence(definition)
        return evidence_of(self.log, self.timed, definition, source=self.log.source.name)

    def definition(self, name: str) -> dict[str, object]:
        """Return the procedure that the log shows."""
        return definition_seen(self.picture, name, self._usual_days())

    def _usual_days(self) -> Mapping[str, float]:
        table = self.timed.table
        total = table.waited.fill_null(0.0) + table.took.fill_null(0.0)
        found = table.group_by("activity").aggregate(days=total.quantile(0.8))
        return {str(row["activity"]): float(str(row["days"] or 0)) for row in rows(found)}

    def as_json(self) -> dict[str, object]:
        """Return what the pages show as plain values."""
        return {
            **self.picture.as_json(),
            "problems": [problem.tell() for problem in self.log.problems],
            "source": self.log.source.as_json(),
            "traces": self.traces(),
            "cases_with": self.cases_with(),
            "loads": {name: asdict(load) for name, load in loads_of(self.timed).items()},
        }

    def cases_with(self) -> dict[str, dict[str, int]]:
        """Count the cases that have two activities both, or (with itself) one at all."""
        once = self.timed.table.select("case_id", "activity").distinct()
        other = once.select("case_id", other=once.activity)
        both = once.join(other, "case_id")
        counted = both.group_by("activity", "other").aggregate(n=both.count())
        found: dict[str, dict[str, int]] = {}
        for row in rows(counted):
            found.setdefault(str(row["activity"]), {})[str(row["other"])] = int(str(row["n"]))
        return found

    def traces(self) -> dict[str, list[dict[str, str]]]:
        """Return what happened, event by event, in the cases that the pages name."""
        named = {wait.case for wait in self.picture.worst} | set(self.examples)
        table = self.timed.table
        found: dict[str, list[dict[str, str]]] = {}
        for row in rows(
            table.filter(table.case_id.isin(list(named))).order_by("at_us", "position")
        ):
            found.setdefault(str(row["case_id"]), []).append({
                "activity": str(row["activity"]),
                "unit": str(row["unit"] or ""),
                "begun": moment(row["begun_us"]) if row["begun_us"] else "",
                "at": moment(row["at_us"]),
                "outcome": str(row["outcome"] or ""),
                "waited": str(round(float(str(row["waited"] or 0)), 2)),
            })  # fmt: skip
        return found


def look(log: "EventLog", calendar: "WorkCalendar", measures: "Measures") -> Seen:
    """Look at a log once."""
    first, last = measures.throughput.first_us, measures.throughput.last_us
    found = timed(log, calendar, (first, last))
    return Seen(
        log, found, picture(log, found),
        datetime.fromisoformat(measures.first_at), datetime.fromisoformat(measures.last_at),
        tuple(variant.example for variant in measures.variants.top[:EXAMPLES]),
    )  # fmt: skip
