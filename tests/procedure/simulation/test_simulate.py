"""Replications, comparisons and what they tell."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.kernel.workdays import Unit, WorkCalendar
from onewindow.procedure.simulation import (
    Activity,
    Attribute,
    BadScenario,
    Cancelled,
    Correction,
    Exponential,
    Fixed,
    Gamma,
    Given,
    Poisson,
    Promise,
    Scenario,
    Staff,
    compare,
    in_parallel,
    simulate,
    with_arrivals,
    with_instant,
    with_promise,
    with_staff,
)
from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.calendars import DAY
from onewindow.procedure.simulation.clocks import days_used
from onewindow.procedure.simulation.luck import Luck
from onewindow.procedure.simulation.simulate import run_once
from onewindow.procedure.simulation.streams import Streams
from onewindow.procedure.simulation.wording import tell, tell_differences
from onewindow.procedure.step import StepKind
from tests.procedure.simulation.scenarios import MONDAY, changed, line


def office() -> Scenario:
    scenario = replace(
        line(20, 30, 10), arrivals=Poisson(10), days=20, warm_up_days=7, promise=Promise(2)
    )
    for code, minutes in (("s0", 20), ("s1", 30), ("s2", 10)):
        scenario = changed(scenario, code, work_minutes=Gamma(minutes, minutes / 2))
    return changed(scenario, "s0", correction=Correction((0.2,), Exponential(2)))


@pytest.mark.long
def test_the_same_seed_is_the_same_result_in_several_processes() -> None:
    one = simulate(office(), replications=3, seed=4)
    assert one == simulate(office(), replications=3, seed=4, processes=2)
    assert one != simulate(office(), replications=3, seed=5)


def test_a_variant_meets_the_same_luck() -> None:
    scenario = office()
    more = replace(
        with_staff(scenario, "p2", 1),
        steps=(Activity("new", pool="p1", work_minutes=Exponential(5)), *scenario.steps),
    )
    ours, theirs = (Luck(Blueprint(each), Streams(1, 0)) for each in (scenario, more))
    np.testing.assert_array_equal(ours.arrived, theirs.arrived)
    assert ours.work(1) == theirs.work(2)
    assert ours.applicant(scenario.steps[0], 1) == theirs.applicant(more.steps[1], 1)
    # With a tenth more cases the n-th case is the same person, only earlier.
    denser = Luck(Blueprint(with_arrivals(scenario, 1.1)), Streams(1, 0))
    assert denser.work(0)[: ours.count] == ours.work(0)


def test_a_variant_that_changes_nothing_makes_no_difference() -> None:
    (change,) = compare([office(), with_promise(office(), 2)], replications=2).differences
    assert {(each.low, each.high) for each in change.values()} == {(0.0, 0.0)}


VARIANTS: list[tuple[Callable[[Scenario], Scenario], str, str]] = [
    (lambda s: with_staff(s, "p1", 1), "working_days.mean", "p1 +1 人"),
    (lambda s: with_arrivals(s, 0.7), "working_days.mean", "办件量 -30%"),
    (lambda s: in_parallel(s, ["s1", "s2"]), "working_days.mean", "s1、s2并行"),
    (lambda s: with_instant(s, 0.5), "working_days.mean", "秒批 50%"),
    (lambda s: with_promise(s, 1), "within_promise", "承诺 1 天"),
]


@pytest.mark.parametrize(("vary", "figure", "name"), VARIANTS, ids=[name for *_, name in VARIANTS])
def test_what_if(vary: Callable[[Scenario], Scenario], figure: str, name: str) -> None:
    found = compare([office(), vary(office())], replications=4)
    assert found.outcomes[1].scenario == f"line：{name}"
    assert found.differences[0][figure].high < 0
    assert "与“line”相比" in tell_differences(found)[0]


def test_an_impossible_variant_is_refused() -> None:
    circle = replace(office(), name="x")
    with pytest.raises(BadScenario, match="环节互相等待"):
        simulate(in_parallel(circle, ["s0", "s2"]))
    with pytest.raises(ValueError, match="没有环节“s9”"):
        in_parallel(circle, ["s9"])


def test_progress_is_told_and_a_run_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    simulate(office(), replications=2, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
    with pytest.raises(Cancelled):
        simulate(office(), replications=2, cancelled=lambda: True)


@pytest.mark.long
def test_processes_are_stopped_too() -> None:
    waits = iter((False, True))
    with pytest.raises(Cancelled):
        simulate(office(), replications=20, processes=2, cancelled=lambda: next(waits))


def test_an_outcome_adds_up() -> None:
    paid = replace(office(), staff=tuple(replace(s, yuan_per_hour=60) for s in office().staff))
    outcome = simulate(changed(paid, "s2", yuan=5), replications=3)
    assert outcome.working_days is not None
    assert outcome.working_days.median.mean <= outcome.working_days.p80.mean
    assert sum(outcome.histogram.shares) == pytest.approx(1)
    assert len(outcome.open_cases_by_day) == 20
    work = sum(
        step.runs_per_case.mean * step.work_minutes.mean
        for step in outcome.steps
        if step.work_minutes
    )
    assert outcome.yuan_per_case.mean == pytest.approx(work + 5, rel=0.01)
    assert outcome.payroll_yuan.mean == pytest.approx(3 * 60 * 7 * open_days(27, 7))
    assert outcome.warnings == ()
    assert tell(outcome)[0].startswith("line：重复 3 次")
    assert set(asdict(outcome)) == set(outcome.as_json())


def open_days(until: int, begins: int) -> int:
    calendar = WorkCalendar.official()
    return sum(calendar.is_workday(MONDAY + timedelta(days=n)) for n in range(begins, until))


def test_too_few_people_are_warned_about() -> None:
    crowded = simulate(replace(with_arrivals(office(), 2.5), days=60), replications=2)
    assert any("队伍越排越长" in line for line in crowded.warnings)
    nobody_comes = simulate(with_arrivals(office(), 0), replications=2)
    assert nobody_comes.working_days is None
    assert "没有一个办件到来" in nobody_comes.warnings[0]
    never = replace(office(), staff=(*office().staff[1:], Staff(("p0",), calendar="never")))
    closed = replace(office().calendars[0], code="never", closed_on=days_of_years())
    lost = simulate(replace(never, calendars=(*office().calendars, closed)), replications=2)
    assert lost.unfinished.mean == lost.cases.mean > 0
    assert any("仍未办结" in line for line in lost.warnings)


def days_of_years() -> tuple[date, ...]:
    return tuple(MONDAY + timedelta(days=n) for n in range(800))


@given(
    start=st.integers(0, 300),
    length=st.integers(0, 80),
    days=st.integers(0, 40),
    unit=st.sampled_from(Unit),
)
def test_a_limit_is_kept_exactly_until_its_due_date(
    start: int, length: int, days: int, unit: Unit
) -> None:
    plan = Blueprint(replace(office(), start_on=date(2025, 1, 1), days=400))
    due = plan.holidays.add(plan.first + timedelta(days=start), days, unit).on
    begins = np.array([float(start * DAY + 600)])
    used = days_used(plan, begins, begins + length * DAY, unit)[0]
    assert (used <= days) == (plan.first + timedelta(days=start + length) <= due)


def test_the_clock_rests_while_the_applicant_corrects() -> None:
    slow = Correction((1.0,), Fixed(30))
    scenario = replace(office(), promise=Promise(5, clock_to="s2"))
    kept = simulate(changed(scenario, "s1", correction=slow), replications=2)
    assert kept.within_promise is not None
    assert kept.within_promise.mean > 0.8
    assert kept.calendar_days is not None
    assert kept.calendar_days.mean.mean > 30


def test_the_clock_begins_with_the_acceptance() -> None:
    scenario = changed(office(), "s0", kind=StepKind.ACCEPTANCE, delay_calendar_days=Fixed(10))
    assert hits(changed(scenario, "s2", kind=StepKind.DECISION)) > 0.9
    assert hits(changed(scenario, "s0", kind=StepKind.REVIEW)) == 0


def hits(scenario: Scenario) -> float:
    within = simulate(scenario, replications=2).within_promise
    assert within is not None
    return within.mean


def test_a_promise_is_kept_on_its_last_day() -> None:
    arrives = Given((datetime.fromisoformat("2026-03-02 10:00"),))
    scenario = replace(line(60), steps=(*line(60).steps, wednesday()), arrivals=arrives)
    kept = [hits(replace(scenario, promise=Promise(days))) for days in (1, 2, 3)]
    assert kept == [0, 1, 1]


def wednesday() -> Activity:
    return Activity("post", needs=("s0",), delay_calendar_days=Fixed(2))


def test_urgent_cases_wait_less() -> None:
    kinds = Attribute("kind", {"plain": 0.7, "urgent": 0.3}, priorities={"urgent": 1})
    scenario = replace(with_arrivals(office(), 1.4), attributes=(kinds,), days=60)
    happened = run_once(Blueprint(scenario), 0, 1)
    is_urgent = Luck(happened.blueprint, Streams(1, 0)).values["kind"] == 1
    lasted = happened.finished - happened.arrived
    assert lasted[is_urgent].mean() < 0.8 * lasted[~is_urgent].mean()


def test_conditions_are_judged_by_what_was_drawn() -> None:
    kinds = Attribute("kind", {"a": 0.25, "b": 0.75})
    happened = run_once(Blueprint(replace(office(), attributes=(kinds,), days=200)), 0, 1)
    luck = Luck(happened.blueprint, Streams(1, 0))
    assert (luck.values["kind"] == 0).mean() == pytest.approx(0.25, abs=0.03)
