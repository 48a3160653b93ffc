"""A log of an invented office is fitted: what made it is found again, and behaves alike."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache

import numpy as np
import pytest

from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.model import Procedure
from onewindow.procedure.simulation import (
    OFFICE,
    Activity,
    Batch,
    Calendar,
    ClockTime,
    Correction,
    Empirical,
    Exponential,
    Fitted,
    Fixed,
    Gamma,
    HourOfWeek,
    LogNormal,
    Observations,
    Poisson,
    Rework,
    Run,
    Scenario,
    Shift,
    Staff,
    fit,
)
from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.calendars import openings
from onewindow.procedure.simulation.fitting.families import best_family
from onewindow.procedure.simulation.fitting.fit import NothingObserved
from onewindow.procedure.simulation.fitting.report import Report
from onewindow.procedure.simulation.fitting.working import pieces, shares_of
from onewindow.procedure.simulation.happenings import Happenings
from onewindow.procedure.simulation.simulate import run_once
from tests.procedure.simulation.scenarios import MONDAY

LATE = Calendar("late", (Shift((1, 2, 3, 4, 5), ClockTime(690), ClockTime(1140)),))
TRUTH = Scenario(
    name="示例",
    start_on=MONDAY,
    days=120,
    steps=(
        Activity("accept", name="受理", pool="hall", work_minutes=LogNormal(20, 10),
                 correction=Correction((0.3, 0.1), Exponential(3)), stop_share=0.08),
        Activity("fire", needs=("accept",), pool="fire", work_minutes=Gamma(60, 30), share=0.4),
        Activity("health", needs=("accept",), pool="health", work_minutes=Exponential(40)),
        Activity("review", needs=("fire", "health"), pool="desk", work_minutes=Gamma(30, 10),
                 rework=Rework("health", (0.15,))),
        Activity("decide", needs=("review",), pool="head", work_minutes=Fixed(4),
                 batch=Batch(at=ClockTime(900))),
    ),
    arrivals=Poisson(12, hour_weights=(0,) * 9 + (3, 2, 1, 0, 1, 2, 2, 1) + (0,) * 7),
    staff=(Staff(("hall",), name="窗口"), Staff(("fire",), name="消防"),
           Staff(("health", "desk"), 3, name="审查", calendar="late"),
           Staff(("head",), name="领导")),
    calendars=(OFFICE, LATE),
)  # fmt: skip


def observed(scenario: Scenario, *, has_starts: bool = True) -> Observations:
    """Return what an observer of one replication would have written down."""
    happened = run_once(Blueprint(scenario), 0, 5)
    moment = [_moments(each) for each in (happened.ready, happened.begun, happened.ended)]
    codes = [step.code for step in scenario.steps]
    people = _people(scenario, happened)
    runs = tuple(
        Run(f"c{case}", codes[step], ended, begun if has_starts else None, ready, person)
        for case, step, ready, begun, ended, person in zip(
            happened.case.tolist(), happened.step.tolist(), *moment, people, strict=True
        )
    )
    arrived = _moments(happened.arrived)
    return Observations(
        runs,
        {f"c{case}": at for case, at in enumerate(arrived)},
        {f"c{case}": at for case, at in enumerate(_moments(happened.finished))},
    )


def _moments(minutes: "np.typing.NDArray[np.float64]") -> list[datetime]:
    began = datetime.combine(MONDAY, time())
    return [began + timedelta(minutes=each) for each in minutes.tolist()]


def _people(scenario: Scenario, happened: Happenings) -> list[str]:
    """Give every run one of the alike people who is free: the log names persons."""
    free: dict[str, float] = defaultdict(float)
    result = [""] * len(happened.case)
    for place in np.argsort(happened.begun, kind="stable").tolist():
        staff = scenario.staff[int(happened.crew[place])]
        names = [f"{staff.name}{n}" for n in range(staff.count)]
        name = next(each for each in names if free[each] <= happened.begun[place] + 1e-6)
        free[name], result[place] = float(happened.ended[place]), name
    return result


@cache
def fitted_truth() -> Fitted:
    return fit(Procedure(TRUTH.steps), observed(TRUTH))


@pytest.mark.long
def test_what_made_a_log_is_found_in_it() -> None:
    fitted = fitted_truth()
    found = {step.code: step for step in fitted.scenario.steps}
    for step in TRUTH.steps:
        mean = found[step.code].work_minutes.mean
        assert mean == pytest.approx(step.work_minutes.mean, rel=0.08), step.code
    accept, decide = found["accept"], found["decide"]
    assert accept.correction is not None
    assert accept.correction.shares[:2] == pytest.approx((0.3, 0.1), abs=0.04)
    assert accept.correction.applicant_calendar_days.mean == pytest.approx(3, rel=0.15)
    assert accept.stop_share == pytest.approx(0.08, abs=0.02)
    assert found["fire"].share == pytest.approx(0.4, abs=0.04)
    assert found["review"].rework is not None
    assert found["review"].rework.to == "health"
    assert found["review"].rework.shares[0] == pytest.approx(0.15, abs=0.03)
    assert decide.batch == Batch(at=ClockTime(900), weekdays=(1, 2, 3, 4, 5))
    assert isinstance(decide.work_minutes, Fixed)


def test_people_and_their_rosters_are_found() -> None:
    fitted = fitted_truth().scenario
    assert {frozenset(staff.pools): staff.count for staff in fitted.staff} == {
        frozenset({"accept"}): 1,
        frozenset({"fire"}): 1,
        frozenset({"health"}): 3,
        frozenset({"decide"}): 1,
    }
    # The same people review: one pool for both steps.
    assert fitted.step("review").pool == fitted.step("health").pool == "health"
    late = next(staff.calendar for staff in fitted.staff if staff.pools == ("health",))
    calendars = {each.code: each.hours for each in fitted.calendars}
    assert calendars[late] == LATE.hours
    assert calendars["office"] == OFFICE.hours
    assert isinstance(fitted.arrivals, HourOfWeek)
    assert fitted.arrivals.on_workdays_only
    a_day = sum(map(sum, fitted.arrivals.cases_per_hour[:5])) / 5
    assert a_day == pytest.approx(12, rel=0.1)


def test_the_fit_is_held_against_the_log() -> None:
    assert fitted_truth().validation.share < 0.15
    assert fitted_truth().validation.verdict.startswith("与记录")


@pytest.mark.long
def test_waiting_that_nobody_explains_is_a_delay() -> None:
    # Somebody who does other things too: cases wait although he is idle.
    slow = replace(TRUTH.step("fire"), delay_calendar_days=Exponential(6))
    steps = tuple(slow if step.code == "fire" else step for step in TRUTH.steps)
    busy = fit(Procedure(TRUTH.steps), waiting_hidden(replace(TRUTH, steps=steps)))
    assert busy.validation.share < 0.25
    assert any(note.about == "fire" and "按额外等待计" in note.message for note in busy.notes)
    delay = busy.scenario.step("fire").delay_calendar_days
    assert delay is not None
    assert delay.mean == pytest.approx(6, rel=0.25)


def waiting_hidden(scenario: Scenario) -> Observations:
    """Return a log that does not know when steps became ready."""
    seen = observed(scenario)
    return replace(seen, runs=tuple(replace(run, enabled=None) for run in seen.runs))


def test_what_is_missing_is_assumed_and_said() -> None:
    seen = observed(replace(TRUTH, days=40), has_starts=False)
    nameless = tuple(
        replace(run, resource="" if run.step == "fire" else run.resource) for run in seen.runs
    )
    strange = Run("c1", "elsewhere", seen.runs[0].ended)
    fitted = fit(Procedure(TRUTH.steps), replace(seen, runs=(*nameless, strange)))
    told = "".join(note.message for note in fitted.notes if note.is_assumption)
    assert "没有开始时间，按同一人接连办结的间隔推算" in told
    assert "没有记录由谁办" in told
    assert "流程里没有“elsewhere”" in told
    # Of people who take one case after the other the intervals tell the work.
    assert fitted.scenario.step("accept").work_minutes.mean == pytest.approx(20, rel=0.15)
    with pytest.raises(NothingObserved):
        fit(Procedure(TRUTH.steps), Observations((strange,)))


@pytest.mark.long
def test_a_log_older_than_the_calendars_is_told_by_weekdays() -> None:
    past = timedelta(weeks=52 * 14)
    seen = observed(replace(TRUTH, days=40))
    moved = Observations(
        tuple(
            Run(run.case, run.step, run.ended - past, None, None, run.resource) for run in seen.runs
        ),
        {case: at - past for case, at in seen.arrived.items()},
    )
    fitted = fit(Procedure(TRUTH.steps), moved)
    assert fitted.scenario.start_on.year >= 2018
    assert not fitted.scenario.calendars[0].follows_holidays
    assert any("只按星期计" in note.message for note in fitted.notes)


@pytest.mark.parametrize(
    "family", [Exponential(30), Gamma(30, 10), LogNormal(30, 60), Fixed(30)], ids=str
)
def test_the_family_is_told_from_a_sample(
    family: Exponential | Gamma | LogNormal | Fixed,
) -> None:
    drawn = family.sample(np.random.Generator(np.random.PCG64(3)), 2000)
    best, far = best_family(drawn.tolist())
    assert best.mean == pytest.approx(30, rel=0.1)
    assert far < 0.08
    assert isinstance(best, type(family)) or far < 0.03


def test_what_no_family_resembles_is_kept_as_it_was() -> None:
    two_humps = [*np.linspace(1, 2, 100), *np.linspace(50, 51, 100)]
    best, far = best_family(two_humps)
    assert isinstance(best, Empirical)
    assert far < 0.01


def test_nobody_works_two_minutes_in_one() -> None:
    at = [datetime.combine(MONDAY, time(hour)) for hour in (9, 10, 11)]
    both = tuple(Run(f"c{n}", "s", at[2], at[0], at[0], "one") for n in range(2))
    office = openings(OFFICE, MONDAY, 1, WorkCalendar.official())
    report = Report()
    shared = pieces(Observations(both), {"s": ()}, MONDAY, lambda _person: office, report)
    assert [piece.work for piece in shared] == [60, 60]
    assert "平分" in report.notes[0].message


def test_time_on_several_cases_at_once_is_shared() -> None:
    starts, ends = np.array([0.0, 0.0, 50.0]), np.array([100.0, 50.0, 150.0])
    assert shares_of(starts, ends) == pytest.approx([0.5, 0.5, 0.75])
