"""A mandate and an offer for the permission table."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.timezone import localdate, now

from onewindow.accounts.models import Company, User
from onewindow.catalogue.models import ItemVersion
from onewindow.events import SYSTEM
from onewindow.mandates import actions
from onewindow.mandates.loading import name_agent
from onewindow.mandates.models import Mandate, Power
from onewindow.orgs.models import Officer
from tests import cast
from tests.mandates.giving import make_mandate, named, terms

People = dict[str, Officer | User | None]


@dataclass(frozen=True)
class Mandates:
    """From the applicant: one that the company's agent holds, for another item, and an offer."""

    given: Mandate
    offered: Mandate


def make_mandates(people: People, version: ItemVersion) -> Mandates:
    """Give both; the mandate opens none of the cases of the table."""
    applicant, agent, stranger = (
        _user(people, name) for name in ("applicant", "company_agent", "stranger")
    )
    given = make_mandate(applicant, agent, Power.FOLLOW, items=(version.item_id,))
    until = localdate() + timedelta(days=30)
    asked = terms(valid_from=localdate(), valid_to=until)
    return Mandates(given, actions.give(asked, by=applicant, to=named(stranger), at=now()))


def mandate_form() -> dict[str, object]:
    """Return what somebody fills in to give one."""
    today = localdate()
    return {
        "giver": "self",
        "name": "示例·某人",
        "number": cast.make_citizen_id(),
        "powers": ["follow"],
        "scope": "all",
        "valid_from": today.isoformat(),
        "last_day": (today + timedelta(days=30)).isoformat(),
        "sign": "on",
    }


def make_left(agent: User) -> Company:
    """Return a company that somebody acted for until April 2026."""
    company = cast.make_company(name="旧东家有限公司（示例）")
    until = cast.AT.date() + timedelta(days=30)
    name_agent(company, agent, valid_from=cast.SINCE, valid_to=until, by=SYSTEM, at=cast.AT)
    return company


def _user(people: People, name: str) -> User:
    user = people[name]
    assert isinstance(user, User)
    return user
