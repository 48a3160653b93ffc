"""Simulate one scenario, or several under the same luck."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.checks import BadScenario, problems
from onewindow.procedure.simulation.engine.loop import Cancelled, play
from onewindow.procedure.simulation.engine.state import State
from onewindow.procedure.simulation.happenings import Happenings
from onewindow.procedure.simulation.intervals import Interval
from onewindow.procedure.simulation.luck import Luck
from onewindow.procedure.simulation.measuring import Replication, measure
from onewindow.procedure.simulation.model import Scenario
from onewindow.procedure.simulation.outcome import Outcome, gather, intervals
from onewindow.procedure.simulation.processes import spread_out
from onewindow.procedure.simulation.streams import Streams

REPLICATIONS = 30
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Comparison:
    """Scenarios side by side. `differences[n]` is what the n-th variant changes in every figure.

    Differences are against the first scenario, replication by replication under the same luck.
    """

    outcomes: tuple[Outcome, ...]
    differences: tuple[dict[str, Interval], ...]

    def as_json(self) -> dict[str, object]:
        """Return everything as plain JSON values."""
        return {
            "outcomes": [outcome.as_json() for outcome in self.outcomes],
            "differences": [
                {name: asdict(each) for name, each in one.items()} for one in self.differences
            ],
        }


def simulate(
    scenario: Scenario,
    *,
    replications: int = REPLICATIONS,
    seed: int = 1,
    holidays: WorkCalendar | None = None,
    processes: int = 1,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome:
    """Run a scenario so many times; raise BadScenario, or Cancelled once `cancelled()` says so.

    `progress` is told how many replications of how many are done.
    """
    comparison = compare(
        [scenario], replications=replications, seed=seed, holidays=holidays,
        processes=processes, progress=progress, cancelled=cancelled,
    )  # fmt: skip
    return comparison.outcomes[0]


def compare(
    scenarios: Sequence[Scenario],
    *,
    replications: int = REPLICATIONS,
    seed: int = 1,
    holidays: WorkCalendar | None = None,
    processes: int = 1,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Comparison:
    """Run variants under common random numbers and compare each with the first."""
    calendar = holidays or WorkCalendar.official()
    for scenario in scenarios:
        if found := problems(scenario, calendar):
            raise BadScenario(found)
    blueprints = [Blueprint(scenario, calendar) for scenario in scenarios]
    jobs = [(n, r) for r in range(replications) for n in range(len(scenarios))]
    is_cancelled = cancelled or (lambda: False)
    runs: list[list[Replication]] = [[] for _ in scenarios]
    results = (
        spread_out(blueprints, jobs, seed, processes, is_cancelled)
        if processes > 1
        else _one_by_one(blueprints, jobs, seed, is_cancelled)
    )
    for done, ((number, _replication), run) in enumerate(zip(jobs, results, strict=True), start=1):
        runs[number].append(run)
        if progress:
            progress(done, len(jobs))
    outcomes = tuple(gather(s, own, seed) for s, own in zip(scenarios, runs, strict=True))
    return Comparison(outcomes, tuple(_differences(runs[0], own) for own in runs[1:]))


def run_once(
    blueprint: Blueprint,
    replication: int,
    seed: int,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Happenings:
    """Play one replication; raise Cancelled."""
    state = State(blueprint, Luck(blueprint, Streams(seed, replication)))
    play(state, is_cancelled)
    if is_cancelled():
        raise Cancelled
    return Happenings.of(state)


def _one_by_one(
    blueprints: Sequence[Blueprint],
    jobs: Sequence[tuple[int, int]],
    seed: int,
    is_cancelled: Callable[[], bool],
) -> Iterator[Replication]:
    for number, replication in jobs:
        if is_cancelled():
            raise Cancelled
        yield measure(run_once(blueprints[number], replication, seed, is_cancelled))


def _differences(
    base: Sequence[Replication], variant: Sequence[Replication]
) -> dict[str, Interval]:
    shared = base[0].figures.keys() & variant[0].figures.keys()
    names = [name for name in base[0].figures if name in shared]
    return intervals(
        [
            {name: new.figures[name] - old.figures[name] for name in names}
            for old, new in zip(base, variant, strict=True)
        ]
    )
