"""What queueing theory and project planning say exactly, against what comes out."""

import math
from dataclasses import replace

import numpy as np
import pytest

from onewindow.procedure.simulation import Fixed, Gamma, Pert, Poisson, simulate
from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.intervals import interval, student_t
from onewindow.procedure.simulation.simulate import run_once
from tests.procedure.simulation.scenarios import changed, line, queue


def erlang_c(servers: int, load: float) -> float:
    """Return the share of those who wait (Erlang C), summed up as it is defined."""
    offered = servers * load
    last = offered**servers / math.factorial(servers) / (1 - load)
    return last / (sum(offered**n / math.factorial(n) for n in range(servers)) + last)


def mean_wait(servers: int, load: float) -> float:
    """Return the mean minutes of waiting in M/M/c with a service of ten."""
    return erlang_c(servers, load) * 10 / servers / (1 - load)


def waits(servers: int, load: float, days: int, seeds: int) -> float:
    total, count = 0.0, 0
    for seed in range(seeds):
        happened = run_once(Blueprint(queue(servers, load=load, days=days)), seed, 7)
        measured = happened.is_measured[happened.case]
        total += float((happened.begun - happened.ready)[measured].sum())
        count += int(measured.sum())
    return total / count


@pytest.mark.parametrize("servers", [1, 4])
def test_waits_are_about_erlangs(servers: int) -> None:
    days = 300 // servers
    assert waits(servers, 0.6, days, 1) == pytest.approx(mean_wait(servers, 0.6), rel=0.08)


@pytest.mark.long
@pytest.mark.parametrize(("servers", "load"), [(1, 0.5), (1, 0.7), (3, 0.6), (8, 0.8)])
def test_waits_are_erlangs_within_one_percent(servers: int, load: float) -> None:
    runs = 10 if servers == 1 else 8
    days = 2500 // servers
    assert waits(servers, load, days, runs) == pytest.approx(mean_wait(servers, load), rel=0.01)


@pytest.mark.long
def test_waits_of_general_service_are_pollaczek_khinchines() -> None:
    scenario = queue(1, load=0.7, minutes=Gamma(10, 5), days=2500)
    total = [run_once(Blueprint(scenario), seed, 7) for seed in range(8)]
    found = np.concatenate([each.begun - each.ready for each in total]).mean()
    exact = mean_wait(1, 0.7) * (1 + 0.25) / 2
    assert found == pytest.approx(exact, rel=0.01)


@pytest.mark.parametrize(
    ("cases_per_day", "near"), [(40, 0.02), pytest.param(800, 0.003, marks=pytest.mark.long)]
)
def test_a_path_without_queues_is_perts_sum(cases_per_day: float, near: float) -> None:
    times = [Pert(30, 60, 120), Pert(10, 20, 60), Pert(5, 5, 30)]
    scenario = replace(queue(200, load=0.0001, days=60), steps=line(1, 1, 1).steps)
    for n, each in enumerate(times):
        scenario = changed(scenario, f"s{n}", work_minutes=each, pool="desk")
    scenario = replace(scenario, arrivals=Poisson(cases_per_day, on_workdays_only=False))
    outcome = simulate(scenario, replications=4)
    assert outcome.calendar_days is not None
    mean = sum(each.mean for each in times)
    assert outcome.calendar_days.mean.mean * 1440 == pytest.approx(mean, rel=near)
    spread = outcome.calendar_days.p95.mean - outcome.calendar_days.mean.mean
    sd = math.sqrt(sum(each.sd**2 for each in times))
    assert spread * 1440 == pytest.approx(1.645 * sd, rel=0.1)


def test_utilisation_and_littles_law() -> None:
    scenario = queue(3, load=0.7, days=60)
    outcome = simulate(scenario, replications=3)
    assert outcome.pools[0].utilisation.mean == pytest.approx(0.7, rel=0.03)
    wait = outcome.steps[0].waiting_calendar_days
    assert wait is not None
    assert outcome.pools[0].queue.mean == pytest.approx(
        wait.mean * outcome.cases.mean / 60, rel=0.02
    )


@pytest.mark.long
def test_an_interval_covers_the_truth_about_19_times_in_20() -> None:
    scenario = replace(queue(1, load=0.5, days=20, minutes=Fixed(10)), warm_up_days=1)
    exact = 0.5 * 10 / 2 / 0.5
    hits = 0
    for seed in range(40):
        wait = simulate(scenario, replications=5, seed=seed).steps[0].waiting_calendar_days
        assert wait is not None
        hits += wait.low * 1440 <= exact <= wait.high * 1440
    assert 33 <= hits <= 40


def test_an_interval_is_students() -> None:
    found = interval([1.0, 2.0, 3.0, math.nan])
    assert found is not None
    assert found.mean == 2
    assert found.half == pytest.approx(4.3027 / math.sqrt(3), abs=1e-4)
    assert interval([math.nan]) is None


@pytest.mark.parametrize(("freedom", "t"), [(1, 12.7062), (10, 2.2281), (11, 2.2010), (29, 2.0452)])
def test_students_t_is_as_tabled(freedom: int, t: float) -> None:
    assert student_t(freedom) == pytest.approx(t, abs=2e-4)
