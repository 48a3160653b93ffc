"""Giving, accepting and ending mandates; nobody learns who has an account."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, IntegrityError, transaction

from onewindow.accounts.models import User, UserKind
from onewindow.events import SYSTEM
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.kernel.identity import InvalidIdentity
from onewindow.mandates import actions
from onewindow.mandates.access import (
    identities_of,
    identity_for,
    mandate_for,
    offer_for,
    received_by,
)
from onewindow.mandates.actions import AgentNamed
from onewindow.mandates.errors import MandateRefused
from onewindow.mandates.models import Mandate, MandateKind, Power, Proof, State
from onewindow.mandates.rules import MOST_OFFERS, Reason, Terms, problems_of
from onewindow.mandates.wording import NotLawful
from onewindow.orgs.models import Officer
from tests.cast import AT, make_citizen_id, make_company, make_person
from tests.mandates.giving import ALL, make_head, make_mandate, named, terms

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def son(db: None) -> User:
    return make_person("son", name="示例·儿子")


def test_an_offer_waits_for_whoever_it_names_and_says_nothing_about_him(
    applicant: User, son: User, stranger: User
) -> None:
    known = actions.give(terms(), by=applicant, to=named(son), at=AT)
    nobody = AgentNamed("示例·查无此人", make_citizen_id())
    unknown = actions.give(terms(), by=applicant, to=nobody, at=AT)
    assert [each.state(DAY) for each in (known, unknown)] == [State.OFFERED] * 2
    assert (known.agent, unknown.agent) == (None, None)
    assert offer_for(son, known.number, DAY) == known
    for user in (applicant, stranger):
        with pytest.raises(Mandate.DoesNotExist):
            offer_for(user, known.number, DAY)
    # Whoever signs up later finds it then.
    late = make_person("late", name="示例·晚来", citizen_id=make_citizen_id())
    offered = actions.give(terms(), by=applicant, to=named(late), at=AT)
    assert list(received_by(late, DAY)) == [offered]


@pytest.mark.parametrize("wrong", ["name", "number", "late"])
def test_an_offer_is_found_by_name_and_number_in_time(
    applicant: User, son: User, wrong: str
) -> None:
    to = named(son)
    asked = AgentNamed("示例·别人" if wrong == "name" else to.name, to.number)
    if wrong == "number":
        asked = AgentNamed(to.name, make_citizen_id())
    mandate = actions.give(terms(), by=applicant, to=asked, at=AT)
    day = DAY + timedelta(days=31 if wrong == "late" else 0)
    with pytest.raises(Mandate.DoesNotExist):
        offer_for(son, mandate.number, day)


def test_a_phone_number_names_him_too(applicant: User, son: User) -> None:
    mandate = actions.give(terms(), by=applicant, to=AgentNamed(son.name, son.person.phone), at=AT)
    assert mandate.agent_number == "154****0001"
    assert actions.accept(offer_for(son, mandate.number, DAY), by=son, at=AT).agent == son


def test_an_accepted_mandate_has_its_letter_and_counts(applicant: User, son: User) -> None:
    mandate = make_mandate(applicant, son)
    assert (mandate.state(DAY), mandate.proof) == (State.IN_FORCE, Proof.SIGNED)
    assert mandate.document is not None
    assert mandate.document.media_type == "application/pdf"
    own, theirs = identities_of(son, DAY)
    assert (own.key, theirs.key, theirs.name) == ("self", mandate.number, applicant.name)
    assert theirs.code.startswith("119***")
    events = Event.objects.filter(chain=mandate.chain).order_by("seq")
    assert [each.code for each in events] == ["mandate.given", "mandate.accepted"]
    for each in events:
        assert son.person.citizen_id not in each.data


def test_what_was_given_never_changes(applicant: User, son: User, stranger: User) -> None:
    mandate = make_mandate(applicant, son, Power.FOLLOW)
    for change in ({"powers": ["apply"]}, {"agent": stranger}, {"valid_to": date(2030, 1, 1)}):
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            Mandate.objects.filter(pk=mandate.pk).update(**change)


def test_an_offer_can_be_declined_or_taken_back_once(applicant: User, son: User) -> None:
    declined = actions.give(terms(), by=applicant, to=named(son), at=AT)
    actions.decline(declined, by=son, at=AT)
    taken_back = actions.give(terms(), by=applicant, to=named(son), at=AT)
    actions.revoke(taken_back, by=applicant, at=AT)
    for mandate in (declined, taken_back):
        with pytest.raises(NotAllowedNow):
            actions.accept(mandate, by=son, at=AT)
        assert len(identities_of(son, DAY)) == 1


def test_both_can_end_it_and_nobody_else(applicant: User, son: User, stranger: User) -> None:
    first, second = make_mandate(applicant, son), make_mandate(applicant, son)
    for user in (stranger, son):
        with pytest.raises(NotAllowedNow):
            actions.revoke(first, by=user, at=AT)
    with pytest.raises(NotAllowedNow):
        actions.resign(first, by=applicant, at=AT)
    actions.revoke(first, by=applicant, reason="不用了", at=AT)
    actions.resign(second, by=son, at=AT)
    assert len(identities_of(son, DAY)) == 1
    with pytest.raises(NotAllowedNow):
        actions.revoke(first, by=applicant, at=AT)


@pytest.mark.parametrize(
    ("day", "may_act"),
    [(date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2026, 3, 31), True),
     (date(2026, 4, 1), False)],
)  # fmt: skip
def test_a_mandate_holds_from_a_day_until_another(day: date, may_act: bool) -> None:
    company = make_company()
    head, agent = make_head(company), make_person("agent")
    make_mandate(
        head, agent, company=company, valid_from=date(2026, 3, 1), valid_to=date(2026, 4, 1),
        at=AT - timedelta(days=1),
    )  # fmt: skip
    assert (len(identities_of(agent, day)) == 2) is may_act
    if may_act:
        assert identity_for(agent, company.uscc, day).company == company
    else:
        with pytest.raises(Mandate.DoesNotExist):
            identity_for(agent, company.uscc, day)


def test_a_head_gives_and_ends_the_mandates_of_his_company_only(
    company_agent: User, son: User
) -> None:
    company, other = make_company(), make_company(name="另一家有限公司（示例）")
    head = make_head(company)
    mandate = make_mandate(head, son, company=company)
    assert mandate.kind == MandateKind.EMPLOYEE
    given = Event.objects.get(chain=mandate.chain, seq=1)
    assert json.loads(given.data)["for"]["name"] == company.name
    for user, whose in ((company_agent, company), (head, other)):
        with pytest.raises(MandateRefused):
            actions.give(terms(), by=user, to=named(son), company=whose, at=AT)
    with pytest.raises(NotAllowedNow):
        actions.revoke(mandate, by=company_agent, at=AT)
    own = Mandate.objects.get(agent=head)
    with pytest.raises(NotAllowedNow):
        actions.revoke(own, by=head, at=AT)
    actions.revoke(mandate, by=head, at=AT)


def test_somebody_elses_mandate_looks_like_none(
    applicant: User, son: User, stranger: User, counter_clerk: Officer
) -> None:
    mandate = make_mandate(applicant, son)
    for user in (stranger, counter_clerk.user, AnonymousUser()):
        with pytest.raises(Mandate.DoesNotExist):
            mandate_for(user, mandate.number, DAY)
        assert identities_of(user, DAY)[1:] == []


def test_nobody_mandates_himself_or_a_wrong_number_or_without_an_identity(
    applicant: User, son: User
) -> None:
    with pytest.raises(MandateRefused):
        actions.give(terms(), by=applicant, to=named(applicant), at=AT)
    with pytest.raises(InvalidIdentity):
        actions.give(terms(), by=applicant, to=AgentNamed(son.name, "123"), at=AT)
    nameless = User.objects.create_user("nameless", None, name="示例·无名", kind=UserKind.APPLICANT)
    with pytest.raises(MandateRefused):
        actions.give(terms(), by=nameless, to=named(son), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.register(
            terms(), kind=MandateKind.EMPLOYEE, agent=son,
            principal=applicant, by=SYSTEM, at=AT,
        )  # fmt: skip


def test_so_many_offers_may_wait(applicant: User) -> None:
    for _ in range(MOST_OFFERS):
        actions.give(terms(), by=applicant, to=AgentNamed("某人", make_citizen_id()), at=AT)
    with pytest.raises(DomainError, match="收回"):
        actions.give(terms(), by=applicant, to=AgentNamed("某人", make_citizen_id()), at=AT)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (Terms((), DAY, date(2027, 1, 1)), ("powers", Reason.NO_POWER)),
        (Terms(ALL, DAY, date(2027, 1, 1), covers_all=False), ("items", Reason.NO_ITEM)),
        (Terms(ALL, DAY, None), ("valid_to", Reason.NO_END)),
        (Terms(ALL, DAY, DAY), ("valid_to", Reason.ENDS_FIRST)),
        (Terms(ALL, DAY - timedelta(days=1), date(2027, 1, 1)), ("valid_from", Reason.BEGAN)),
        (Terms(ALL, DAY, date(2036, 1, 1)), ("valid_to", Reason.TOO_LONG)),
    ],
)
def test_a_mandate_states_powers_scope_and_time(
    applicant: User, son: User, given: Terms, problem: tuple[str, Reason]
) -> None:
    assert list(problems_of(given, on=DAY)) == [problem]
    with pytest.raises(NotLawful):
        actions.give(given, by=applicant, to=named(son), at=AT)


def test_the_ledger_hears_once_that_a_mandate_is_over(applicant: User, son: User) -> None:
    mandate = make_mandate(applicant, son, valid_to=date(2026, 4, 1))
    later = AT + timedelta(days=40)
    assert [actions.close_ended(at=each) for each in (AT, later, later)] == [0, 1, 0]
    assert mandate.state(later.date()) == State.ENDED
