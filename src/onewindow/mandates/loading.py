"""Load who acts for whom from YAML; every row by who, for whom and since when, again and again."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from onewindow.accounts.loading import CompanyEntry
from onewindow.accounts.models import Company, User
from onewindow.events import Actor
from onewindow.mandates.actions import register
from onewindow.mandates.models import Mandate, MandateKind, Power
from onewindow.mandates.rules import Terms

ALL_POWERS = tuple(Power.values)


@transaction.atomic
def load_agents(entries: Iterable[CompanyEntry], *, by: Actor, at: datetime) -> int:
    """Load who acts for companies; whoever bears the name of its head is its head.

    Return how many were new.
    """
    count = 0
    for entry in entries:
        company = Company.objects.get(uscc=entry["uscc"])
        for agent in entry.get("agents", []):
            user = User.objects.get(username=agent["username"])
            valid_from = date.fromisoformat(agent["valid_from"])
            until = date.fromisoformat(agent["valid_to"]) if agent["valid_to"] else None
            count += name_agent(company, user, valid_from=valid_from, valid_to=until, by=by, at=at)
    return count


def name_agent(
    company: Company,
    user: User,
    *,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> bool:
    """Record whom a company's registration names; return False when it is known already."""
    if Mandate.objects.filter(company=company, agent=user, valid_from=valid_from).exists():
        return False
    is_head = company.legal_representative == user.name
    kind = MandateKind.REPRESENTATIVE if is_head else MandateKind.EMPLOYEE
    terms = Terms(ALL_POWERS, valid_from, valid_to)
    register(terms, kind=kind, agent=user, company=company, by=by, at=at)
    return True
