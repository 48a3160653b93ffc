"""A letter is revoked while its holder accepts: one comes first, never a bit of both."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from onewindow.cases import actions
from onewindow.cases.rules import NotYours
from onewindow.delegation import actions as grants
from onewindow.orgs.models import Officer
from tests.cases.building import MONDAY, City, build_city, make_officer, make_submitted, step
from tests.cast import make_department
from tests.delegation.granting import make_letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city() -> City:
    return build_city()


@pytest.fixture
def window(city: City) -> Officer:
    return make_officer(make_department("zwj"), "item_manager", "window.chief")


@pytest.mark.long
def test_a_revocation_waits_for_the_step_that_is_being_done(city: City, window: Officer) -> None:
    letter = make_letter(city, window)
    case = make_submitted(city)
    order: list[str] = []

    def revoke() -> None:
        try:
            grants.revoke(letter, by=window.actor, reason="岗位调整", at=MONDAY)
            order.append("revoked")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            actions.accept(step(case, "accept"), by=window, at=MONDAY)
            revoking = pool.submit(revoke)
            wait_for_a_lock()
            order.append("accepted")
        revoking.result()
    assert order == ["accepted", "revoked"]


def test_a_step_waits_for_the_revocation_and_is_refused(city: City, window: Officer) -> None:
    letter = make_letter(city, window)
    case = make_submitted(city)

    def accept() -> None:
        try:
            actions.accept(step(case, "accept"), by=window, at=MONDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            grants.revoke(letter, by=window.actor, reason="岗位调整", at=MONDAY)
            accepting = pool.submit(accept)
            wait_for_a_lock()
        with pytest.raises(NotYours):
            accepting.result()
    assert step(case, "accept").status == "open"


def wait_for_a_lock() -> None:
    """Return as soon as another connection of this database waits for a lock."""
    asked = threading.Event()
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT 1 FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock')"
            )
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_stat_clear_snapshot()")
        asked.wait(0.01)
    raise AssertionError("nobody waits")
