"""Simulation of a procedure under a load: cases, people, calendars, chance."""

from onewindow.procedure.simulation.arrivals import Gaps, Given, HourOfWeek, Poisson
from onewindow.procedure.simulation.calendars import Calendar, ClockTime, Shift
from onewindow.procedure.simulation.distributions import (
    Distribution,
    Empirical,
    Exponential,
    Fixed,
    Gamma,
    LogNormal,
    Pert,
    Triangular,
    Uniform,
)
from onewindow.procedure.simulation.engine.loop import Cancelled
from onewindow.procedure.simulation.fitting import Fitted, NothingObserved, fit, scenario_from
from onewindow.procedure.simulation.intervals import Interval
from onewindow.procedure.simulation.model import (
    OFFICE,
    Activity,
    Attribute,
    Batch,
    Correction,
    Instant,
    Leave,
    Promise,
    Rework,
    Scenario,
    Staff,
    Suspension,
)
from onewindow.procedure.simulation.notation import read_scenario, write_scenario
from onewindow.procedure.simulation.observations import Observations, Pause, Run
from onewindow.procedure.simulation.outcome import Outcome
from onewindow.procedure.simulation.problems import BadScenario, Problem
from onewindow.procedure.simulation.simulate import Comparison, compare, simulate
from onewindow.procedure.simulation.staffing import Staffing, Target, staffing
from onewindow.procedure.simulation.whatif import (
    in_parallel,
    with_arrivals,
    with_instant,
    with_promise,
    with_staff,
)

__all__ = [
    "OFFICE", "Activity", "Attribute", "BadScenario", "Batch", "Calendar", "Cancelled",
    "ClockTime", "Comparison", "Correction", "Distribution", "Empirical", "Exponential",
    "Fitted", "Fixed", "Gamma", "Gaps", "Given", "HourOfWeek", "Instant", "Interval", "Leave",
    "LogNormal", "NothingObserved", "Observations", "Outcome", "Pause", "Pert", "Poisson",
    "Problem", "Promise", "Rework", "Run", "Scenario", "Shift", "Staff", "Staffing",
    "Suspension", "Target", "Triangular", "Uniform", "compare", "fit", "in_parallel",
    "read_scenario", "scenario_from", "simulate", "staffing", "with_arrivals", "with_instant",
    "with_promise", "with_staff", "write_scenario",
]  # fmt: skip
