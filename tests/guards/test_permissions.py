"""The permission table: every role asks for every address; each cell is what it must get.

A quick run asks for each address a few times, at least once for each answer that it has and each
time somebody else; a long one has everybody ask for everything, and draws every page that he gets.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files import File
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from onewindow.design import once
from onewindow.orgs.models import Role
from tests.guards.drawing import Drawn
from tests.guards.requests import Asked, asked, url_names
from tests.guards.world import World, build_world

TABLE = Path(__file__).with_name("permissions.csv")
ANSWERS = {"200", "302", "400", "404", "405", "422", "sign-in"}
METHODS = ("GET", "POST")
ANYBODY, STRANGER = "anonymous", "stranger"


class Row(NamedTuple):
    """One line of the table: an address and a method, about an object, and each role's answer."""

    url: str
    method: str
    on: str
    cells: dict[str, str]

    def __str__(self) -> str:
        return " ".join(part for part in (self.method, self.url, self.on) if part)


def read_rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Row(line.pop("url"), line.pop("method"), line.pop("on"), line)
            for line in csv.DictReader(file)
        ]


def draw_visitors(rows: list[Row]) -> dict[str, tuple[str, ...]]:
    """Choose who asks for each row: nobody, the stranger, and for each answer whoever gets it.

    Of those who get an answer whoever was chosen least so far.
    """
    chosen: Counter[str] = Counter()
    drawn = {}
    for row in rows:
        found: dict[str, str] = {}
        for name in sorted(row.cells, key=lambda name: (name != STRANGER, chosen[name])):
            if name != ANYBODY:
                found.setdefault(row.cells[name], name)
        chosen.update(found.values())
        drawn[str(row)] = (ANYBODY, *found.values())
    return drawn


ROWS = read_rows()
ROLES = tuple(ROWS[0].cells)
LISTED = {(row.url, row.method) for row in ROWS}
REFUSED = dict.fromkeys(ROLES, "405")
UNLISTED = [
    Row(url, method, next((row.on for row in ROWS if row.url == url), ""), REFUSED)
    for url in url_names()
    for method in METHODS
    if (url, method) not in LISTED
]
EVERY = ROWS + UNLISTED
# A method that is refused is refused before anybody looks who asks.
VISITORS = draw_visitors(ROWS) | {
    str(row): (ANYBODY, ROLES[place % len(ROLES)]) for place, row in enumerate(UNLISTED)
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, files: Path
) -> Iterator[World]:
    """Build the world once; everything that a request changes is rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "FILES_ROOT", files)
        yield build_world()
        transaction.set_rollback(True)
    connection.close()


@pytest.fixture(scope="module")
def browsers(world: World) -> Iterator[dict[str, Client]]:
    """Sign everybody in; sessions that are in the cookie spare a query for each cell."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "SESSION_ENGINE", "django.contrib.sessions.backends.signed_cookies")
        yield world.browsers()


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return Drawn()


@pytest.fixture(autouse=True)
def _the_worlds_files(files: Path, _private_files: None) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "FILES_ROOT", files)
        yield


def answer(browser: Client, row: Row, request: Asked, wanted: str = "") -> str:
    """Send one request, undo what it did, and say what it got."""
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    rewind(request)
    # A key is for what is done, to see that it is done once.
    key = {once.HEADER: uuid4().hex} if wanted == "302" else {}
    with transaction.atomic():
        response = (
            browser.get(request.path(row.url))
            if row.method == "GET"
            else browser.post(request.path(row.url), request.form, headers=key)
        )
        if (row.method, response.status_code) == ("POST", 302) and cookies and key:
            assert (
                row.url in once.WITHOUT
                or comes_again(browser, row, request, key) == response["Location"]
            )
        transaction.set_rollback(True)
    browser.cookies = SimpleCookie(cookies)
    response.getvalue()  # Reads a file to its end, which closes it.
    if response.status_code == 302 and response["Location"].startswith("/accounts/login/"):
        return "sign-in"
    return str(response.status_code)


def rewind(request: Asked) -> None:
    """Let the files of a form be sent again."""
    for sent in request.form.values():
        if isinstance(sent, File):
            sent.seek(0)


def comes_again(browser: Client, row: Row, request: Asked, key: dict[str, str]) -> str:
    """Send the same once more with its key; say where it leads, without having done anything."""
    rewind(request)
    response = browser.post(request.path(row.url), request.form, headers=key)
    return response.headers["Location"] if once.REPLAYED in response.headers else "done twice"


def test_the_table_has_every_address_and_role() -> None:
    assert {row.url for row in ROWS} == set(url_names())
    assert len({str(row) for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert set(row.cells.values()) <= ANSWERS, str(row)


def test_the_columns_are_the_cast(world: World) -> None:
    assert all(list(row.cells) == list(world.people) for row in ROWS)
    roles = {role.value for role in Role}
    assert roles <= set(world.people)


def test_a_quick_run_asks_for_every_answer_and_by_everybody() -> None:
    assert {name for visitors in VISITORS.values() for name in visitors} == set(ROLES)
    for row in EVERY:
        assert {row.cells[name] for name in VISITORS[str(row)]} == set(row.cells.values()), str(row)


@pytest.mark.parametrize("row", EVERY, ids=str)
def test_each_answer_is_what_the_table_says(
    row: Row, world: World, browsers: dict[str, Client], drawn: Drawn
) -> None:
    request = asked(row.url, row.on, world)
    wanted = {name: row.cells[name] for name in VISITORS[str(row)]}
    with drawn.once():
        got = {name: answer(browsers[name], row, request, wanted[name]) for name in wanted}
    assert got == wanted


@pytest.mark.long
@pytest.mark.parametrize("name", ROLES)
def test_everybody_gets_what_the_table_says(
    name: str, world: World, browsers: dict[str, Client]
) -> None:
    wanted = {str(row): row.cells[name] for row in EVERY}
    got = {
        str(row): answer(browsers[name], row, asked(row.url, row.on, world), row.cells[name])
        for row in EVERY
    }
    assert got == wanted
