"""What is simulated: a procedure with its load, its people and its rules.

Times are minutes since midnight of `start_on`. `…_minutes` are working minutes of whoever does the
work, `…_calendar_days` are days of 24 hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from onewindow.kernel.workdays import Unit
from onewindow.procedure.simulation.arrivals import Arrivals
from onewindow.procedure.simulation.calendars import Calendar, ClockTime, Shift
from onewindow.procedure.simulation.distributions import Distribution, Fixed
from onewindow.procedure.step import Step, StepKind

OFFICE = Calendar(
    code="office",
    name="工作日 9:00–12:00、13:30–17:30",
    hours=(
        Shift((1, 2, 3, 4, 5), ClockTime(540), ClockTime(720)),
        Shift((1, 2, 3, 4, 5), ClockTime(810), ClockTime(1050)),
    ),
)


@dataclass(frozen=True)
class Batch:
    """Cases wait until there are `size` of them, or for a time of day on some weekdays.

    With both, whichever comes first. `is_joint`: one person does all of a batch in one go, which
    takes as long as the longest of them (a meeting); otherwise they are only released together.
    """

    size: int = 0
    at: ClockTime | None = None
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    is_joint: bool = False


@dataclass(frozen=True)
class Correction:
    """The applicant has to mend something (补正) and the step is done again.

    `shares` is the probability after the first, second, … time; after the last it passes.
    """

    shares: tuple[float, ...]
    applicant_calendar_days: Distribution = field(default_factory=lambda: Fixed(0))


@dataclass(frozen=True)
class Rework:
    """The case is sent back to an earlier step; what lies between is done again."""

    to: str
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Suspension:
    """Before the step the case rests for some share of cases (听证, 鉴定, 专家评审 …)."""

    share: float
    calendar_days: Distribution


@dataclass(frozen=True)
class Activity(Step):
    """A step with its load.

    Without a pool nobody is needed and the step takes its delay alone. `share`: in how many cases
    it takes part (besides `when`, which is judged by the drawn attributes). `stop_share`: in how
    many the case ends here. The delay (公示, 邮寄) comes first and counts in the limit, a
    suspension does not. A greater `priority` goes first. `yuan` is what it costs each time,
    people apart.
    """

    name: str = ""
    kind: StepKind = StepKind.REVIEW
    unit: str = ""
    pool: str = ""
    work_minutes: Distribution = field(default_factory=lambda: Fixed(0))
    delay_calendar_days: Distribution | None = None
    share: float = 1.0
    stop_share: float = 0.0
    priority: int = 0
    yuan: float = 0.0
    correction: Correction | None = None
    rework: Rework | None = None
    suspension: Suspension | None = None
    batch: Batch | None = None


@dataclass(frozen=True)
class Leave:
    """Days on which somebody is away, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Staff:
    """So many alike people. Who serves several pools takes work of the first that has any."""

    pools: tuple[str, ...]
    count: int = 1
    name: str = ""
    calendar: str = OFFICE.code
    leave: tuple[Leave, ...] = ()
    yuan_per_hour: float = 0.0


@dataclass(frozen=True)
class Attribute:
    """Something cases differ in, with shares; conditions of steps may ask for it.

    A value in `priorities` moves its cases up (or down) in every queue.
    """

    code: str
    shares: Mapping[str, float]
    name: str = ""
    priorities: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Instant:
    """The share of cases that is decided at once (秒批) and only runs these steps."""

    share: float
    minutes: float = 0.0
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Promise:
    """The limit that hits are counted by; the clock runs from one step's end to another's.

    Empty: from the acceptance, if there is one, else from the arrival, to the decision or the end.
    Suspensions and the applicant's corrections stop it.
    """

    days: int
    unit: Unit = Unit.WORKING
    clock_from: str = ""
    clock_to: str = ""


@dataclass(frozen=True)
class Scenario:
    """A procedure under a load.

    Cases that arrive in `days` after the warm-up are measured; arrivals go on for `cool_down_days`
    so that the last of them meet the same crowd, and everything is then finished.
    """

    name: str
    start_on: date
    days: int
    steps: tuple[Activity, ...]
    arrivals: Arrivals
    staff: tuple[Staff, ...] = ()
    calendars: tuple[Calendar, ...] = (OFFICE,)
    attributes: tuple[Attribute, ...] = ()
    pools: Mapping[str, str] = field(default_factory=dict)
    warm_up_days: int = 0
    cool_down_days: int = 0
    promise: Promise | None = None
    instant: Instant | None = None
    note: str = ""

    @property
    def pool_codes(self) -> tuple[str, ...]:
        """List the pools in the order in which steps and people name them."""
        named = [*self.pools, *(step.pool for step in self.steps if step.pool)]
        return tuple(dict.fromkeys([*named, *(pool for each in self.staff for pool in each.pools)]))

    def step(self, code: str) -> Activity:
        """Return the step with this code; raise KeyError if there is none."""
        for step in self.steps:
            if step.code == code:
                return step
        raise KeyError(code)
