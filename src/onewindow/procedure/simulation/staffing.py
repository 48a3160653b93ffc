"""How many people a target takes: formulas make the shortlist, the simulation decides."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.happenings import Happenings
from onewindow.procedure.simulation.intervals import Interval
from onewindow.procedure.simulation.model import Scenario
from onewindow.procedure.simulation.outcome import Outcome
from onewindow.procedure.simulation.queueing import mean_wait, servers_for
from onewindow.procedure.simulation.simulate import REPLICATIONS, run_once, simulate

# Nobody plans people busier than this: they have other things to do and are ill at times.
BUSIEST = 0.9
# A search that looks at more variants than this has no end.
MOST_VARIANTS = 60
QUICK_REPLICATIONS = 6


@dataclass(frozen=True)
class Target:
    """What is wanted: a share within the promised limit, or 95 % within so many working days."""

    within_promise: float = 0.0
    p95_working_days: float = 0.0
    busiest: float = BUSIEST


@dataclass(frozen=True)
class Line:
    """One line of the staff list. `load` is the work there is, in persons."""

    name: str
    before: int
    proposed: int
    load: float
    service_minutes: float
    service_scv: float
    estimated_wait_minutes: float
    utilisation: Interval
    why: str


@dataclass(frozen=True)
class Staffing:
    """The least people that were found; `outcome` is the simulation with them."""

    lines: tuple[Line, ...]
    scenario: Scenario
    outcome: Outcome
    is_met: bool
    variants: int

    def as_json(self) -> dict[str, object]:
        """Return everything but the scenario as plain JSON values."""
        return {
            "is_met": self.is_met,
            "variants": self.variants,
            "lines": [asdict(line) for line in self.lines],
            "outcome": self.outcome.as_json(),
        }


@dataclass(frozen=True)
class _Load:
    persons: float
    service: float
    scv: float

    def wait(self, people: int) -> float:
        return mean_wait(people, self.persons, self.service, service_scv=self.scv)


def staffing(
    scenario: Scenario,
    target: Target,
    *,
    replications: int = REPLICATIONS,
    seed: int = 1,
    holidays: WorkCalendar | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Staffing:
    """Find the least people for a target, line by line of the staff list.

    Begins where Erlang C and Allen–Cunneen expect short queues, adds one person at a time where it
    shortens queues most until the simulation meets the target, then takes away whom it can spare.
    Raise ValueError for a target that says nothing, Cancelled when `cancelled()` says so.
    """
    if not target.within_promise and not target.p95_working_days:
        raise ValueError("请写明目标：承诺期限内的比例，或 95% 的办件要在几个工作日内办结。")
    search = _Search(scenario, target, seed, holidays or WorkCalendar.official(), cancelled)
    counts = search.shortlist()
    while not search.meets(counts) and search.variants < MOST_VARIANTS:
        counts = search.one_more(counts)
    is_met = search.meets(counts)
    if is_met:
        counts = search.without_spare(counts)
    found = with_counts(scenario, counts)
    outcome = simulate(
        found, replications=replications, seed=seed, holidays=holidays, cancelled=cancelled
    )
    lines = tuple(search.lines(counts, outcome))
    return Staffing(lines, found, outcome, is_met, search.variants)


def with_counts(scenario: Scenario, counts: Sequence[int]) -> Scenario:
    """Return the scenario with so many people in each line of the staff list."""
    staff = tuple(
        replace(each, count=count) for each, count in zip(scenario.staff, counts, strict=True)
    )
    return replace(scenario, staff=staff)


class _Search:
    def __init__(
        self,
        scenario: Scenario,
        target: Target,
        seed: int,
        holidays: WorkCalendar,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.scenario, self.target, self.seed = scenario, target, seed
        self.holidays, self.cancelled = holidays, cancelled
        self.loads = _loads(run_once(Blueprint(_ample(scenario, holidays), holidays), 0, seed))
        self.seen: dict[tuple[int, ...], bool] = {}

    @property
    def variants(self) -> int:
        return len(self.seen)

    def shortlist(self) -> tuple[int, ...]:
        """Return the least people who are not too busy and let nobody wait longer than the work."""
        return tuple(
            max(servers_for(each.persons, each.service, 4 * each.service, each.scv),
                self._least(each))
            for each in self.loads
        )  # fmt: skip

    def _least(self, load: _Load) -> int:
        return max(int(np.ceil(load.persons / self.target.busiest - 1e-9)), 1)

    def meets(self, counts: tuple[int, ...]) -> bool:
        """Simulate these people, once, and tell whether they are enough."""
        if counts not in self.seen:
            outcome = simulate(
                with_counts(self.scenario, counts),
                replications=QUICK_REPLICATIONS,
                seed=self.seed,
                holidays=self.holidays,
                cancelled=self.cancelled,
            )
            self.seen[counts] = is_met(outcome, self.target)
        return self.seen[counts]

    def one_more(self, counts: tuple[int, ...]) -> tuple[int, ...]:
        """Add one person where the formula expects the most minutes of waiting to go away."""
        gains = [
            (load.wait(count) - load.wait(count + 1)) * load.persons / max(load.service, 1e-9)
            for load, count in zip(self.loads, counts, strict=True)
        ]
        best = int(np.argmax(gains))
        return tuple(count + (n == best) for n, count in enumerate(counts))

    def without_spare(self, counts: tuple[int, ...]) -> tuple[int, ...]:
        """Take people away, the least busy first, as long as the target is met."""
        busy = [load.persons / count for load, count in zip(self.loads, counts, strict=True)]
        for line in np.argsort(busy).tolist():
            while counts[line] > self._least(self.loads[line]) and self.variants < MOST_VARIANTS:
                fewer = tuple(count - (n == line) for n, count in enumerate(counts))
                if not self.meets(fewer):
                    break
                counts = fewer
        return counts

    def lines(self, counts: Sequence[int], outcome: Outcome) -> Iterator[Line]:
        """Tell every line with its reason."""
        for number, (staff, load) in enumerate(zip(self.scenario.staff, self.loads, strict=True)):
            count, busy = counts[number], outcome.staff[number].utilisation
            yield Line(
                name=staff.name or "、".join(staff.pools),
                before=staff.count,
                proposed=count,
                load=load.persons,
                service_minutes=load.service,
                service_scv=load.scv,
                estimated_wait_minutes=load.wait(count),
                utilisation=busy,
                why=self._why(load, count, tuple(counts)),
            )

    def _why(self, load: _Load, count: int, counts: tuple[int, ...]) -> str:
        work = f"工作量合 {load.persons:.2f} 人"
        if count == self._least(load):
            return f"{work}，忙碌不超过 {self.target.busiest:.0%} 至少要 {count} 人。"
        line = next(n for n, each in enumerate(self.loads) if each is load)
        fewer = tuple(each - (n == line) for n, each in enumerate(counts))
        if self.seen.get(fewer) is False:
            return f"{work}；模拟中少一人就达不到目标。"
        return f"{work}；按排队公式 {count} 人时平均等 {load.wait(count):.0f} 分钟。"


def is_met(outcome: Outcome, target: Target) -> bool:
    """Tell whether the means of an outcome reach a target."""
    if outcome.unfinished.mean > 0 or outcome.working_days is None:
        return False
    hits = outcome.within_promise.mean if outcome.within_promise else 0.0
    if target.within_promise and hits < target.within_promise:
        return False
    return not target.p95_working_days or (outcome.working_days.p95.mean <= target.p95_working_days)


def _ample(scenario: Scenario, holidays: WorkCalendar) -> Scenario:
    """Return the scenario with people for all its work, so that none of it is missing."""
    loads = _loads(run_once(Blueprint(scenario, holidays), 0, 1))
    counts = [
        max(staff.count, int(np.ceil(2 * load.persons)) + 1)
        for staff, load in zip(scenario.staff, loads, strict=True)
    ]
    return with_counts(scenario, counts)


def _loads(happened: Happenings) -> list[_Load]:
    """Measure the work of each line over the cases that count, in persons."""
    measured = happened.is_measured[happened.case]
    begins, ends = happened.window
    result = []
    for number, crew in enumerate(happened.blueprint.crews):
        own = measured & (happened.crew == number)
        worked = crew.timeline.worked_at
        minutes = worked(happened.ended[own]) - worked(happened.begun[own])
        opens, closes = worked(np.array([begins, ends]))
        mean = float(minutes.mean()) if len(minutes) else 0.0
        result.append(
            _Load(
                persons=float(minutes.sum()) / max(float(closes - opens), 1.0),
                service=mean,
                scv=float(minutes.var()) / mean**2 if mean else 1.0,
            )
        )
    return result
