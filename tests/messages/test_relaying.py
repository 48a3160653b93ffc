"""From the ledger to the inbox: nothing forgotten, nobody told twice."""

import os
import signal
import threading

import pytest
from django.db import connection, transaction

from onewindow import events
from onewindow.accounts.models import User
from onewindow.cases.models import Case
from onewindow.cases.notices import CODES, tell
from onewindow.events import SYSTEM
from onewindow.events.models import Event
from onewindow.mandates.actions import revoke
from onewindow.messages import relaying
from onewindow.messages.models import Cursor, LeftOver, Notice
from onewindow.messages.relaying import relay
from tests import cast
from tests.cases.building import MONDAY, City, build_city, make_accepted, make_submitted
from tests.mandates.giving import make_mandate

LAST_NUMBER = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM events_event_id_seq"
pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return build_city()


@pytest.fixture(autouse=True)
def _from_here(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LAST_NUMBER)
        last = cursor.fetchone()[0]
    Cursor.objects.update_or_create(name=relaying.NAME, defaults={"event_id": last})


def told(case: Case) -> list[str]:
    notices = Notice.objects.filter(user=case.applicant, address=f"/applications/{case.number}/")
    return list(notices.order_by("pk").values_list("kind", flat=True))


def run() -> int:
    return relay(tell, CODES, at=MONDAY)


def test_the_applicant_is_told_in_the_order_of_what_happened(city: City) -> None:
    case = make_accepted(city)
    assert run() > 0
    assert told(case) == ["case.received", "case.accepted"]
    accepted = Notice.objects.get(user=city.applicant, kind="case.accepted")
    assert accepted.texts["zh-hans"]["title"] == f"已受理 {case.number}"
    assert str(case.promised_due_on) in accepted.texts["en"]["text"]


def test_both_sides_of_a_mandate_are_told(applicant: User) -> None:
    son = cast.make_person("son")
    mandate = make_mandate(applicant, son)
    revoke(mandate, by=applicant, reason="", at=MONDAY)
    run()
    for user in (applicant, son):
        kinds = Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True)
        assert list(kinds) == ["mandate.given", "mandate.revoked"]


def test_reading_on_tells_nothing_again(city: City) -> None:
    case = make_submitted(city)
    run()
    assert run() == 0
    first = Event.objects.filter(chain=case.chain).order_by("pk").values_list("pk", flat=True)[0]
    Cursor.objects.update(event_id=first - 1)
    run()
    assert told(case) == ["case.received"]


def test_an_event_that_cannot_be_told_holds_up_no_other(city: City) -> None:
    with transaction.atomic():
        events.record("case.decided", chain="case/none", by=SYSTEM, at=MONDAY)
    case = make_submitted(city)
    for _minute in range(relaying.TRIES + 2):
        run()
    assert told(case) == ["case.received"]
    assert [(left.tries, bool(left.problem)) for left in LeftOver.objects.exclude(problem="")] == [
        (relaying.TRIES, True)
    ]


def test_a_number_that_nobody_used_is_forgotten(city: City) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('events_event_id_seq')")
    case = make_submitted(city)
    run()
    assert LeftOver.objects.count() == 1
    # A transaction of the test itself holds the horizon; let it pass.
    LeftOver.objects.update(unseen_until=0)
    run()
    assert (LeftOver.objects.count(), told(case)) == (0, ["case.received"])


class Latecomer:
    """A transaction that takes its number early and commits late."""

    def __init__(self, city: City) -> None:
        self._city, self._holds, self._may_end = city, threading.Event(), threading.Event()
        self.case: Case | None = None
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> "Latecomer":
        self._thread.start()
        assert self._holds.wait(20)
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()

    def end(self) -> None:
        self._may_end.set()
        self._thread.join(20)

    def _work(self) -> None:
        try:
            with transaction.atomic():
                self.case = make_submitted(self._city)
                self._holds.set()
                self._may_end.wait(20)
        finally:
            connection.close()


@pytest.mark.django_db(transaction=True)
def test_who_commits_late_is_not_forgotten() -> None:
    city = build_city()
    with Latecomer(city) as late:
        early = make_submitted(city)
        for _minute in range(3):
            run()
        assert (told(early), Notice.objects.count()) == (["case.received"], 1)
        late.end()
    run()
    assert late.case is not None
    assert told(late.case) == ["case.received"]
    run()
    assert LeftOver.objects.count() == 0


@pytest.fixture
def _no_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plant the fault: the last number seen is all that is kept."""
    monkeypatch.setattr(relaying, "_look_again", lambda *_args: None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_no_second_look")
def test_without_a_second_look_the_late_one_is_forgotten() -> None:
    city = build_city()
    with Latecomer(city) as late:
        make_submitted(city)
        run()
        late.end()
    run()
    assert late.case is not None
    assert told(late.case) == []


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
def test_killed_while_telling_nothing_is_lost_and_nothing_doubled() -> None:
    city = build_city()
    cases = [make_submitted(city) for _case in range(6)]
    for survived in range(6):
        connection.close()
        child = os.fork()
        if child == 0:
            try:
                _relay_until_killed(survived)
            finally:
                os._exit(1)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    run()
    assert [told(case) for case in cases] == [["case.received"]] * 6


def _relay_until_killed(after: int) -> None:
    left = [after]

    def tell_some(event: Event, at: object) -> None:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        tell(event, MONDAY)

    relay(tell_some, CODES, at=MONDAY)
