"""Waiting that the people of the log do not explain: they do other things besides.

The rest of the observed wait becomes a delay before the step (extraneous delays, Chapela-Campa &
Dumas 2023), scaled until simulated and observed waits agree.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.distributions import Empirical
from onewindow.procedure.simulation.fitting.families import in_parts
from onewindow.procedure.simulation.fitting.report import Report
from onewindow.procedure.simulation.fitting.validation import Validation
from onewindow.procedure.simulation.happenings import Happenings
from onewindow.procedure.simulation.model import Scenario
from onewindow.procedure.simulation.simulate import run_once
from onewindow.procedure.simulation.streams import Numbers

ROUNDS = 4
POINTS = 60
# Days, and the share of the observed wait, below which a difference is let be.
SMALL_DAYS, SMALL_SHARE = 0.05, 0.1


def with_delays(
    scenario: Scenario,
    waits: Mapping[str, Numbers],
    holidays: WorkCalendar,
    seed: int,
    report: Report,
) -> Scenario:
    """Return the scenario with a delay before every step that waited longer than it would."""
    wanted = {code: float(each.mean()) for code, each in waits.items() if len(each)}
    found = _waits(run_once(Blueprint(scenario, holidays), 0, seed))
    factors = {
        code: (mean - found.get(code, 0.0)) / mean
        for code, mean in wanted.items()
        if mean - found.get(code, 0.0) > max(SMALL_DAYS, SMALL_SHARE * mean)
    }
    for _round in range(ROUNDS if factors else 0):
        trial = _delayed(scenario, waits, factors)
        found = _waits(run_once(Blueprint(trial, holidays), 0, seed))
        for code, factor in factors.items():
            total = found.get(code, 0.0) + factor * wanted[code]
            nearer = float(np.clip(wanted[code] / total, 0.4, 2.0)) if total else 1.0
            factors[code] = factor * nearer
    for code, factor in factors.items():
        report.assumed(
            code,
            f"观察到平均等 {wanted[code]:.2f} 天，其中 {factor * wanted[code]:.2f} 天排队解释不了"
            "（人员还办别的事项），按额外等待计。",
        )
    return _delayed(scenario, waits, factors)


def rescaled(scenario: Scenario, validation: Validation, report: Report) -> Scenario:
    """Return the scenario with longer or shorter delays, so that cases last as long as observed.

    Waits add up to more than the time of a case where steps ran side by side or in another order
    than the procedure's.
    """
    total = sum(
        step.delay_calendar_days.mean * step.share
        for step in scenario.steps
        if step.delay_calendar_days
    )
    if not total:
        return scenario
    excess = (validation.simulated_mean - validation.observed_mean) / total
    factor = float(np.clip(1 - excess, 0.1, 2.0))
    report.assumed("delays", f"各环节的等待加起来与全程对不上，额外等待统一乘以 {factor:.2f}。")
    steps = tuple(
        replace(step, delay_calendar_days=_scaled(step.delay_calendar_days, factor))
        if isinstance(step.delay_calendar_days, Empirical)
        else step
        for step in scenario.steps
    )
    return replace(scenario, steps=steps)


def _scaled(delay: Empirical, factor: float) -> Empirical:
    return Empirical(tuple(round(each * factor, 4) for each in delay.values), delay.weights)


def _delayed(
    scenario: Scenario, waits: Mapping[str, Numbers], factors: Mapping[str, float]
) -> Scenario:
    delays = {code: in_parts(waits[code] * factor, POINTS) for code, factor in factors.items()}
    steps = tuple(
        replace(step, delay_calendar_days=delays[step.code]) if step.code in delays else step
        for step in scenario.steps
    )
    return replace(scenario, steps=steps)


def _waits(happened: Happenings) -> dict[str, float]:
    """Return the mean wait of each step in calendar days, batches included."""
    result = {}
    for number, step in enumerate(happened.blueprint.scenario.steps):
        own = happened.step == number
        if own.any():
            waited = happened.begun[own] - happened.ready[own]
            result[step.code] = float(waited.mean()) / 1440
    return result
