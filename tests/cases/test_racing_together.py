"""Departments, deciders, the applicant and the clock act on one case at the same instant."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import DatabaseError, connection

from onewindow.cases import actions
from onewindow.cases.models import Case, CaseStatus, Letter
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError
from tests.cases.building import MONDAY, REVIEWS, City, build_city, make_accepted
from tests.cases.joint import change_steps, current, review
from tests.cases.test_racing import without_the_lock

pytestmark = pytest.mark.django_db(transaction=True)
CASES = 6
LATE = MONDAY + timedelta(days=30)


@pytest.fixture
def city() -> City:
    return build_city()


def at_once(deeds: Sequence[Callable[[], object]]) -> list[object]:
    """Do everything at the same instant; return what each came to, refusals as they are."""
    barrier = threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        try:
            barrier.wait()
            return deed()
        except (DomainError, DatabaseError) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [each.result() for each in [pool.submit(run, deed) for deed in deeds]]


def opened(case: Case) -> int:
    """Return how often the decision opened."""
    return Event.objects.filter(chain=case.chain, step="decide", code="step.enabled").count()


def review_together(city: City, number: int) -> list[int]:
    """Let the three departments answer at the same instant, case by case; count the openings."""
    cases = [make_accepted(city) for _ in range(number)]
    for case in cases:
        at_once([partial(review, case, city, name) for name in REVIEWS])
    return [opened(case) for case in cases]


@pytest.mark.long
def test_a_thousand_cases_open_each_decision_once(city: City) -> None:
    assert review_together(city, 1000) == [1] * 1000


@pytest.mark.parametrize("quorum", [0, 2])
def test_three_departments_at_the_same_instant_open_the_decision_once(
    city: City, quorum: int
) -> None:
    if quorum:
        change_steps(city, decide={"join_rule": "quorum", "quorum": quorum})
    assert review_together(city, CASES) == [1] * CASES


@pytest.mark.long
def test_the_race_of_departments_goes_red_without_the_locks(city: City) -> None:
    # The head of the case's chain would still keep its departments apart.
    with without_the_lock(), without_the_lock("events_append"):
        assert any(review_together(city, 1) != [1] for _ in range(60))


def test_sixteen_threads_one_winner_one_letter_one_number(city: City) -> None:
    change_steps(
        city, decide={"join_rule": "quorum", "quorum": 2}, traffic={"on_silence": "agreed"}
    )
    decider, applicant = city.officer("lead", "decider"), city.applicant
    endings = set()
    for _ in range(CASES // 2):
        case = make_accepted(city)
        review(case, city, "planning")
        review(case, city, "structure")
        step = current(case, "decide")

        def decide(case: Case = case, *, is_granted: bool) -> object:
            return actions.decide(
                current(case, "decide"), by=decider, is_granted=is_granted, reason="理由", at=LATE
            )

        def withdraw(case: Case = case) -> object:
            return actions.withdraw(case, by=applicant, reason="不办了", at=LATE)

        deeds = [
            *[lambda: decide(is_granted=True)] * 5,
            *[lambda: decide(is_granted=False)] * 5,
            *[withdraw] * 3,
            *[lambda: actions.sweep_silent_steps(LATE)] * 3,
        ]
        done = [each for each in at_once(deeds) if not isinstance(each, Exception | int)]
        assert len(done) == 1
        endings.add(check_ended_once(case, step.code))
    assert endings <= {CaseStatus.GRANTED, CaseStatus.REFUSED, CaseStatus.WITHDRAWN}
    numbers = [
        each.number for each in Letter.objects.decisions().filter(case__version=city.version)
    ]
    assert len(set(numbers)) == len(numbers)


def check_ended_once(case: Case, code: str) -> str:
    """Hold the case against its ledger: one end, one letter for a decision, no step left open."""
    case.refresh_from_db()
    events = Event.objects.filter(chain=case.chain)
    ends = events.filter(code__in=["case.decided", "case.withdrawn"]).count()
    is_decided = case.status != CaseStatus.WITHDRAWN
    assert ends == 1
    assert Letter.objects.decisions().filter(case=case).count() == int(is_decided)
    assert not case.steps.filter(status="open").exclude(kind="delivery").exists()
    assert current(case, code).status == ("done" if is_decided else "cancelled")
    return case.status
