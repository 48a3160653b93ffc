"""A process killed anywhere in a request with a key: sent again, it is done once."""

import os
import signal
from collections.abc import Callable
from contextlib import nullcontext
from typing import NoReturn
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client

from onewindow.cases.models import Case
from onewindow.design import once
from tests import cast
from tests.cases.building import City, build_city

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning"),
]
Failpoint = Callable[[pytest.MonkeyPatch], None]


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def dies_in(owner: object, name: str, *, after: bool) -> Failpoint:
    """Return what has the process killed before or after a function runs."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        real = getattr(owner, name)

        def planted(*args: object) -> NoReturn:
            if after:
                real(*args)
            die()

        patch.setattr(owner, name, planted)

    return plant


FAILPOINTS: dict[str, Failpoint] = {
    "before the key": dies_in(once, "claim", after=False),
    "after the key": dies_in(once, "claim", after=True),
    "after the action": dies_in(once, "_settle", after=False),
    "before the commit": dies_in(once, "_settle", after=True),
    "before the reply": dies_in(once.Once, "process_view", after=True),
}


def send(browser: Client, city: City, key: str) -> int:
    path = f"/guides/{city.version.item.slug}/application/"
    return browser.post(path, {"identity": "self", once.FIELD: key}).status_code


def kill_while_sending(city: City, key: str, *faults: Failpoint) -> None:
    """Send in a process of its own that is killed at the failpoint."""
    browser = cast.signed_in(city.applicant)
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            for plant in faults:
                plant(pytest.MonkeyPatch())
            send(browser, city, key)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


def drafts(city: City) -> int:
    return Case.objects.filter(applicant=city.applicant).count()


@pytest.mark.long
@pytest.mark.parametrize("failpoint", FAILPOINTS)
def test_sent_again_after_a_kill_it_is_done_once(failpoint: str) -> None:
    city, key = build_city(), uuid4().hex
    kill_while_sending(city, key, FAILPOINTS[failpoint])
    assert drafts(city) == (1 if failpoint == "before the reply" else 0)
    for _time in range(2):
        assert send(cast.signed_in(city.applicant), city, key) == 302
    assert drafts(city) == 1


def test_without_the_one_transaction_the_answer_is_lost() -> None:
    """Plant the fault: key, action and answer each commit by themselves."""
    city, key = build_city(), uuid4().hex

    def apart(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(transaction, "atomic", lambda *_args: nullcontext())

    kill_while_sending(city, key, FAILPOINTS["after the action"], apart)
    assert drafts(city) == 1
    assert send(cast.signed_in(city.applicant), city, key) != 302
