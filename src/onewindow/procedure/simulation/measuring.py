"""The figures of one replication."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from onewindow.procedure.simulation.calendars import DAY
from onewindow.procedure.simulation.clocks import days_used, within_promise
from onewindow.procedure.simulation.happenings import Happenings
from onewindow.procedure.simulation.streams import Numbers

QUANTILES = {"median": 0.5, "p80": 0.8, "p95": 0.95}


@dataclass(frozen=True)
class Replication:
    """One run: figures by name (`working_days.p95`, `pools.hall.utilisation` …), and series.

    A figure that has no value here (a step nobody took) is not a number. Series are by day of the
    measured window: cases in hand, and queues by pool.
    """

    figures: Mapping[str, float]
    series: Mapping[str, Numbers]
    working_days: Numbers
    calendar_days: Numbers


def measure(what: Happenings) -> Replication:
    """Measure a replication over the cases that arrived after the warm-up."""
    chosen = what.is_measured & what.is_done
    begins, ends = what.arrived[chosen], what.finished[chosen]
    calendar, working = (ends - begins) / DAY, what.working_days(begins, ends)
    figures = {
        **dict(_spread("calendar_days", calendar)),
        **dict(_spread("working_days", working)),
        **dict(_counts(what)),
        **dict(_steps(what)),
        **dict(_people(what)),
        **dict(_costs(what)),
    }
    series = dict(_series(what))
    for name, values in series.items():
        figures[f"{name}.mean"] = float(values.mean()) if len(values) else 0.0
    return Replication(figures, series, working, calendar)


def _spread(name: str, values: Numbers) -> Iterator[tuple[str, float]]:
    nothing = float("nan")
    yield f"{name}.mean", _mean(values)
    found = np.quantile(values, list(QUANTILES.values())) if len(values) else [nothing] * 3
    for quantile, value in zip(QUANTILES, found, strict=True):
        yield f"{name}.{quantile}", float(value)


def _counts(what: Happenings) -> Iterator[tuple[str, float]]:
    measured = what.is_measured
    total = int(measured.sum())
    yield "cases", float(total)
    yield "stopped", float((measured & what.is_stopped).sum())
    yield "unfinished", float((measured & ~what.is_done).sum())
    promise = what.blueprint.scenario.promise
    if promise:
        hits = within_promise(what, promise)[measured]
        yield "within_promise", float(hits.mean()) if total else float("nan")


def _steps(what: Happenings) -> Iterator[tuple[str, float]]:
    total = max(int(what.is_measured.sum()), 1)
    for number, step in enumerate(what.blueprint.scenario.steps):
        every = what.step == number
        chosen = np.flatnonzero(every & what.is_measured_run)
        days = (what.begun[chosen] - what.ready[chosen]) / DAY
        yield f"steps.{step.code}.runs_per_case", len(chosen) / total
        yield from _spread(f"steps.{step.code}.waiting_working_days", what.waited[chosen])
        yield f"steps.{step.code}.waiting_calendar_days", _mean(days)
        yield f"steps.{step.code}.work_minutes", _mean(what.worked[chosen])
        runs = int(every.sum())
        batched = float(what.batch_wait[number]) / DAY / runs if runs else float("nan")
        yield f"steps.{step.code}.batch_calendar_days", batched
        if step.limit:
            used = days_used(
                what.blueprint, what.ready[chosen], what.ended[chosen], step.limit_unit
            )
            yield f"steps.{step.code}.within_limit", _mean((used <= step.limit).astype(float))


def _mean(values: Numbers) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _people(what: Happenings) -> Iterator[tuple[str, float]]:
    crews, scenario = what.blueprint.crews, what.blueprint.scenario
    window = np.array(what.window)
    busy, there = np.zeros(len(crews)), np.zeros(len(crews))
    for number, crew in enumerate(crews):
        own = what.crew == number
        opens, closes = crew.timeline.worked_at(window)
        there[number] = (closes - opens) * crew.count
        ends = crew.timeline.worked_at(np.clip(what.ended[own], *window))
        busy[number] = (ends - crew.timeline.worked_at(np.clip(what.begun[own], *window))).sum()
        yield f"staff.{number}.utilisation", busy[number] / there[number] if there[number] else 0.0
    for place, code in enumerate(scenario.pool_codes):
        able = [number for number, crew in enumerate(crews) if place in crew.pools]
        whole = float(there[able].sum())
        yield f"pools.{code}.utilisation", float(busy[able].sum()) / whole if whole else 0.0
    wages = np.array([staff.yuan_per_hour for staff in scenario.staff])
    yield "payroll_yuan", float((there * wages).sum() / 60)


def _costs(what: Happenings) -> Iterator[tuple[str, float]]:
    scenario = what.blueprint.scenario
    measured = what.is_measured_run
    total = max(int(what.is_measured.sum()), 1)
    wages = np.array([*(staff.yuan_per_hour for staff in scenario.staff), 0.0])
    prices = np.array([step.yuan for step in scenario.steps])
    people = what.worked[measured] * wages[what.crew[measured]] / 60
    yield "yuan_per_case", float(people.sum() + prices[what.step[measured]].sum()) / total


def _series(what: Happenings) -> Iterator[tuple[str, Numbers]]:
    """Average over each day of the window, nights included: exact, from areas under the curves."""
    yield "open_cases", _daily(what, what.arrived, what.finished[what.is_done])
    pools = np.array(what.blueprint.pool_of)[what.step]
    for place, code in enumerate(what.blueprint.scenario.pool_codes):
        chosen = pools == place
        left = [asked for pool, asked in what.waiting if pool == place]
        asked = np.concatenate([what.ready[chosen], left])
        yield f"pools.{code}.queue", _daily(what, asked, what.begun[chosen])


def _daily(what: Happenings, enters: Numbers, leaves: Numbers) -> Numbers:
    begins, ends = what.window
    edges = np.arange(begins, ends + DAY, DAY)
    days: Numbers = np.diff(_area(enters, edges) - _area(leaves, edges)) / DAY
    return days


def _area(times: Numbers, edges: Numbers) -> Numbers:
    """Return how long all that came before each edge has been there by then, in sum."""
    ordered = np.sort(times)
    count = np.searchsorted(ordered, edges, side="left")
    total = np.concatenate([[0.0], np.cumsum(ordered)])
    areas: Numbers = count * edges - total[count]
    return areas
