"""An event log as rows that a simulation can be fitted to."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from onewindow.eventlog.running import rows
from onewindow.eventlog.zones import zone_of
from onewindow.procedure.model import Procedure
from onewindow.procedure.simulation import Observations, Run

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def observations_in(log: "EventLog", procedure: Procedure) -> Observations:
    """Return what a log shows, steps found by their names, in the log's local time."""
    codes = {step.name: step.code for step in procedure.steps}
    zone = zone_of(log.source.zone)

    def local(us: object) -> datetime | None:
        if us is None:
            return None
        at = EPOCH + timedelta(microseconds=int(str(us)))
        return at.astimezone(zone).replace(tzinfo=None)

    runs: list[Run] = []
    first: dict[str, datetime] = {}
    for row in rows(log.instances):
        ended = local(row["ended_us"]) or local(row["started_us"])
        if ended is None:
            continue
        case, name = str(row["case_id"]), str(row["activity"])
        started, enabled = local(row["started_us"]), local(row["enabled_us"])
        begins = min(each for each in (enabled, started, ended) if each)
        first[case] = min(first.get(case, begins), begins)
        person = str(row["resource"] or "")
        runs.append(Run(case, codes.get(name, name), ended, started, enabled, person))
    return Observations(tuple(runs), first)
