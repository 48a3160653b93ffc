"""What no letter can show is refused where an officer writes it; nothing of it is kept."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from onewindow.cases import actions
from onewindow.cases.actions import Approval, Wanted
from onewindow.cases.models import Case, Letter
from onewindow.catalogue.limits import Limit
from onewindow.documents.letters import MissingGlyph
from onewindow.events.models import Event
from tests.cases.building import MONDAY, City, build_city, make_accepted, make_submitted, step
from tests.desk.pages import at_desk, text_of

pytestmark = pytest.mark.django_db
BAD = "请重新提交😀"
DAY = timedelta(days=1)


def not_accept(city: City, case: Case) -> None:
    clerk = city.officer("hall", "counter_clerk")
    actions.not_accept(step(case, "accept"), by=clerk, at=MONDAY + DAY, reason=BAD)


def turn_elsewhere(city: City, case: Case) -> None:
    clerk = city.officer("hall", "counter_clerk")
    actions.not_accept(
        step(case, "accept"), by=clerk, at=MONDAY + DAY, reason="不归我们管", competent=BAD
    )


def transfer(city: City, case: Case) -> None:
    clerk = city.officer("hall", "counter_clerk")
    actions.transfer(step(case, "accept"), by=clerk, at=MONDAY + DAY, to=BAD, reason="层级不对")


def ask_correction(city: City, case: Case) -> None:
    wanted = Wanted(city.version.materials.get(code="m1"), BAD)
    clerk = city.officer("hall", "counter_clerk")
    actions.ask_correction(step(case, "accept"), by=clerk, at=MONDAY + DAY, items=[wanted], days=5)


def stand_still(city: City, case: Case) -> None:
    lead = city.officer("lead", "decider")
    actions.suspend(
        case, kind="expert_review", reason="需要评审", needed=Limit(5), by=lead.actor,
        at=MONDAY + DAY, carried_out_by=BAD,
    )  # fmt: skip


def prolong(city: City, case: Case) -> None:
    actions.extend(
        case, days=5, reason=BAD, approval=Approval(by="示例·副市长", paper="示政批〔2026〕8号"),
        by=city.officer("lead", "decider"), at=MONDAY + DAY,
    )  # fmt: skip


def agree(city: City, case: Case) -> None:
    reviewer = city.officer("planning", "reviewer")
    actions.complete_review(
        step(case, "planning"), by=reviewer, outcome="agreed", opinion=BAD, at=MONDAY + DAY
    )


@pytest.mark.parametrize(
    ("make", "acts"),
    [
        (make_submitted, (not_accept, turn_elsewhere, transfer, ask_correction)),
        (make_accepted, (stand_still, prolong, agree)),
    ],
)
def test_words_that_no_letter_can_show_change_nothing(
    make: Callable[[City], Case], acts: tuple[Callable[[City, Case], None], ...]
) -> None:
    city = build_city()
    case = make(city)
    before = (case.status, Letter.objects.count(), Event.objects.count())
    for act in acts:
        with pytest.raises(MissingGlyph, match="1F600"):
            act(city, case)
        case.refresh_from_db()
        assert (case.status, Letter.objects.count(), Event.objects.count()) == before, act


def test_the_form_says_which_character() -> None:
    city = build_city()
    case = make_submitted(city)
    sent = at_desk(city.officer("hall", "counter_clerk")).post(
        f"/desk/cases/{case.number}/transfer/", {"office": BAD, "reason": "层级不对"}
    )
    assert (sent.status_code, "U+1F600" in text_of(sent)) == (422, True)
