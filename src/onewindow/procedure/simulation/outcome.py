"""What a simulation tells: means over replications with their intervals, and what a chart needs."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

import numpy as np

from onewindow.procedure.simulation.intervals import Interval, interval
from onewindow.procedure.simulation.measuring import Replication
from onewindow.procedure.simulation.model import Scenario

BINS = 40
# Above this share of their time people have no slack left.
FULL = 0.95


@dataclass(frozen=True)
class Spread:
    """A time per case: its mean and quantiles, each with its interval."""

    mean: Interval
    median: Interval
    p80: Interval
    p95: Interval


@dataclass(frozen=True)
class StepOutcome:
    """One step, over the cases that take it.

    Waiting is from being ready to being begun, in days of the office and of 24 hours; `batch` is
    the part of it (24 hours) spent waiting for a batch. Work is in working minutes.
    """

    code: str
    name: str
    runs_per_case: Interval
    waiting_working_days: Spread | None
    waiting_calendar_days: Interval | None
    batch_calendar_days: Interval | None
    work_minutes: Interval | None
    within_limit: Interval | None


@dataclass(frozen=True)
class PoolOutcome:
    """One pool: how busy those are who serve it, and who waits, on average and day by day."""

    code: str
    name: str
    utilisation: Interval
    queue: Interval
    queue_by_day: tuple[float, ...] = field(repr=False)


@dataclass(frozen=True)
class StaffOutcome:
    """One line of the staff list and how busy it is."""

    name: str
    count: int
    utilisation: Interval


@dataclass(frozen=True)
class Histogram:
    """Shares of cases by working days from arrival to end; `edges` has one more than `shares`."""

    edges: tuple[float, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Outcome:
    """The result of one scenario. Shares are between 0 and 1."""

    scenario: str
    replications: int
    seed: int
    first_day: date
    cases: Interval
    stopped: Interval
    unfinished: Interval
    calendar_days: Spread | None
    working_days: Spread | None
    within_promise: Interval | None
    yuan_per_case: Interval
    payroll_yuan: Interval
    open_cases: Interval
    open_cases_by_day: tuple[float, ...] = field(repr=False)
    steps: tuple[StepOutcome, ...]
    pools: tuple[PoolOutcome, ...]
    staff: tuple[StaffOutcome, ...]
    histogram: Histogram
    warnings: tuple[str, ...]
    figures: Mapping[str, Interval] = field(repr=False)

    def as_json(self) -> dict[str, object]:
        """Return everything as plain JSON values; `figures` holds each interval by its name."""
        return {**asdict(self), "first_day": self.first_day.isoformat()}


def gather(scenario: Scenario, runs: Sequence[Replication], seed: int) -> Outcome:
    """Put the replications of a scenario together."""
    figures = intervals([run.figures for run in runs])
    pools = _pools(scenario, figures, runs)
    return Outcome(
        scenario=scenario.name,
        replications=len(runs),
        seed=seed,
        first_day=scenario.start_on,
        **{name: figures[name] for name in (
            "cases", "stopped", "unfinished", "yuan_per_case", "payroll_yuan",
        )},
        calendar_days=_spread(figures, "calendar_days"),
        working_days=_spread(figures, "working_days"),
        within_promise=figures.get("within_promise"),
        open_cases=figures["open_cases.mean"],
        open_cases_by_day=_by_day(runs, "open_cases"),
        steps=_steps(scenario, figures),
        pools=pools,
        staff=tuple(
            StaffOutcome(
                each.name or "、".join(each.pools), each.count, figures[f"staff.{n}.utilisation"]
            )
            for n, each in enumerate(scenario.staff)
        ),
        histogram=histogram(np.concatenate([run.working_days for run in runs])),
        warnings=tuple(_warnings(scenario, figures, pools)),
        figures=figures,
    )  # fmt: skip


def intervals(runs: Sequence[Mapping[str, float]]) -> dict[str, Interval]:
    """Return the interval of every figure that has a value."""
    found = ((name, interval([run[name] for run in runs])) for name in runs[0])
    return {name: each for name, each in found if each is not None}


def histogram(days: "np.typing.NDArray[np.float64]") -> Histogram:
    """Count cases in bins of equal and round width."""
    if not len(days):
        return Histogram((0.0, 1.0), (0.0,))
    top = float(np.quantile(days, 0.995))
    rough = max(top, 0.01) / BINS
    unit = 10.0 ** math.floor(math.log10(rough))
    width = next(unit * step for step in (1, 2, 2.5, 5, 10) if unit * step >= rough)
    edges = np.arange(0, top + width, width)
    counts, _ = np.histogram(np.minimum(days, edges[-1]), bins=edges)
    return Histogram(tuple(edges.round(6).tolist()), tuple((counts / len(days)).tolist()))


def _spread(figures: Mapping[str, Interval], name: str) -> Spread | None:
    if f"{name}.mean" not in figures:
        return None
    return Spread(*(figures[f"{name}.{each}"] for each in ("mean", "median", "p80", "p95")))


def _by_day(runs: Sequence[Replication], name: str) -> tuple[float, ...]:
    values: list[float] = np.mean([run.series[name] for run in runs], axis=0).round(3).tolist()
    return tuple(values)


def _steps(scenario: Scenario, figures: Mapping[str, Interval]) -> tuple[StepOutcome, ...]:
    return tuple(
        StepOutcome(
            step.code,
            step.name or step.code,
            figures[f"steps.{step.code}.runs_per_case"],
            _spread(figures, f"steps.{step.code}.waiting_working_days"),
            figures.get(f"steps.{step.code}.waiting_calendar_days"),
            figures.get(f"steps.{step.code}.batch_calendar_days") if step.batch else None,
            figures.get(f"steps.{step.code}.work_minutes"),
            figures.get(f"steps.{step.code}.within_limit"),
        )
        for step in scenario.steps
    )


def _pools(
    scenario: Scenario, figures: Mapping[str, Interval], runs: Sequence[Replication]
) -> tuple[PoolOutcome, ...]:
    return tuple(
        PoolOutcome(
            code,
            scenario.pools.get(code, code),
            figures[f"pools.{code}.utilisation"],
            figures[f"pools.{code}.queue.mean"],
            _by_day(runs, f"pools.{code}.queue"),
        )
        for code in scenario.pool_codes
    )


def _warnings(
    scenario: Scenario, figures: Mapping[str, Interval], pools: Sequence[PoolOutcome]
) -> Iterator[str]:
    if not figures["cases"].mean:
        yield "所测的日子里没有一个办件到来。"
    if figures["unfinished"].mean > 0:
        yield (
            f"平均每次有 {figures['unfinished'].mean:.1f} 件到模拟结束仍未办结，没有计入时长："
            "人手不够，或某个环节没有人上班。"
        )
    for pool in pools:
        if pool.utilisation.mean > FULL and _grows(pool.queue_by_day):
            yield (
                f"“{pool.name}”的人手已用到 {pool.utilisation.mean:.0%}，队伍越排越长，"
                f"时长取决于模拟多少天（现在是 {scenario.days} 天）。"
            )


def _grows(queue: Sequence[float]) -> bool:
    """Tell whether a queue is clearly longer at the end than at the beginning."""
    part = max(len(queue) // 4, 1)
    return sum(queue[-part:]) > 1.3 * sum(queue[:part]) + part
