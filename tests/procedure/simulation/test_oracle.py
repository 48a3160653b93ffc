"""SimPy runs the same scenarios: every single case must end at the same moment."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from onewindow.procedure.simulation import (
    OFFICE,
    Attribute,
    Batch,
    Calendar,
    ClockTime,
    Correction,
    Exponential,
    Gamma,
    LogNormal,
    Poisson,
    Rework,
    Scenario,
    Shift,
    Staff,
    Suspension,
    Triangular,
    simulate,
)
from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.luck import Luck
from onewindow.procedure.simulation.simulate import run_once
from onewindow.procedure.simulation.streams import Streams
from onewindow.procedure.step import JoinRule
from tests.procedure.simulation.scenarios import changed, line, queue
from tests.procedure.simulation.simpy_office import Office

EARLY = Calendar("early", (Shift((1, 2, 3, 4, 5), ClockTime(480), ClockTime(960)),))
LATE = Calendar("late", (Shift((1, 2, 3, 4, 5, 6), ClockTime(600), ClockTime(1080)),))


def single_server() -> Scenario:
    return queue(1, load=0.8, days=4)


def ranks() -> Scenario:
    kinds = Attribute("kind", {"a": 0.5, "b": 0.3, "c": 0.2}, priorities={"b": 1, "c": 2})
    return replace(queue(3, load=0.95, days=2), attributes=(kinds,))


def office_hours(*, days: int = 14, cases: float = 30) -> Scenario:
    scenario = replace(line(1, 1, 1, 1), days=days, arrivals=Poisson(cases, on_workdays_only=False))
    for code, minutes in (("s0", 8), ("s1", 11), ("s2", 12), ("s3", 5)):
        scenario = changed(scenario, code, work_minutes=Gamma(minutes, minutes / 2))
    return scenario


def join_of_all() -> Scenario:
    sides = changed(office_hours(), "s2", needs=("s0",), work_minutes=LogNormal(40, 50))
    crowd = replace(sides, staff=(*sides.staff, Staff(("p2",)), Staff(("p2",))))
    return changed(crowd, "s3", needs=("s1", "s2"))


def quorum() -> Scenario:
    scenario = join_of_all()
    more = replace(scenario.step("s2"), code="s4", work_minutes=Triangular(10, 20, 40))
    scenario = replace(scenario, steps=(*scenario.steps, more))
    needs = ("s1", "s2", "s4")
    return changed(scenario, "s3", needs=needs, join_rule=JoinRule.QUORUM, quorum=3)


def loops() -> Scenario:
    corrected = changed(
        office_hours(), "s0", correction=Correction((0.4, 0.2, 0.1), Exponential(2))
    )
    return changed(corrected, "s3", rework=Rework("s1", (0.3, 0.2)))


def rosters() -> Scenario:
    scenario = changed(office_hours(), "s1", work_minutes=Exponential(35))
    crews = (Staff(("p1",), 2, calendar="late"), Staff(("p1",), 2, calendar="early"))
    staff = (*(each for each in scenario.staff if each.pools != ("p1",)), *crews)
    return replace(scenario, staff=staff, calendars=(OFFICE, EARLY, LATE))


def helpers() -> Scenario:
    scenario = rosters()
    both = (Staff(("p1", "p2"), calendar="early"), Staff(("p2", "p1")))
    return replace(scenario, staff=(*scenario.staff, *both))


def rests() -> Scenario:
    scenario = changed(office_hours(), "s1", suspension=Suspension(0.3, LogNormal(5, 3)))
    scenario = changed(scenario, "s2", batch=Batch(at=ClockTime(905), weekdays=(2, 4)))
    return changed(scenario, "s3", batch=Batch(size=3), delay_calendar_days=Exponential(0.5))


SCENARIOS = (
    single_server, ranks, office_hours, join_of_all, quorum, loops, rosters, helpers, rests,
)  # fmt: skip


@pytest.mark.parametrize("make", SCENARIOS)
def test_simpy_ends_every_case_at_the_same_moment(make: Callable[[], Scenario]) -> None:
    compare_with_simpy(make(), replication=0)


@pytest.mark.long
@pytest.mark.parametrize("make", SCENARIOS)
def test_simpy_agrees_for_long(make: Callable[[], Scenario]) -> None:
    for replication in range(5):
        compare_with_simpy(replace(make(), days=200), replication)


def compare_with_simpy(scenario: Scenario, replication: int) -> None:
    plan = Blueprint(scenario)
    ours = run_once(plan, replication, 1).finished
    theirs = Office(plan, Luck(plan, Streams(1, replication))).run()
    assert len(ours) > 200
    # A batch that never fills keeps its cases in both.
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)


@pytest.mark.long
def test_means_lie_in_the_interval_of_other_luck() -> None:
    scenario = replace(join_of_all(), days=60, warm_up_days=10)
    outcome = simulate(scenario, replications=6)
    assert outcome.calendar_days is not None
    plan, means = Blueprint(scenario), []
    for replication in range(6):
        luck = Luck(plan, Streams(99, replication))
        lasted = np.array(Office(plan, luck).run()) - luck.arrived
        means.append(lasted[luck.arrived >= 10 * 1440].mean() / 1440)
    half = outcome.calendar_days.mean.half
    assert abs(outcome.calendar_days.mean.mean - np.mean(means)) < 2 * half
