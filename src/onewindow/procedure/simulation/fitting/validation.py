"""Whether a fitted scenario behaves like the log it came from."""

from dataclasses import dataclass

import numpy as np

from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.fitting.families import wasserstein
from onewindow.procedure.simulation.measuring import measure
from onewindow.procedure.simulation.model import Scenario
from onewindow.procedure.simulation.simulate import run_once
from onewindow.procedure.simulation.streams import Numbers

REPLICATIONS = 4
CLOSE, FAIR = 0.1, 0.25


@dataclass(frozen=True)
class Validation:
    """The time of a case in calendar days, observed and simulated.

    `distance` is the area between the two distribution functions in days (Wasserstein 1), `share`
    that area over the observed mean.
    """

    cases: int
    observed_mean: float
    simulated_mean: float
    observed_p95: float
    simulated_p95: float
    distance: float
    share: float
    verdict: str


def validate(scenario: Scenario, lasted: Numbers, holidays: WorkCalendar, seed: int) -> Validation:
    """Simulate a fitted scenario and hold the times of its cases against the observed ones."""
    plan = Blueprint(scenario, holidays)
    runs = [measure(run_once(plan, n, seed)).calendar_days for n in range(REPLICATIONS)]
    simulated = np.concatenate(runs)
    if not len(simulated) or not len(lasted):
        none = float("nan")
        return Validation(len(lasted), none, none, none, none, none, none, "没有可以比较的办件。")
    apart = wasserstein(simulated, lasted)
    mean = float(lasted.mean())
    share = apart / mean if mean else float("inf")
    return Validation(
        cases=len(lasted),
        observed_mean=mean,
        simulated_mean=float(simulated.mean()),
        observed_p95=float(np.quantile(lasted, 0.95)),
        simulated_p95=float(np.quantile(simulated, 0.95)),
        distance=apart,
        share=share,
        verdict=_verdict(share),
    )


def _verdict(share: float) -> str:
    if share <= CLOSE:
        return f"与记录很接近：时长分布平均相差 {share:.0%}。"
    if share <= FAIR:
        return f"与记录大致相符：时长分布平均相差 {share:.0%}。"
    return f"与记录差别较大：时长分布平均相差 {share:.0%}，结论只能作参考。"
