"""An event log of any system as the redesign works on it: definition and evidence."""

from typing import TYPE_CHECKING

import ibis

from onewindow.eventlog.running import rows
from onewindow.procedure.redesign import Days, Definition, Evidence, Law, StepEvidence
from onewindow.procedure.redesign.discovering import Activity, Discovered, discover
from onewindow.procedure.redesign.governing import govern

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog, Measures
    from onewindow.eventlog.measures.spread import Spread


def definition_in(log: "EventLog", measures: "Measures", name: str, law: Law) -> Discovered:
    """Return the procedure that a log shows, under the law; raise BadDefinition."""
    flow = log.flow
    names, units = flow.activities.by_number, flow.units.by_number
    steps = flow.steps
    first = steps.group_by("case", "activity").aggregate(first=steps.seq.min()).cache()
    places = {
        names[int(str(row["activity"]))]: float(str(row["place"]))
        for row in rows(first.group_by("activity").aggregate(place=first.first.mean()))
    }
    counted = steps.group_by("activity", "unit").aggregate(n=steps.count())
    chosen: dict[str, str] = {}
    for row in rows(counted.order_by(ibis.desc("n"), "unit")):
        chosen.setdefault(names[int(str(row["activity"]))], units[int(str(row["unit"]))])
    found = discover(
        name,
        measures.cases,
        [
            Activity(
                each.name, each.cases, places[each.name], _p95(measures, each.working),
                chosen[each.name],
            )
            for each in measures.activities
        ],
        _precedences(first, names),
    )  # fmt: skip
    return Discovered(govern(found.definition, law), found.left_out)


def _precedences(first: "ibis.Table", names: dict[int, str]) -> dict[tuple[str, str], int]:
    """Count for each pair of activities the cases in which one first comes before the other."""
    later = first.view()
    both = first.join(later, (first.case == later.case) & (first.first < later.first))
    pairs = both.select(one=first.activity, other=later.activity)
    return {
        (names[int(str(row["one"]))], names[int(str(row["other"]))]): int(str(row["n"]))
        for row in rows(pairs.group_by("one", "other").aggregate(n=pairs.count()))
    }


def evidence_in(measures: "Measures", definition: Definition, source: str) -> Evidence:
    """Return what was measured of the steps that a log knows by name, in working days.

    The time of a step counts from the event before it: waiting and work together.
    """
    by_name = {step.name: step.code for step in definition.steps}
    return Evidence(
        source=source,
        cases=measures.cases,
        steps={
            by_name[each.name]: StepEvidence(
                runs=each.count, total=_days(measures, each.working), people=each.people
            )
            for each in measures.activities
            if each.name in by_name
        },
        throughput=_days(measures, measures.throughput.working),
    )


def _days(measures: "Measures", spread: "Spread | None") -> Days | None:
    working = measures.working_time
    if spread is None or working is None:
        return None
    day = working.seconds_a_day
    return Days(spread.count, spread.p50 / day, spread.p80 / day, spread.p95 / day)


def _p95(measures: "Measures", spread: "Spread | None") -> float:
    days = _days(measures, spread)
    return days.p95 if days else 1.0
