"""An event log of any system as the redesign works on it: definition and evidence."""

from typing import TYPE_CHECKING

import ibis.expr.types as ir

from onewindow.eventlog.running import integer, rows
from onewindow.insight.mining.evidence import evidence_of
from onewindow.insight.mining.picture import timed
from onewindow.insight.vocabulary import BESIDE, BY_APPLICANT
from onewindow.procedure.redesign import Definition, Evidence, Law
from onewindow.procedure.redesign.discovering import Activity, Discovered, discover
from onewindow.procedure.redesign.governing import govern

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog, Measures
    from onewindow.eventlog.measures.spread import Spread
    from onewindow.kernel.workdays import WorkCalendar


def definition_in(log: "EventLog", measures: "Measures", name: str, law: Law) -> Discovered:
    """Return the procedure that a log shows, under the law; raise BadDefinition.

    What applicants do, and corrections, are no steps of it.
    """
    flow = log.flow
    names = flow.activities.by_number
    first = flow.steps.group_by("case", "activity").aggregate(first=flow.steps.seq.min()).cache()
    places = {
        names[integer(row["activity"])]: float(str(row["place"]))
        for row in rows(first.group_by("activity").aggregate(place=first.first.mean()))
    }
    units = flow.usual_units
    found = discover(
        name,
        measures.cases,
        [
            Activity(each.name, each.cases, places[each.name], days, units[each.name])
            for each in measures.activities
            if each.name not in BESIDE and units[each.name] not in BY_APPLICANT
            for days in (_days(measures, each.working),)
        ],
        _precedences(first, names),
    )
    return Discovered(govern(found.definition, law), found.left_out)


def evidence_in(
    log: "EventLog", measures: "Measures", calendar: "WorkCalendar", definition: Definition
) -> Evidence:
    """Return what was measured of the steps that a log knows by name, in working days."""
    span = measures.throughput.first_us, measures.throughput.last_us
    return evidence_of(log, timed(log, calendar, span), definition, source=log.source.name)


def _precedences(first: ir.Table, names: dict[int, str]) -> dict[tuple[str, str], int]:
    """Count for each pair of activities the cases in which one first comes before the other."""
    later = first.view()
    both = first.join(later, (first.case == later.case) & (first.first < later.first))
    pairs = both.select(one=first.activity, other=later.activity)
    return {
        (names[integer(row["one"])], names[integer(row["other"])]): integer(row["n"])
        for row in rows(pairs.group_by("one", "other").aggregate(n=pairs.count()))
    }


def _days(measures: "Measures", spread: "Spread | None") -> float:
    """Return the working days within which 95 in 100 were done."""
    working = measures.working_time
    return spread.p95 / working.seconds_a_day if spread and working else 1.0
