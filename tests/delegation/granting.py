"""Builders of papers for the small city of the case tests."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from onewindow.catalogue.models import ServiceItem
from onewindow.delegation import actions
from onewindow.delegation.actions.authorising import Mandate
from onewindow.delegation.models import AuthorisationLetter, Delegation, DelegationKind, Power
from onewindow.orgs.models import Department, Officer
from tests.cases.building import MONDAY, City

TODAY = localdate(MONDAY)
# When papers are recorded, whatever days they are for.
BEFORE = MONDAY - timedelta(days=30)
# Lists go by the clock on the wall: the papers of the tests never end by themselves.
LAST = date(2999, 12, 31)


def make_letter(
    city: City,
    officer: Officer,
    *,
    powers: tuple[Power, ...] = (Power.ACCEPT, Power.DECIDE),
    items: tuple[ServiceItem, ...] = (),
    department: Department | None = None,
    valid_from: date = TODAY,
    valid_to: date = LAST,
) -> AuthorisationLetter:
    """Issue a letter of the item's department (or another) to an officer."""
    mandate = Mandate(powers, valid_from, valid_to, items)
    owner = department or city.version.item.department
    by = city.officer("lead", "decider").actor
    return actions.authorise(owner, officer, mandate, by=by, at=BEFORE)


def make_delegation(
    city: City,
    to: Department,
    *,
    powers: tuple[Power, ...] = tuple(Power),
    item: ServiceItem | None = None,
    valid_from: date = TODAY,
    valid_to: date | None = LAST,
) -> Delegation:
    """Entrust the city's item (or another) to a department."""
    handover = actions.Handover(
        kind=DelegationKind.ENTRUSTED,
        powers=powers,
        basis="《示例条例》第十条",
        filing_number="示备〔2026〕1号",
        filed_on=localdate(BEFORE),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    owned = item or city.version.item
    by = city.officer("lead", "decider").actor
    return actions.delegate(owned, handover, to=to, giver=owned.department, by=by, at=BEFORE)
