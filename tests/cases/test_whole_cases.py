"""Whole cases, driven by random moves: no illegal one succeeds, no legal one fails, dates hold."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.cases.building import City, build_city, make_officer
from tests.cases.whole_case import WholeCase

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    city = build_city()
    make_officer(city.version.item.department, "legal_officer", "a.presider")
    return city


def drive(city: City, *, cases: int, moves: int) -> None:
    machine = type("WholeCaseOfCity", (WholeCase,), {"city": city})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=cases, stateful_step_count=moves, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_no_illegal_move_succeeds_and_no_legal_one_fails(city: City) -> None:
    drive(city, cases=4, moves=25)


@pytest.mark.long
def test_a_hundred_whole_cases(city: City) -> None:
    drive(city, cases=100, moves=40)
    assert {"accept", "review", "suspend", "resume", "extend"} <= WholeCase.followed.keys()
