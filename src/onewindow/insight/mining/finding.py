"""Everything a diagnosis stores of a log, gathered in one look."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import ibis

from onewindow.eventlog.running import rows, table_of
from onewindow.insight.mining.evidence import evidence_of
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

    def of_cases(self, cases: Collection[str] | None) -> "Seen":
        """Return what is seen of some cases; None for all."""
        if cases is None:
            return self
        kept = table_of(({"case_id": case} for case in cases), {"case_id": "string"})
        table = self.timed.table.semi_join(kept, "case_id").cache()
        return replace(self, timed=replace(self.timed, table=table), log=self.log.of_cases(kept))

    def median_days(self) -> float:
        """Return in how many working days half of the cases were done."""
        table = self.timed.table
        spans = table.group_by("case_id").aggregate(
            took=table.w_at.max() - ibis.coalesce(table.w_begun, table.w_at).min()
        )
        half = spans.took.quantile(0.5).to_pyarrow().as_py()
        return round(float(half or 0) / (self.timed.seconds_a_day * 1_000_000), 2)

    def evidence(self, definition: "Definition") -> "Evidence":
        """Return what the log says of a definition's steps."""
        return evidence_of(self.log, self.timed, definition, source=self.log.source.name)

    def as_json(self, also: Collection[str] = ()) -> dict[str, object]:
        """Return what the pages show as plain values; they name some cases `also`."""
        return {
            **self.picture.as_json(),
            "problems": [problem.tell() for problem in self.log.problems],
            "source": self.log.source.as_json(),
            "traces": self.traces(also),
        }

    def traces(self, also: Collection[str] = ()) -> dict[str, list[dict[str, str]]]:
        """Return what happened, event by event, in the cases that the pages name."""
        named = {wait.case for wait in self.picture.worst} | {*self.examples, *also}
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
