"""Load applicants from YAML; every row by its natural key, again and again."""

from collections.abc import Iterable
from datetime import datetime
from typing import NotRequired, TypedDict

from django.contrib.auth.hashers import make_password
from django.db import transaction

from onewindow.accounts.models import Company, Person, User, UserKind
from onewindow.events import Actor


class PersonEntry(TypedDict):
    """A natural person with an account."""

    username: str
    name: str
    citizen_id: str
    phone: NotRequired[str]
    address: NotRequired[str]


class AgentEntry(TypedDict):
    """Somebody who acts for a company from a day until another (exclusive, may be empty)."""

    username: str
    valid_from: str
    valid_to: str


class CompanyEntry(TypedDict):
    """A company, and those whom `mandates` lets act for it."""

    name: str
    uscc: str
    legal_representative: str
    address: NotRequired[str]
    phone: NotRequired[str]
    agents: NotRequired[list[AgentEntry]]


@transaction.atomic
def load_persons(entries: Iterable[PersonEntry], *, password: str, by: Actor, at: datetime) -> int:
    """Load people; a new account gets the password; return how many.

    Raise InvalidIdentity, AlreadyRegistered.
    """
    hashed = make_password(password)
    count = 0
    for entry in entries:
        user = User.objects.ensure(
            entry["username"], name=entry["name"], kind=UserKind.APPLICANT, hashed=hashed
        )
        phone, address = entry.get("phone", ""), entry.get("address", "")
        person = Person.objects.filter(user=user).first()
        if person is None:
            number = entry["citizen_id"]
            Person.register(user, citizen_id=number, phone=phone, address=address, by=by, at=at)
        elif (person.phone, person.address) != (phone, address):
            person.change_contact(phone=phone, address=address)
        count += 1
    return count


@transaction.atomic
def load_companies(entries: Iterable[CompanyEntry], *, by: Actor, at: datetime) -> int:
    """Load companies; raise InvalidIdentity; return how many."""
    count = 0
    for entry in entries:
        if not Company.objects.filter(uscc=entry["uscc"]).exists():
            Company.register(
                name=entry["name"],
                uscc=entry["uscc"],
                legal_representative=entry["legal_representative"],
                address=entry.get("address", ""),
                phone=entry.get("phone", ""),
                by=by,
                at=at,
            )
        count += 1
    return count
