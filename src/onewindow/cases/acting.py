"""As whom an applicant's side does something with a case: himself, or by a mandate."""

import copy
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from onewindow.accounts.models import User
from onewindow.cases.models import Case
from onewindow.events import Actor
from onewindow.mandates.acting import hold_mandate
from onewindow.mandates.models import Mandate, Power

NOTHING = Q(pk__in=())


def actor_for(case: Case, user: User, power: Power, *, at: datetime) -> Actor:
    """Return as whom a user does something with a case; raise NotMandated when nothing lets him.

    Inside a transaction the mandate stays locked until its end: a revocation comes before or
    after. What is recorded by this actor says for whom it was done.
    """
    if case.company_id is None and case.applicant_id == user.pk:
        return user.actor
    principal = case.applicant if case.company_id is None else None
    mandate = hold_mandate(
        user, case.version.item_id, company=case.company, principal=principal, power=power, at=at
    )
    return mandate.actor(user)


@contextmanager
def acting(case: Case, user: User, power: Power, *, at: datetime) -> Iterator[User]:
    """Run in a transaction that holds the mandate; yield the user, acting for whom it says.

    Raise NotMandated when nothing lets him.
    """
    with transaction.atomic():
        agent = copy.copy(user)
        agent.on_behalf = actor_for(case, user, power, at=at).on_behalf
        yield agent


def powers_over(case: Case, user: User, on: date) -> frozenset[str]:
    """Return what a user may do with a case on a day; everything with his own."""
    if case.company_id is None and case.applicant_id == user.pk:
        return frozenset(Power.values)
    held = Mandate.objects.in_force(on).filter(agent=user, company=case.company_id)
    if case.company_id is None:
        held = held.filter(principal=case.applicant_id)
    rows = held.covering(case.version.item_id).values_list("powers", flat=True)
    return frozenset(power for powers in rows for power in powers)


def own_cases(user: User) -> Q:
    """Return the condition for the cases in his own name, whoever began them."""
    return Q(company=None, applicant=user)


def held_by(user: User, on: date) -> list[Mandate]:
    """Return the mandates that a user has on a day, with their items."""
    return list(Mandate.objects.in_force(on).filter(agent=user).prefetch_related("items"))


def within(held: Iterable[Mandate], power: Power) -> Q:
    """Return the condition for the cases within those mandates that give a power."""
    condition = NOTHING
    for reach in _reaches(each for each in held if power in each.powers):
        condition |= reach.condition()
    return condition


@dataclass
class _Reach:
    """Whose cases, and of which items (none: all)."""

    items: frozenset[int]
    companies: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)

    def condition(self) -> Q:
        """Return the condition for the cases."""
        whose = Q(company__in=self.companies) | Q(company=None, applicant__in=self.people)
        return whose & Q(version__item__in=self.items) if self.items else whose


def _reaches(mandates: Iterable[Mandate]) -> Iterable[_Reach]:
    reaches: dict[frozenset[int], _Reach] = {}
    for each in mandates:
        items = frozenset(() if each.covers_all else (item.pk for item in each.items.all()))
        if not each.covers_all and not items:
            continue
        reach = reaches.setdefault(items, _Reach(items))
        if each.company_id is not None:
            reach.companies.add(each.company_id)
        elif each.principal_id is not None:
            reach.people.add(each.principal_id)
    return reaches.values()


def people_of(case: Case, on: date) -> list[User]:
    """Return who is to hear of a case on a day: the applicant, and who may follow it for him."""
    held = Mandate.objects.in_force(on).with_power(Power.FOLLOW).covering(case.version.item_id)
    if case.company_id is not None:
        agents = held.filter(company=case.company_id)
        return list(User.objects.filter(pk__in=agents.values("agent")).order_by("pk"))
    people = [case.applicant]
    agent = case.agent
    if agent is not None and held.filter(principal=case.applicant_id, agent=agent).exists():
        people.append(agent)
    return people
