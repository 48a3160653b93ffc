"""Give mandates in tests, as people do."""

from datetime import date, datetime

from onewindow.accounts.models import Company, User
from onewindow.mandates import actions
from onewindow.mandates.actions import AgentNamed
from onewindow.mandates.models import Mandate, Power
from onewindow.mandates.rules import Terms
from tests.cast import AT, SINCE

ALL = (Power.APPLY, Power.FOLLOW, Power.COLLECT)
FIRST = AT.date()
UNTIL = date(2028, 1, 1)


def named(agent: User) -> AgentNamed:
    """Name an agent by his citizen ID."""
    return AgentNamed(agent.name, agent.person.citizen_id)


def terms(
    *powers: Power, valid_from: date = FIRST, valid_to: date = UNTIL, covers_all: bool = True
) -> Terms:
    """Return terms that nothing is wrong with."""
    chosen = tuple(power.value for power in powers or ALL)
    return Terms(chosen, valid_from, valid_to, covers_all, () if covers_all else (1,))


def make_mandate(
    giver: User,
    agent: User,
    *powers: Power,
    company: Company | None = None,
    items: tuple[int, ...] = (),
    at: datetime = AT,
    valid_from: date = FIRST,
    valid_to: date = UNTIL,
) -> Mandate:
    """Return a mandate that was given and accepted."""
    from onewindow.catalogue.models import ServiceItem

    chosen = tuple(power.value for power in powers or ALL)
    mandate = actions.give(
        Terms(chosen, valid_from, valid_to, not items, items), by=giver, to=named(agent),
        company=company, items=list(ServiceItem.objects.filter(pk__in=items)), at=at,
    )  # fmt: skip
    return actions.accept(mandate, by=agent, at=at)


def make_head(company: Company) -> User:
    """Return the account of a company's legal representative, who gives its mandates."""
    from onewindow.events import SYSTEM
    from onewindow.mandates.loading import name_agent
    from tests.cast import make_person

    head = make_person(f"head.{company.uscc}", name=company.legal_representative)
    name_agent(company, head, valid_from=SINCE, by=SYSTEM, at=AT)
    return head
