"""Load departments, officers and halls from YAML; every row by its natural key, again and again."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import NotRequired, TypedDict

from django.contrib.auth.hashers import make_password
from django.db import transaction

from onewindow.accounts.models import User, UserKind
from onewindow.accounts.names import check_name
from onewindow.kernel.identity import check_uscc
from onewindow.orgs.models import (
    Department,
    Hall,
    HallOpening,
    Officer,
    OfficerRole,
    Post,
    Region,
    Role,
)


class PostEntry(TypedDict):
    """A post of a department."""

    code: str
    name: str


class DepartmentEntry(TypedDict):
    """A department; `parent` is the short code of one listed before it."""

    short_code: str
    code: str
    name: str
    short_name: str
    aliases: NotRequired[list[str]]
    letter_name: NotRequired[str]
    region: NotRequired[str]
    parent: NotRequired[str]
    phone: NotRequired[str]
    email: NotRequired[str]
    address: NotRequired[str]
    reconsideration_body: NotRequired[str]
    posts: NotRequired[list[PostEntry]]


class OfficerEntry(TypedDict):
    """An officer; department and posts by their short codes, roles by theirs."""

    username: str
    name: str
    department: str
    posts: NotRequired[list[str]]
    roles: NotRequired[list[str]]
    hall: NotRequired[str]
    title: NotRequired[str]
    phone: NotRequired[str]


# "from" is the data's own word and no name a class can have.
OpeningEntry = TypedDict("OpeningEntry", {"weekdays": list[int], "from": str, "to": str})


class HallEntry(TypedDict):
    """A hall and when it is open."""

    code: str
    name: str
    region: str
    department: NotRequired[str]
    address: NotRequired[str]
    phone: NotRequired[str]
    traffic: NotRequired[str]
    opening_hours: NotRequired[str]
    schedule: NotRequired[list[OpeningEntry]]


@transaction.atomic
def load_departments(entries: Iterable[DepartmentEntry], *, region: str) -> int:
    """Load departments with their posts into a region (its code); return how many.

    Raise InvalidIdentity for a wrong credit code, UnprintableName for a name that its letters
    could not show.
    """
    count = 0
    for entry in entries:
        check_name(entry["name"] + entry.get("letter_name", ""))
        check_name(entry.get("reconsideration_body", ""))
        parent = entry.get("parent")
        department, _made = Department.objects.update_or_create(
            code=check_uscc(entry["code"]),
            defaults={
                "short_code": entry["short_code"],
                "name": entry["name"],
                "short_name": entry["short_name"],
                "aliases": entry.get("aliases", []),
                "letter_name": entry.get("letter_name", ""),
                "region": Region.objects.get(code=entry.get("region", region)),
                "parent": Department.objects.get(short_code=parent) if parent else None,
                "phone": entry.get("phone", ""),
                "email": entry.get("email", ""),
                "address": entry.get("address", ""),
                "reconsideration_body": entry.get("reconsideration_body", ""),
            },
        )
        for post in entry.get("posts", []):
            Post.objects.update_or_create(
                department=department, code=post["code"], defaults={"name": post["name"]}
            )
        count += 1
    return count


@transaction.atomic
def load_halls(entries: Iterable[HallEntry]) -> int:
    """Load halls with their opening hours; return how many."""
    count = 0
    for entry in entries:
        owner = entry.get("department")
        hall, _made = Hall.objects.update_or_create(
            code=entry["code"],
            defaults={
                "name": entry["name"],
                "region": Region.objects.get(code=entry["region"]),
                "department": Department.objects.get(short_code=owner) if owner else None,
                "address": entry.get("address", ""),
                "phone": entry.get("phone", ""),
                "traffic": entry.get("traffic", ""),
                "opening_hours": entry.get("opening_hours", ""),
            },
        )
        hall.openings.all().delete()
        HallOpening.objects.bulk_create(
            HallOpening(
                hall=hall,
                weekday=weekday,
                opens_at=time.fromisoformat(opening["from"]),
                closes_at=time.fromisoformat(opening["to"]),
            )
            for opening in entry.get("schedule", [])
            for weekday in opening["weekdays"]
        )
        count += 1
    return count


@transaction.atomic
def load_officers(entries: Iterable[OfficerEntry], *, password: str | None, on: date) -> int:
    """Load officers; a new account gets the password, new roles begin on a day; return how many.

    Without a password nobody can sign in yet. One that somebody has changed since stays. Raise
    AlreadyRegistered when an applicant has the user name, or it is taken in another case.
    """
    # One hash for all: they share the password anyway, and argon2 is slow on purpose.
    hashed = make_password(password)
    count = 0
    for entry in entries:
        user = User.objects.ensure(
            entry["username"], name=entry["name"], kind=UserKind.OFFICIAL, hashed=hashed
        )
        hall = entry.get("hall")
        department = Department.objects.get(short_code=entry["department"])
        officer, _made = Officer.objects.update_or_create(
            user=user,
            defaults={
                "department": department,
                "hall": Hall.objects.get(code=hall) if hall else None,
                "title": entry.get("title", ""),
                "phone_cipher": Officer.sealed_phone(user, entry.get("phone", "")),
                "plain_phone": "",
            },
        )
        officer.posts.set(_posts(department, entry.get("posts", [])))
        _set_roles(officer, [Role(role) for role in entry.get("roles", [])], on)
        count += 1
    return count


def _posts(department: Department, codes: Sequence[str]) -> list[Post]:
    return [Post.objects.get(department=department, code=code) for code in codes]


def _set_roles(officer: Officer, roles: Sequence[Role], on: date) -> None:
    """Begin the roles that are new and end those that are gone; history stays."""
    for role in roles:
        OfficerRole.objects.get_or_create(
            officer=officer, role=role, valid_to=None, defaults={"valid_from": on}
        )
    gone = officer.roles.filter(valid_to=None).exclude(role__in=roles)
    gone.filter(valid_from__gte=on).delete()
    gone.filter(valid_from__lt=on).update(valid_to=on)
