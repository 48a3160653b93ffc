"""An event log as rows that a simulation can be fitted to."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from onewindow.eventlog.running import rows
from onewindow.eventlog.zones import zone_of
from onewindow.insight.vocabulary import ANSWERED, CORRECTION
from onewindow.procedure.model import Procedure
from onewindow.procedure.simulation import Observations, Pause, Run

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Times = dict[str, list[datetime]]


def observations_in(log: "EventLog", procedure: Procedure) -> Observations:
    """Return what a log shows, steps found by their names, in the log's local time.

    What asks the applicant for something, and his answer, are no steps: between them he has the
    case.
    """
    codes = {step.name: step.code for step in procedure.steps}
    zone = zone_of(log.source.zone)

    def local(us: object) -> datetime | None:
        if us is None:
            return None
        at = EPOCH + timedelta(microseconds=int(str(us)))
        return at.astimezone(zone).replace(tzinfo=None)

    runs: list[Run] = []
    first: dict[str, datetime] = {}
    asked: Times = defaultdict(list)
    answered: Times = defaultdict(list)
    for row in rows(log.instances):
        ended = local(row["ended_us"]) or local(row["started_us"])
        if ended is None:
            continue
        case, name = str(row["case_id"]), str(row["activity"])
        started, enabled = local(row["started_us"]), local(row["enabled_us"])
        begins = min(each for each in (enabled, started, ended) if each)
        first[case] = min(first.get(case, begins), begins)
        if name in codes or name not in (*CORRECTION, *ANSWERED):
            person = str(row["resource"] or "")
            runs.append(Run(case, codes.get(name, name), ended, started, enabled, person))
        else:
            (asked if name in CORRECTION else answered)[case].append(ended)
    return Observations(tuple(runs), first, pauses=_pauses(asked, answered))


def _pauses(asked: Times, answered: Times) -> dict[str, tuple[Pause, ...]]:
    """Pair each answer with the last question before it; what nobody answered ends no pause."""
    found: dict[str, tuple[Pause, ...]] = {}
    for case, answers in answered.items():
        pauses: list[Pause] = []
        for answer in sorted(answers):
            questions = [each for each in asked.get(case, ()) if each <= answer]
            if questions and not (pauses and max(questions) < pauses[-1].ended):
                pauses.append(Pause(max(questions), answer))
        found[case] = tuple(pauses)
    return found
