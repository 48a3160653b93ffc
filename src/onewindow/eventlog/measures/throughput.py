"""How long cases take from their first to their last event."""

from dataclasses import dataclass

from onewindow.eventlog.flow import Flow
from onewindow.eventlog.measures.spread import Spread, read_spread, spread_of
from onewindow.eventlog.office import OfficeClock
from onewindow.eventlog.running import integer, rows


@dataclass(frozen=True)
class Throughput:
    """Calendar and working time of cases, events per case, when the log begins and ends."""

    calendar: Spread | None
    working: Spread | None
    events_per_case: float
    first_us: int
    last_us: int


def throughput(flow: Flow, clock: OfficeClock | None) -> Throughput:
    """Measure the duration of all cases."""
    spans = flow.spans
    asked = {}
    if clock is not None:
        spans = clock.worked(spans, work_start="started_us", work_end="ended_us")
        asked = spread_of(spans.work_end - spans.work_start, "working")
    row = rows(
        spans.aggregate(
            **spread_of(spans.ended_us - spans.started_us, "calendar"),
            **asked,
            cases=spans.count(),
            events=spans.events.sum(),
            first_us=spans.started_us.min(),
            last_us=spans.ended_us.max(),
        )
    )[0]
    return Throughput(
        calendar=read_spread(row, "calendar"),
        working=read_spread(row, "working"),
        events_per_case=integer(row["events"]) / (integer(row["cases"]) or 1),
        first_us=integer(row["first_us"]),
        last_us=integer(row["last_us"]),
    )
