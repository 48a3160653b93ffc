"""Measure a log: every family of figures, one after the other."""

from datetime import timedelta

from onewindow.eventlog.log import EventLog
from onewindow.eventlog.measures.activities import activities
from onewindow.eventlog.measures.batching import batching
from onewindow.eventlog.measures.clockwork import arrivals, load
from onewindow.eventlog.measures.deadlines import deadlines
from onewindow.eventlog.measures.graph import graph
from onewindow.eventlog.measures.handover import handovers
from onewindow.eventlog.measures.measured import Measures, WorkingTime
from onewindow.eventlog.measures.throughput import throughput
from onewindow.eventlog.measures.variants import TOP, variants
from onewindow.eventlog.measures.waiting import causes
from onewindow.eventlog.measures.work import work
from onewindow.eventlog.office import OfficeClock, OfficeHours
from onewindow.eventlog.running import number
from onewindow.eventlog.zones import EPOCH, zone_of
from onewindow.kernel.workdays import WorkCalendar


def measure(
    log: EventLog,
    calendar: WorkCalendar | None = None,
    hours: OfficeHours | None = None,
    *,
    top: int = TOP,
    deadline: str = "",
) -> Measures:
    """Measure a log; with a calendar also in working time, by the hours or the usual ones.

    `top`: how many variants are listed; `deadline`: the case attribute that is its date.
    """
    flow, zone = log.flow, log.source.zone
    whole = throughput(flow, None)
    span = (whole.first_us, whole.last_us)
    clock = None
    if calendar is not None:
        clock = OfficeClock.over(calendar, hours or OfficeHours.parse(), zone, span)
        whole = throughput(flow, clock)
    done, rework = activities(flow, clock)
    return Measures(
        cases=number(flow.cases.table.count()),
        events=number(log.events.count()),
        first_at=_said(span[0], zone),
        last_at=_said(span[1], zone),
        zone=zone,
        working_time=_working_time(clock),
        throughput=whole,
        activities=done,
        rework=rework,
        graph=graph(flow, clock),
        variants=variants(flow, top=top),
        handovers=handovers(flow),
        load=load(flow, zone, span),
        arrivals=arrivals(flow, zone, span),
        deadlines=deadlines(log, span, deadline),
        work=work(log.instances, clock) if log.has_starts else (),
        batching=batching(log.instances),
        waiting=causes(log.instances, clock) if log.has_starts else (),
    )


def _working_time(clock: OfficeClock | None) -> WorkingTime | None:
    if clock is None:
        return None
    return WorkingTime(str(clock.hours), clock.hours.seconds, clock.unknown_years)


def _said(us: int, zone: str) -> str:
    return (EPOCH + timedelta(microseconds=us)).astimezone(zone_of(zone)).isoformat()
