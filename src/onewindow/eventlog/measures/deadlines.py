"""Did cases end by the day that they had?"""

from dataclasses import dataclass

import ibis.expr.types as ir

from onewindow.eventlog import zones
from onewindow.eventlog.log import EventLog
from onewindow.eventlog.mapping import DEADLINES
from onewindow.eventlog.measures.spread import Spread, read_spread, spread_of
from onewindow.eventlog.office import DAY
from onewindow.eventlog.running import integer, rows


@dataclass(frozen=True)
class Deadlines:
    """Cases whose last event lies after their date; `late_by` and `spare` in calendar time.

    A date without a time of day is over when that day is.
    """

    attribute: str
    cases: int
    without: int
    late: int
    in_time: int
    share_in_time: float
    late_by: Spread | None
    spare: Spread | None


def deadlines(log: EventLog, span: tuple[int, int], attribute: str = "") -> tuple[Deadlines, ...]:
    """Compare each case's last event with every attribute known to be a date, or the given one."""
    asked = (attribute,) if attribute else DEADLINES
    present = [name for name in asked if f"case_{name}" in log.cases.columns]
    return tuple(_against(log, name, span) for name in present if f"case_{name}" in log.times)


def _against(log: EventLog, name: str, span: tuple[int, int]) -> Deadlines:
    last = _whole_day(log.cases[f"case_{name}"], log.source.zone, span)
    flow, due = log.flow, log.cases.select("case_id", due_us=last)
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


def _whole_day(due: ir.IntegerColumn, zone: str, span: tuple[int, int]) -> ir.IntegerValue:
    """Take midnight for the whole day that begins with it: nobody is late on the last day."""
    is_day = zones.local(due, zone, span=span) % DAY == 0
    return is_day.ifelse(due + DAY - 1, due)
