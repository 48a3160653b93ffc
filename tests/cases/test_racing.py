"""Sixteen officers complete the same step at once: one wins, everybody else is told who."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, transaction

from onewindow.cases import actions
from onewindow.cases.models import Case, CaseStep
from onewindow.cases.rules import AlreadyDone
from onewindow.events.models import Event
from tests.cases.building import MONDAY, REVIEWS, City, build_city, make_accepted, step

THREADS = 16
ROUNDS = 60

REOPEN = """
UPDATE cases_casestep
SET status = 'open', officer = '', outcome = '', started_at = NULL, ended_at = NULL
WHERE case_id = %s AND code = 'planning'
"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city() -> City:
    return build_city()


@contextmanager
def without_the_lock(function: str = "cases_complete_step") -> Iterator[None]:
    """Plant the fault: the same function, its row lock taken out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regproc)", [function])
        sound = cursor.fetchone()[0]
        assert "FOR UPDATE;" in sound
        cursor.execute(sound.replace("FOR UPDATE;", ";"))
    yield
    with connection.cursor() as cursor:
        cursor.execute(sound)


def race(case: Case, city: City, rounds: int) -> list[int]:
    """Let all threads complete one step in each round; return the number of winners per round."""
    barrier = threading.Barrier(THREADS)
    stale = step(case, "planning")
    officer = city.officer("planning", "reviewer")
    winners = [0] * rounds
    guard = threading.Lock()

    def reopen() -> None:
        with connection.cursor() as cursor:
            cursor.execute(REOPEN, [case.pk])

    def complete(number: int) -> None:
        try:
            actions.complete_review(stale, by=officer, outcome="agreed", opinion="", at=MONDAY)
        except AlreadyDone:
            return
        with guard:
            winners[number] += 1

    def run() -> None:
        try:
            for number in range(rounds):
                if barrier.wait() == 0:
                    reopen()
                barrier.wait()
                complete(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(run) for _ in range(THREADS)]:
            done.result()
    return winners


@pytest.mark.parametrize("rounds", [40, pytest.param(200, marks=pytest.mark.long)])
def test_sixteen_threads_many_times_one_winner_each(city: City, rounds: int) -> None:
    case = make_accepted(city)
    # Waiting for more than the rounds can count down, the decision stays out of the way.
    case.steps.filter(code="decide").update(unmet=rounds + 3)
    assert race(case, city, rounds) == [1] * rounds
    assert CaseStep.objects.get(case=case, code="decide").unmet == 3
    completed = Event.objects.filter(chain=case.chain, step="planning", lifecycle="complete")
    assert completed.count() == rounds


def test_the_race_goes_red_without_the_lock(city: City) -> None:
    case = make_accepted(city)
    case.steps.filter(code="decide").update(unmet=30_000)
    with without_the_lock():
        assert race(case, city, ROUNDS) != [1] * ROUNDS


# The same through rules of joining is raced in `test_racing_together`.
@pytest.mark.long
def test_three_departments_at_the_same_instant_open_the_decision_once(city: City) -> None:
    cases = [make_accepted(city) for _ in range(20)]
    barrier = threading.Barrier(len(REVIEWS))

    def review(name: str) -> None:
        try:
            for case in cases:
                barrier.wait()
                actions.complete_review(
                    step(case, name), by=city.officer(name, "reviewer"),
                    outcome="agreed", opinion="", at=MONDAY,
                )  # fmt: skip
        finally:
            connection.close()

    with ThreadPoolExecutor(len(REVIEWS)) as pool:
        for done in [pool.submit(review, name) for name in REVIEWS]:
            done.result()
    for case in cases:
        assert CaseStep.objects.get(case=case, code="decide").status == "open"
        enabled = Event.objects.filter(chain=case.chain, step="decide", lifecycle="enabled")
        assert enabled.count() == 1


@pytest.mark.parametrize("verb", ["start", "take over"])
def test_who_holds_a_step_stays_while_a_colleague_completes_it(city: City, verb: str) -> None:
    case = make_accepted(city)
    first, second = (city.officer("planning", "reviewer", place) for place in (1, 2))
    if verb == "take over":
        actions.start_step(step(case, "planning"), by=first, at=MONDAY)

    def hold() -> None:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '100ms'")
                if verb == "start":
                    actions.start_step(step(case, "planning"), by=second, at=MONDAY)
                else:
                    actions.take_over_step(
                        step(case, "planning"), by=second, at=MONDAY, reason="同事休假"
                    )
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        # What completing a step does first.
        Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        with pytest.raises(OperationalError, match="lock timeout"):
            pool.submit(hold).result()
    assert step(case, "planning").officer == ("" if verb == "start" else first.actor.code)
