"""The standing cast of the tests, named by role, and the builders that make it.

Every builder may be called twice with the same name; passwords cost nothing here.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from itertools import count

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, hashers
from django.db import transaction
from django.test import Client

from onewindow.accounts.models import Company, Person, User, UserKind
from onewindow.events import SYSTEM
from onewindow.kernel.identity import (
    make_citizen_check_char,
    make_organisation_check_char,
    make_uscc_check_char,
)
from onewindow.mandates.loading import name_agent
from onewindow.orgs.models import Department, Level, Officer, OfficerRole, Post, Region, Role

PASSWORD = "a long pass phrase"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SINCE = date(2018, 1, 1)
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
CITY = "999900"
NOWHERE = "119999"

_numbers = count(1)


@pytest.fixture(autouse=True, scope="session")
def cheap_passwords() -> Iterator[None]:
    """Hash passwords in no time; argon2 has its own test."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        patch.setattr(settings, "PASSWORD_HASHERS", cheap)
        hashers.reset_hashers(setting="PASSWORD_HASHERS")
        yield
    hashers.reset_hashers(setting="PASSWORD_HASHERS")


def make_uscc(kind: str = "11") -> str:
    """Return a new, valid credit code of an area that was never given out."""
    body = f"9999{next(_numbers):04d}"
    body += make_organisation_check_char(body)
    code = f"{kind}{NOWHERE}{body}"
    return code + make_uscc_check_char(code)


def make_citizen_id() -> str:
    """Return a new, valid citizen ID of an area that was never given out."""
    number = f"{NOWHERE}19900101{next(_numbers):03d}"
    return number + make_citizen_check_char(number)


def make_region(code: str = CITY, name: str = "示例市", level: Level = Level.CITY) -> Region:
    """Return the region with a code."""
    region, _made = Region.objects.get_or_create(code=code, defaults={"name": name, "level": level})
    return region


def make_department(short_code: str = "scjg", name: str = "", code: str = "") -> Department:
    """Return the department with a short code."""
    found = Department.objects.filter(short_code=short_code).first()
    label = name or f"示例市{short_code}局"
    return found or Department.objects.create(
        code=code or make_uscc(),
        short_code=short_code,
        name=label,
        short_name=label.removeprefix("示例"),
        letter_name=f"示{short_code}",
        region=make_region(),
    )


def make_post(department: Department, code: str = "review", name: str = "审查岗") -> Post:
    """Return the post with a code in a department."""
    post, _made = Post.objects.get_or_create(
        department=department, code=code, defaults={"name": name}
    )
    return post


def make_user(
    username: str, kind: UserKind = UserKind.APPLICANT, *, name: str = "", password: str = PASSWORD
) -> User:
    """Return the account with a user name."""
    found = User.objects.filter(username=username).first()
    label = name or f"示例·{username}"
    return found or User.objects.create_user(username, password, name=label, kind=kind)


def make_person(username: str, *, name: str = "", citizen_id: str = "") -> User:
    """Return an applicant's account with a real identity behind it."""
    user = make_user(username, name=name)
    if not Person.objects.filter(user=user).exists():
        with transaction.atomic():
            number = citizen_id or make_citizen_id()
            Person.register(user, citizen_id=number, phone="15400000001", by=SYSTEM, at=AT)
    return user


def make_company(*agents: User, name: str = "示例商贸有限公司") -> Company:
    """Return a company that the agents act for."""
    company = Company.objects.filter(name=name).first() or Company.register(
        name=name,
        uscc=make_uscc(kind="91"),
        legal_representative="示例·法人",
        by=SYSTEM,
        at=AT,
    )
    for agent in agents:
        name_agent(company, agent, valid_from=SINCE, by=SYSTEM, at=AT)
    return company


def make_officer(
    username: str,
    *roles: Role,
    department: Department | str = "scjg",
    posts: tuple[str, ...] = (),
    name: str = "",
) -> Officer:
    """Return the officer with a user name: in a department, in posts, with roles since 2018."""
    office = make_department(department) if isinstance(department, str) else department
    user = make_user(username, UserKind.OFFICIAL, name=name)
    officer, _made = Officer.objects.get_or_create(user=user, defaults={"department": office})
    officer.posts.add(*(make_post(office, post) for post in posts))
    for role in roles:
        OfficerRole.objects.get_or_create(
            officer=officer, role=role, valid_to=None, defaults={"valid_from": SINCE}
        )
    return officer


def signed_in(somebody: User | Officer | None, **defaults: str) -> Client:
    """Return a browser in which somebody is signed in; None is nobody."""
    client = Client(headers=defaults or None)
    if somebody is not None:
        user = somebody.user if isinstance(somebody, Officer) else somebody
        client.cookies[settings.SESSION_COOKIE_NAME] = make_session(user)
    return client


def make_session(user: User) -> str:
    """Make the session that a sign-in leaves, without all that a sign-in does; return its key."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


@pytest.fixture
def applicant(db: None) -> User:
    """A citizen who applies in his own name."""
    return make_person("applicant", name="示例·申请人")


@pytest.fixture
def company_agent(db: None) -> User:
    """A citizen who applies for a company."""
    user = make_person("company.agent", name="示例·代办人")
    make_company(user)
    return user


@pytest.fixture
def counter_clerk(db: None) -> Officer:
    """Who receives applications at the counter."""
    return make_officer(
        "counter.clerk", Role.COUNTER_CLERK, department="zwj", posts=("acceptance",)
    )


@pytest.fixture
def reviewer(db: None) -> Callable[[str], Officer]:
    """One reviewer per department, by its short code."""
    return lambda department: make_officer(
        f"reviewer.{department}", Role.REVIEWER, department=department, posts=("review",)
    )


@pytest.fixture
def decider(db: None) -> Callable[[str], Officer]:
    """Who decides for a department, by its short code."""
    return lambda department: make_officer(
        f"decider.{department}", Role.DECIDER, department=department, posts=("decision",)
    )


@pytest.fixture
def item_manager(db: None) -> Officer:
    """Who writes a department's items."""
    return make_officer("item.manager", Role.ITEM_MANAGER, posts=("item_management",))


@pytest.fixture
def legal_officer(db: None) -> Officer:
    """Who reviews his own department's items."""
    return make_officer("legal.officer", Role.LEGAL_OFFICER, posts=("legal_review",))


@pytest.fixture
def establishment_officer(db: None) -> Officer:
    """The reviewing office 编办."""
    return make_officer("establishment.officer", Role.ESTABLISHMENT_OFFICE, department="bb")


@pytest.fixture
def legislative_officer(db: None) -> Officer:
    """The reviewing office 法制办."""
    return make_officer("legislative.officer", Role.LEGISLATIVE_OFFICE, department="fzb")


@pytest.fixture
def government_officer(db: None) -> Officer:
    """The reviewing office 政府办."""
    return make_officer("government.officer", Role.GOVERNMENT_OFFICE, department="zfb")


@pytest.fixture
def supervisor(db: None) -> Officer:
    """Who watches all cases and touches none."""
    return make_officer("supervisor", Role.SUPERVISOR, department="jcj")


@pytest.fixture
def administrator(db: None) -> Officer:
    """Who runs the system."""
    return make_officer("administrator", Role.ADMINISTRATOR, department="zwj")


@pytest.fixture
def stranger(db: None) -> User:
    """A citizen who has nothing to do with anything; in every permission test."""
    return make_person("stranger", name="示例·路人")
