"""What ends by itself has ended by its date; the ledger hears of it once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from onewindow.delegation import actions
from onewindow.delegation.actions import close_ended
from onewindow.delegation.models import (
    AuthorisationLetter,
    Delegation,
    DelegationKind,
    Power,
    State,
)
from onewindow.delegation.places import accepting_places
from onewindow.delegation.tasks import close_grants
from onewindow.delegation.wording import NotLawful
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from tests.cases.building import MONDAY, City, build_city
from tests.cast import make_department
from tests.delegation.granting import BEFORE, TODAY, make_delegation, make_letter

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def city() -> City:
    return build_city()


def ended(chain: str) -> int:
    return Event.objects.filter(chain=chain, code__endswith=".ended").count()


def test_the_ledger_hears_once_of_what_ended(city: City) -> None:
    street = make_department("street")
    delegation = make_delegation(city, street, valid_to=TOMORROW)
    letter = make_letter(city, city.officer("hall", "counter_clerk"), valid_to=TOMORROW)
    running = make_letter(city, city.officer("hall", "counter_clerk"))
    assert close_ended(at=MONDAY) == 0
    evening = MONDAY + timedelta(days=1)
    # What ran out is over without the job.
    assert [each.state(TOMORROW) for each in (delegation, letter, running)] == [
        State.ENDED, State.ENDED, State.IN_FORCE,
    ]  # fmt: skip
    assert not AuthorisationLetter.objects.in_force(TOMORROW).filter(pk=letter.pk).exists()
    assert close_ended(at=evening) == 2
    close_grants(timestamp=int(evening.timestamp()))
    assert [ended(each.chain) for each in (delegation, letter, running)] == [1, 1, 0]
    with pytest.raises(NotAllowedNow):
        actions.revoke(letter, by=city.applicant.actor, reason="晚了", at=evening)


def test_the_same_item_is_delegated_to_a_place_once_at_a_time(city: City) -> None:
    street = make_department("street")
    first = make_delegation(city, street, valid_to=TOMORROW)
    with pytest.raises(NotAllowedNow, match="先撤销"):
        make_delegation(city, street)
    make_delegation(city, make_department("street2"))
    with pytest.raises(DomainError, match="原因"):
        actions.revoke(first, by=city.applicant.actor, reason=" ", at=BEFORE)
    actions.revoke(first, by=city.applicant.actor, reason="重新登记", at=BEFORE)
    again = make_delegation(city, street)
    assert again.number != first.number


def test_who_was_entrusted_entrusts_nobody_else(city: City) -> None:
    street, third = make_department("street"), make_department("third")
    made = make_delegation(city, street)
    handover = actions.Handover(
        kind=DelegationKind.ENTRUSTED, powers=tuple(Power), basis=made.basis,
        filing_number="x", filed_on=made.filed_on, valid_from=TODAY,
    )  # fmt: skip
    with pytest.raises(NotLawful, match="不得再委托"):
        actions.delegate(
            city.version.item, handover, to=third, giver=street,
            by=city.applicant.actor, at=BEFORE,
        )  # fmt: skip


def test_a_guide_shows_where_else_one_can_hand_in(city: City) -> None:
    item = city.version.item
    street = make_department("street")
    street.address = "示范大道 101 号"
    street.save(update_fields=["address"])
    delegation = make_delegation(city, street, valid_to=TOMORROW)
    (place,) = accepting_places(item, TODAY)
    assert (place.name, place.address, place.last_day) == (street.name, street.address, TODAY)
    assert place.accepts
    assert place.decides
    assert accepting_places(item, TOMORROW) == []
    assert accepting_places(item, TODAY - timedelta(days=1)) == []
    actions.revoke(delegation, by=city.applicant.actor, reason="装修", at=BEFORE)
    assert accepting_places(item, TODAY) == []


def test_the_database_keeps_the_end_after_the_start_and_the_reason(city: City) -> None:
    delegation = make_delegation(city, make_department("street"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.filter(pk=delegation.pk).update(revoked_at=MONDAY)
