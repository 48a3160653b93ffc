"""Did cases end by the day that they had?"""

from dataclasses import dataclass

from onewindow.eventlog.log import EventLog
from onewindow.eventlog.mapping import DEADLINES
from onewindow.eventlog.measures.spread import Spread, read_spread, spread_of
from onewindow.eventlog.running import integer, rows


@dataclass(frozen=True)
class Deadlines:
    """Cases whose last event lies after their date; `late_by` and `spare` in calendar time."""

    attribute: str
    cases: int
    without: int
    late: int
    in_time: int
    share_in_time: float
    late_by: Spread | None
    spare: Spread | None


def deadlines(log: EventLog, attribute: str = "") -> tuple[Deadlines, ...]:
    """Compare each case's last event with every attribute known to be a date, or the given one."""
    asked = (attribute,) if attribute else DEADLINES
    present = [name for name in asked if f"case_{name}" in log.cases.columns]
    return tuple(_against(log, name) for name in present if f"case_{name}" in log.times)


def _against(log: EventLog, name: str) -> Deadlines:
    flow, due = log.flow, log.cases.select("case_id", due_us=log.cases[f"case_{name}"])
    numbered = due.join(flow.cases.table, due.case_id == flow.cases.table.name)
    table = flow.spans.join(numbered, flow.spans.case == numbered.number)
    over = table.ended_us - table.due_us
    found = table.mutate(
        late_us=(over > 0).ifelse(over, None), spare_us=(over <= 0).ifelse(-over, None)
    )
    row = rows(
        found.aggregate(
            cases=found.count(),
            known=found.due_us.count(),
            **spread_of(found.late_us, "late"),
            **spread_of(found.spare_us, "spare"),
        )
    )[0]
    known, late = integer(row["known"]), integer(row["late_count"])
    return Deadlines(
        attribute=name,
        cases=known,
        without=integer(row["cases"]) - known,
        late=late,
        in_time=known - late,
        share_in_time=(known - late) / (known or 1),
        late_by=read_spread(row, "late"),
        spare=read_spread(row, "spare"),
    )
