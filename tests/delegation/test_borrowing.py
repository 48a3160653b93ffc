"""By a letter or a delegation an officer of another department accepts and decides; not without."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from onewindow.cases import access, actions
from onewindow.cases.models import Case, CaseStep
from onewindow.cases.rules import NotYours
from onewindow.delegation import actions as grants
from onewindow.delegation.models import AuthorisationLetter, Power
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer
from tests.cases.building import (
    MONDAY,
    REVIEWS,
    City,
    build_city,
    make_officer,
    make_reviewed,
    make_submitted,
    step,
)
from tests.cast import make_department
from tests.delegation.granting import TODAY, make_delegation, make_letter

pytestmark = pytest.mark.django_db
NONE: frozenset[str] = frozenset()


@pytest.fixture
def city() -> City:
    return build_city()


@pytest.fixture
def window(city: City) -> Officer:
    """An officer of another department, without any role."""
    return make_officer(make_department("zwj"), "item_manager", "window.chief")


def accept(case: Case, officer: Officer) -> None:
    actions.accept(step(case, "accept"), by=officer, at=MONDAY)


def decide(case: Case, officer: Officer) -> None:
    actions.decide(step(case, "decide"), by=officer, is_granted=True, reason="", at=MONDAY)


def cited(case: Case) -> dict[str, str]:
    """Return what each event says of the letter by which it was done."""
    events = Event.objects.filter(chain=case.chain).order_by("seq")
    said = {f"{event.code} {event.step}".strip(): json.loads(event.data) for event in events}
    return {name: data["authority"] for name, data in said.items() if "authority" in data}


def test_a_letter_lets_him_accept_and_decide_and_the_ledger_names_it(
    city: City, window: Officer
) -> None:
    letter = make_letter(city, window)
    submitted, reviewed = make_submitted(city), make_reviewed(city)
    accept(submitted, window)
    assert cited(submitted) == dict.fromkeys(
        ["step.started accept", "step.completed accept", "case.accepted"], letter.number
    )
    actions.start_step(step(reviewed, "decide"), by=window, at=MONDAY)
    decide(reviewed, window)
    assert cited(reviewed) == dict.fromkeys(
        ["step.started decide", "step.completed decide", "case.decided"], letter.number
    )


def test_whoever_does_his_own_step_needs_no_letter_and_none_is_named(city: City) -> None:
    clerk = city.officer("hall", "counter_clerk")
    make_letter(city, clerk)
    case = make_submitted(city)
    accept(case, clerk)
    assert cited(case) == {}


def letter_of_another_department(city: City, window: Officer) -> None:
    make_letter(city, window, department=make_department("other"))


def letter_for_another_item(city: City, window: Officer) -> None:
    item = build_city().version.item
    item.department = city.version.item.department
    item.save(update_fields=["department"])
    make_letter(city, window, items=(item,))


def item_gone_to_another_department(city: City, window: Officer) -> None:
    item = city.version.item
    make_letter(city, window, items=(item,))
    item.department = make_department("heir")
    item.save(update_fields=["department"])


def letter_revoked(city: City, window: Officer) -> None:
    letter = make_letter(city, window)
    grants.revoke(letter, by=window.actor, reason="岗位调整", at=MONDAY)


def officer_gone(city: City, window: Officer) -> None:
    make_letter(city, window)
    Officer.objects.filter(pk=window.pk).update(is_active=False)


PAPERS: dict[str, Callable[[City, Officer], object]] = {
    "none": lambda city, window: None,
    "other power": lambda city, window: make_letter(city, window, powers=(Power.DECIDE,)),
    "not begun": lambda city, window: make_letter(city, window, valid_from=date(2999, 1, 1)),
    "over since today": lambda city, window: make_letter(
        city, window, valid_from=TODAY - timedelta(days=9), valid_to=TODAY
    ),
    "somebody else's": lambda city, window: make_letter(city, city.officer("traffic", "reviewer")),
    "other department": letter_of_another_department,
    "other item": letter_for_another_item,
    "revoked": letter_revoked,
    "officer gone": officer_gone,
    # He works there, but has not the role to accept.
    "no role": lambda city, window: make_delegation(city, window.department),
    # The last: it leaves the city of the test changed.
    "item moved": item_gone_to_another_department,
}


@pytest.mark.long
def test_without_a_letter_for_this_he_may_not(city: City, window: Officer) -> None:
    for name, paper in PAPERS.items():
        with transaction.atomic():
            paper(city, window)
            refuse_to_accept(make_submitted(city), window, name)
            transaction.set_rollback(True)


def refuse_to_accept(case: Case, window: Officer, name: str) -> None:
    assert case.number is not None
    for verb in (
        accept,
        lambda case, by: actions.start_step(step(case, "accept"), by=by, at=MONDAY),
    ):
        with pytest.raises(NotYours):
            verb(case, window)
    assert step(case, "accept").status == "open", name
    assert not access.work_for(window, NONE).filter(case=case, kind="acceptance").exists(), name
    with pytest.raises(CaseStep.DoesNotExist):
        access.step_for(window, NONE, case.number, "accept")


def test_a_letter_lends_no_step_of_another_department(city: City, window: Officer) -> None:
    make_letter(city, window)
    make_delegation(city, window.department)
    for role in ("reviewer", "decider"):
        window.roles.create(role=role, valid_from=date(2020, 1, 1))
    case = make_submitted(city)
    accept(case, window)
    with pytest.raises(NotYours):
        actions.complete_review(
            step(case, REVIEWS[0]), by=window, outcome="agreed", opinion="", at=MONDAY
        )


def test_a_letter_that_is_revoked_stops_a_step_that_was_taken_up(
    city: City, window: Officer
) -> None:
    letter = make_letter(city, window)
    case = make_submitted(city)
    actions.start_step(step(case, "accept"), by=window, at=MONDAY)
    grants.revoke(letter, by=window.actor, reason="岗位调整", at=MONDAY)
    with pytest.raises(NotYours):
        accept(case, window)
    with pytest.raises(NotAllowedNow):
        grants.revoke(letter, by=window.actor, reason="再撤一次", at=MONDAY)
    # A colleague of the hall takes it over, as from anybody who may not go on.
    clerk = city.officer("hall", "counter_clerk")
    actions.take_over_step(step(case, "accept"), by=clerk, at=MONDAY, reason="授权已撤销")
    accept(case, clerk)


def test_a_street_that_an_item_was_entrusted_to_handles_it(city: City) -> None:
    street = make_department("street")
    clerk, decider = (
        make_officer(street, role, f"street.{role}") for role in ("counter_clerk", "decider")
    )
    delegation = make_delegation(city, street)
    case = make_submitted(city)
    with pytest.raises(NotYours):
        accept(case, decider)
    accept(case, clerk)
    assert set(cited(case).values()) == {delegation.number}
    reviewed = make_reviewed(city)
    decide(reviewed, decider)
    grants.revoke(delegation, by=clerk.actor, reason="承接能力不足", at=MONDAY)
    with pytest.raises(NotYours):
        accept(make_submitted(city), clerk)


@pytest.mark.long
def test_lists_and_cases_show_what_he_may_do_and_no_more(city: City, window: Officer) -> None:
    make_letter(city, window, powers=(Power.ACCEPT,), items=(city.version.item,))
    case, reviewed = make_submitted(city), make_reviewed(city)
    other = make_submitted(build_city())
    assert case.number is not None
    assert [each.case for each in access.work_for(window, NONE)] == [case]
    assert set(access.cases_for(window, NONE)) == {case, reviewed}
    assert access.step_for(window, NONE, case.number, "accept") == step(case, "accept")
    authority = access.authority_over(window, NONE, step(case, "accept"))
    assert authority is not None
    assert authority.power == Power.ACCEPT
    assert access.authority_over(window, NONE, step(reviewed, "decide")) is None
    assert other not in access.cases_for(window, NONE)


def test_what_was_granted_does_not_change(city: City, window: Officer) -> None:
    letter = make_letter(city, window)
    for change in ({"valid_to": date(2030, 1, 1)}, {"covers_all": False}):
        with pytest.raises(IntegrityError, match="revoke it"), transaction.atomic():
            AuthorisationLetter.objects.filter(pk=letter.pk).update(**change)
    with pytest.raises(IntegrityError, match="revoke it"), transaction.atomic():
        letter.delete()


def test_only_the_items_department_lends_it(city: City, window: Officer) -> None:
    with pytest.raises(DomainError, match="本部门的事项"):
        make_letter(city, window, department=make_department("other"), items=(city.version.item,))
