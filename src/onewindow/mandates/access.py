"""In whose name somebody may apply, and whose mandates he sees."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from onewindow.accounts.models import Company, User
from onewindow.mandates.models import Mandate, MandateKind, MandateQuerySet, Power

SELF = "self"


@dataclass(frozen=True)
class Identity:
    """In whose name an application is handed in: his own, a company's, or another person's."""

    user: User
    company: Company | None = None
    principal: User | None = None
    mandate: Mandate | None = None

    @property
    def key(self) -> str:
        """What a form sends: `self`, the company's credit code, or the number of the mandate."""
        if self.company is not None:
            return self.company.uscc
        return self.mandate.number if self.mandate is not None else SELF

    @property
    def name(self) -> str:
        """The applicant's name."""
        return self.company.name if self.company else (self.principal or self.user).name

    @property
    def code(self) -> str:
        """The credit code, or the masked citizen ID."""
        if self.company:
            return self.company.uscc
        person = self.principal or self.user
        return person.person.masked_citizen_id if hasattr(person, "person") else ""


def identities_of(
    user: User | AnonymousUser, on: date, *, item: int | None = None
) -> list[Identity]:
    """Return himself, then the companies and people he may apply for on a day; none: an official.

    With an item only those whose mandate covers it; each company and person is there once.
    """
    if not isinstance(user, User) or not user.is_applicant:
        return []
    held = Mandate.objects.in_force(on).with_power(Power.APPLY).filter(agent=user)
    if item is not None:
        held = held.covering(item)
    listed = held.select_related("company", "principal__person").order_by("pk")
    return [Identity(user), *_once(user, sorted(listed, key=lambda each: each.giver_name))]


def _once(user: User, held: list[Mandate]) -> Iterator[Identity]:
    seen = set()
    # A head of a company is that first, whatever else it lets him do.
    for each in sorted(held, key=lambda one: one.kind != MandateKind.REPRESENTATIVE):
        if each.giver.code not in seen:
            seen.add(each.giver.code)
            yield Identity(user, each.company, each.principal, each)


def identity_for(
    user: User | AnonymousUser, key: str, on: date, *, item: int | None = None
) -> Identity:
    """Return the identity a form names; raise Mandate.DoesNotExist when it is not his."""
    for identity in identities_of(user, on, item=item):
        if identity.key == key:
            return identity
    raise Mandate.DoesNotExist


def companies_led_by(user: User | AnonymousUser, on: date) -> list[Company]:
    """Return the companies in whose name he may give and end mandates on a day: as their head."""
    if not isinstance(user, User):
        return []
    heads = Mandate.objects.in_force(on).filter(agent=user, kind=MandateKind.REPRESENTATIVE)
    return list(Company.objects.filter(pk__in=heads.values("company")).order_by("name"))


def given_by(user: User | AnonymousUser, on: date) -> MandateQuerySet:
    """Return the mandates he gave, and those of the companies he leads."""
    if not isinstance(user, User) or not user.is_applicant:
        return Mandate.objects.none()
    led = [company.pk for company in companies_led_by(user, on)]
    given = Q(principal=user) | Q(company__in=led)
    return Mandate.objects.listed().filter(given).order_by("-at", "-pk")


def received_by(user: User | AnonymousUser, on: date) -> MandateQuerySet:
    """Return the mandates he has, and the offers that name him and can still be answered."""
    if not isinstance(user, User) or not user.is_applicant:
        return Mandate.objects.none()
    return Mandate.objects.listed().filter(Q(agent=user) | _offered(user, on)).order_by("-at")


def offer_for(user: User | AnonymousUser, number: str, on: date) -> Mandate:
    """Return an offer that names him; raise Mandate.DoesNotExist for any other."""
    if not isinstance(user, User) or not user.is_applicant:
        raise Mandate.DoesNotExist
    return Mandate.objects.listed().filter(_offered(user, on)).get(number=number)


def mandate_for(user: User | AnonymousUser, number: str, on: date) -> Mandate:
    """Return a mandate of his, given or received; raise Mandate.DoesNotExist otherwise."""
    if not isinstance(user, User) or not user.is_applicant:
        raise Mandate.DoesNotExist
    led = [company.pk for company in companies_led_by(user, on)]
    his = Q(principal=user) | Q(company__in=led) | Q(agent=user) | _offered(user, on)
    return Mandate.objects.listed().filter(his).get(number=number)


def is_giver(user: User, mandate: Mandate, on: date) -> bool:
    """Say whether he may end a mandate as the one who gave it, or as the head of the company."""
    if mandate.company is None:
        return mandate.principal_id == user.pk
    is_own = mandate.kind == MandateKind.REPRESENTATIVE and mandate.agent_id == user.pk
    return not is_own and mandate.company in companies_led_by(user, on)


def mandate_by_code(code: str) -> Mandate:
    """Return the accepted mandate of a code, for whoever holds the paper; raise DoesNotExist."""
    return Mandate.objects.listed().exclude(accepted_at=None).get(code=code)


def _offered(user: User, on: date) -> Q:
    if not hasattr(user, "person"):
        return Q(pk__in=())
    indexes = [bytes(index) for index in user.person.indexes if index]
    waiting = Q(agent=None, accepted_at=None, declined_at=None, revoked_at=None)
    return waiting & Q(answer_by__gte=on, agent_name=user.name, agent_index__in=indexes)
