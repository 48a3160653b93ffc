"""In whose name somebody may apply."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from onewindow.accounts.models import Company, User

SELF = "self"


@dataclass(frozen=True)
class Identity:
    """In whose name an application is handed in: the user's own, or a company's."""

    user: User
    company: Company | None = None

    @property
    def key(self) -> str:
        """What a form sends: `self`, or the company's credit code."""
        return self.company.uscc if self.company else SELF

    @property
    def name(self) -> str:
        """The applicant's name."""
        return self.company.name if self.company else self.user.name

    @property
    def code(self) -> str:
        """The credit code, or the masked citizen ID."""
        if self.company:
            return self.company.uscc
        return self.user.person.masked_citizen_id if hasattr(self.user, "person") else ""


def identities_of(user: User | AnonymousUser, on: date) -> list[Identity]:
    """Return himself, then the companies he may act for on a day; nothing for an official."""
    if not isinstance(user, User) or not user.is_applicant:
        return []
    companies = Company.objects.acted_for_by(user, on).order_by("name")
    return [Identity(user), *(Identity(user, company) for company in companies)]


def identity_for(user: User | AnonymousUser, key: str, on: date) -> Identity:
    """Return the identity a form names; raise Company.DoesNotExist when it is not his."""
    for identity in identities_of(user, on):
        if identity.key == key:
            return identity
    raise Company.DoesNotExist
