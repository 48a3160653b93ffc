"""All that is measured of a log, as plain data."""

from dataclasses import asdict, dataclass

from onewindow.eventlog.measures.activities import Activity, Rework
from onewindow.eventlog.measures.batching import Batching
from onewindow.eventlog.measures.clockwork import Arrivals, Load
from onewindow.eventlog.measures.deadlines import Deadlines
from onewindow.eventlog.measures.graph import Graph
from onewindow.eventlog.measures.handover import Handovers
from onewindow.eventlog.measures.throughput import Throughput
from onewindow.eventlog.measures.variants import Variants
from onewindow.eventlog.measures.waiting import Waiting
from onewindow.eventlog.measures.work import Work


@dataclass(frozen=True)
class WorkingTime:
    """By which hours working time was counted; the years for which only weekends were known."""

    hours: str
    seconds_a_day: int
    years_without_calendar: tuple[int, ...]


@dataclass(frozen=True)
class Measures:
    """The figures of one log. Times are seconds, working ones by `working_time`.

    `work` and `waiting` are empty for a log that does not say when work began.
    """

    cases: int
    events: int
    first_at: str
    last_at: str
    zone: str
    working_time: WorkingTime | None
    throughput: Throughput
    activities: tuple[Activity, ...]
    rework: Rework
    graph: Graph
    variants: Variants
    handovers: Handovers
    load: Load
    arrivals: Arrivals
    deadlines: tuple[Deadlines, ...]
    work: tuple[Work, ...]
    batching: tuple[Batching, ...]
    waiting: tuple[Waiting, ...]

    def as_json(self) -> dict[str, object]:
        """Return them for a program."""
        return asdict(self)
