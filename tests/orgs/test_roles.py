"""Who is an officer, what he may do and when."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from onewindow.accounts.models import User
from onewindow.orgs.access import has_role, officer_for
from onewindow.orgs.models import Officer, OfficerRole, Role
from tests.cast import make_department, make_officer, make_post

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def test_an_officer_is_found_by_his_account(counter_clerk: Officer) -> None:
    assert officer_for(counter_clerk.user) == counter_clerk


def test_everybody_else_looks_like_nobody(applicant: User, stranger: User) -> None:
    for user in (applicant, stranger, AnonymousUser()):
        with pytest.raises(Officer.DoesNotExist):
            officer_for(user)


def test_a_retired_officer_is_nobody(counter_clerk: Officer) -> None:
    Officer.objects.filter(pk=counter_clerk.pk).update(is_active=False)
    with pytest.raises(Officer.DoesNotExist):
        officer_for(counter_clerk.user)


def test_an_officer_whose_account_is_closed_is_nobody(counter_clerk: Officer) -> None:
    User.objects.filter(pk=counter_clerk.user_id).update(is_active=False)
    with pytest.raises(Officer.DoesNotExist):
        officer_for(counter_clerk.user)
    assert not Officer.objects.in_post(counter_clerk.department.code).exists()


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_a_role_is_held_from_a_day_until_another(day: date, *, held: bool) -> None:
    officer = make_officer("somebody")
    OfficerRole.objects.create(
        officer=officer,
        role=Role.REVIEWER,
        valid_from=date(2026, 3, 1),
        valid_to=date(2026, 4, 1),
    )
    assert has_role(officer, Role.REVIEWER, day) is held
    assert officer.role_codes(day) == (frozenset({"reviewer"}) if held else frozenset())
    assert Officer.objects.with_role(Role.REVIEWER, day).exists() is held
    assert not has_role(officer, Role.DECIDER, day)


def test_a_role_that_ends_before_it_begins_is_refused() -> None:
    officer = make_officer("somebody")
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficerRole.objects.create(
            officer=officer, role=Role.REVIEWER, valid_from=DAY, valid_to=DAY
        )


def test_an_applicants_account_becomes_no_officer(applicant: User) -> None:
    with pytest.raises(IntegrityError, match="official"), transaction.atomic():
        Officer.objects.create(user=applicant, department=make_department())


def test_posts_of_two_departments_are_two(reviewer: Callable[[str], Officer]) -> None:
    here, there = reviewer("scjg"), reviewer("wjw")
    assert list(Officer.objects.in_post(here.department.code, "review")) == [here]
    assert here.holds_post("review")
    assert not here.holds_post("decision")
    here.posts.add(make_post(there.department, "decision"))
    assert not here.holds_post("decision")


def test_the_ledger_names_an_officer_with_his_department(counter_clerk: Officer) -> None:
    actor = counter_clerk.actor
    assert (actor.code, actor.unit) == ("officer/counter.clerk", counter_clerk.department.code)
    assert actor.name == counter_clerk.user.name
