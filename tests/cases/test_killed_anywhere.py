"""200 kills anywhere in the way of a case: what was acknowledged is there, once."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from onewindow.cases import actions
from onewindow.cases.models import Case, Decision, Letter
from onewindow.cases.notices import CODES, tell
from onewindow.design import once
from onewindow.events.exports import check_ledger
from onewindow.events.models import Event
from onewindow.messages.models import Cursor, Notice
from onewindow.messages.relaying import NAME, relay
from tests import cast
from tests.cases.building import MONDAY, REVIEWS, City, build_city, make_draft
from tests.cases.killing import Failpoint, run_killed
from tests.documents.samples import pdf

pytestmark = [
    pytest.mark.crash,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning"),
]
KILLS = 200
SEED = 20261122
Do = Callable[[], object]


class Walk:
    """One case from its draft to its delivery; every move is killed once, then made again."""

    def __init__(self, city: City, browsers: dict[str, Client]) -> None:
        self.city = city
        self._browsers = browsers
        self.draft = make_draft(city)

    def moves(self) -> Iterator[Do]:
        """Yield each move; doing it twice must be doing it once."""
        yield self._post("applicant", reverse("portal:submit", args=[self.draft.uid]), {})
        yield self._complete("hall.counter_clerk.1", "accept", "accepted")
        for name in REVIEWS:
            yield self._complete(f"{name}.reviewer.1", name, "agreed")
        yield self._complete("lead.decider.1", "decide", "granted")
        yield self._make_letters
        yield lambda: relay(tell, CODES, at=MONDAY)

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return Case.objects.get(pk=self.draft.pk)

    def faults(self) -> list[str]:
        """Return what is lost or doubled."""
        case = self.case
        said = Counter(Event.objects.filter(chain=case.chain).values_list("code", "step"))
        wanted = {
            ("case.submitted", ""): 1, ("case.accepted", ""): 1, ("case.decided", ""): 1,
            ("case.finished", ""): 1, ("step.completed", "decide"): 1,
            **{("step.completed", name): 1 for name in ("accept", "deliver", *REVIEWS)},
        }  # fmt: skip
        found = [f"{key}: {said[key]}" for key, count in wanted.items() if said[key] != count]
        if case.status != "finished" or Decision.objects.filter(case=case).count() != 1:
            found.append(f"{case}: {case.status}")
        if Letter.objects.filter(case=case, document=None).exists():
            found.append(f"{case}: a letter is not made")
        told = Counter(self._notices())
        once_each = dict.fromkeys(told, 1)
        once_each["letter.issued"] = said[("letter.issued", "")]
        found += [
            f"{kind} told {count} times" for kind, count in told.items() if count != once_each[kind]
        ]
        return found if told else [*found, "nobody was told"]

    def _notices(self) -> Iterator[str]:
        address = f"/applications/{self.case.number}/"
        notices = Notice.objects.filter(user=self.city.applicant, address=address)
        yield from notices.values_list("kind", flat=True)

    def _complete(self, who: str, step: str, outcome: str) -> Do:
        address = reverse("desk:complete_step", args=[self.case.number, step])
        return self._post(who, address, {"outcome": outcome, "opinion": ""})

    def _post(self, who: str, address: str, form: dict[str, str]) -> Do:
        sent = {**form, once.FIELD: uuid4().hex}
        return lambda: self._browsers[who].post(address, sent)

    def _make_letters(self) -> None:
        for pk in Letter.objects.filter(case=self.draft).values_list("pk", flat=True):
            actions.make_letter(pk, at=MONDAY)


@pytest.fixture(autouse=True)
def _one_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    # The printer's threads do not outlive a fork; what is killed here is what is written down.
    monkeypatch.setattr("onewindow.cases.actions.letters.render", lambda _content: pdf())


def somewhere(dice: random.Random) -> Failpoint:
    what, most = dice.choice([("write", 14), ("commit", 3)])
    return Failpoint(dice.choice(["before", "after"]), what, dice.randint(1, most))


def browsers_of(city: City) -> dict[str, Client]:
    people = {name: cast.signed_in(officer) for name, officer in city.officers.items()}
    return {"applicant": cast.signed_in(city.applicant), **people}


def start_reading() -> None:
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    Cursor.objects.update_or_create(name=NAME, defaults={"event_id": last})


def test_two_hundred_kills_lose_nothing_and_double_nothing() -> None:
    city, dice, kills = build_city(), random.Random(SEED), 0
    start_reading()
    browsers = browsers_of(city)
    walks = []
    while kills < KILLS:
        walk = Walk(city, browsers)
        for move in walk.moves():
            point = somewhere(dice)
            assert run_killed(move, point), f"{point} did not kill"
            kills += 1
            move()
        walks.append(walk)
    faults = [fault for walk in walks for fault in walk.faults()]
    assert faults == []
    assert check_ledger().problems == []
    numbers = [
        letter.number for letter in Letter.objects.decisions().filter(case__in=_cases(walks))
    ]
    assert len(set(numbers)) == len(walks)
    assert {number.rpartition("〕")[2] for number in numbers} == {
        f"{place}号" for place in range(1, len(walks) + 1)
    }


def _cases(walks: list[Walk]) -> list[int]:
    return [walk.draft.pk for walk in walks]


def test_without_transactions_the_kills_are_felt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plant the fault: every write commits by itself."""
    city, dice = build_city(), random.Random(SEED)
    start_reading()
    browsers = browsers_of(city)
    felt = []
    for _case in range(4):
        walk = Walk(city, browsers)
        for move in walk.moves():
            with monkeypatch.context() as patch:
                patch.setattr(transaction, "atomic", lambda *_args, **_named: nullcontext())
                run_killed(move, Failpoint("after", "write", dice.randint(1, 6)))
            move()
        felt += walk.faults()
    assert felt
