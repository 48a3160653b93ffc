"""How many people: formulas against known values, the search against trying everything."""

from dataclasses import replace
from itertools import product

import pytest

from onewindow.procedure.simulation import (
    Activity,
    Exponential,
    Promise,
    Scenario,
    Staff,
    Target,
    simulate,
    staffing,
    with_arrivals,
    with_staff,
)
from onewindow.procedure.simulation.queueing import erlang_c, mean_wait, servers_for
from onewindow.procedure.simulation.staffing import is_met, with_counts
from tests.procedure.simulation.scenarios import queue


def test_erlang_c_and_allen_cunneen() -> None:
    assert erlang_c(1, 0.5) == pytest.approx(0.5)
    assert erlang_c(2, 1.0) == pytest.approx(1 / 3)
    assert erlang_c(10, 8.0) == pytest.approx(0.4092, abs=1e-4)
    assert erlang_c(3, 3.0) == 1
    assert mean_wait(1, 0.8, 10) == pytest.approx(40)
    assert mean_wait(1, 0.8, 10, service_scv=0) == pytest.approx(20)
    assert mean_wait(2, 2.0, 10) == float("inf")
    assert servers_for(4.2, 10, 1) == 7


def two_pools() -> Scenario:
    scenario = replace(queue(1, load=0.5, days=20), promise=Promise(1))
    steps = (
        Activity("a", pool="a", work_minutes=Exponential(25)),
        Activity("b", needs=("a",), pool="b", work_minutes=Exponential(45)),
    )
    staff = (Staff(("a",), calendar="always"), Staff(("b",), calendar="always"))
    return replace(with_arrivals(scenario, 1.2), steps=steps, staff=staff)


@pytest.mark.long
def test_the_search_finds_what_trying_everything_finds() -> None:
    scenario, target = two_pools(), Target(p95_working_days=0.2)
    found = staffing(scenario, target, replications=6)
    assert found.is_met
    assert is_met(found.outcome, target)
    counts = tuple(line.proposed for line in found.lines)
    enough = [
        sum(each)
        for each in product((2, 3, 4, 5), (3, 4, 5, 6))
        if sum(each) < sum(counts)
        and all(line.load / count <= 0.9 for line, count in zip(found.lines, each, strict=True))
        and is_met(simulate(with_counts(scenario, each), replications=6), target)
    ]
    assert enough == []
    assert all("工作量合" in line.why for line in found.lines)


def test_a_target_has_to_say_something() -> None:
    with pytest.raises(ValueError, match="目标"):
        staffing(two_pools(), Target())


def test_people_come_and_go_where_they_serve_first() -> None:
    scenario = replace(
        two_pools(), staff=(Staff(("a", "b"), 2), Staff(("b",), 1), Staff(("b", "a"), 1))
    )
    assert [each.count for each in with_staff(scenario, "b", 2).staff] == [2, 3, 1]
    assert [each.pools for each in with_staff(scenario, "b", -2).staff] == [("a", "b")]
    with pytest.raises(ValueError, match="至少要留一个人"):
        with_staff(scenario, "b", -4)
