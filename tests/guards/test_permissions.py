"""The permission table: every role asks for every address; each cell is what it must get."""

import csv
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
from tests.guards.drawing import drawn_once
from tests.guards.requests import Asked, asked, url_names
from tests.guards.world import World, build_world

TABLE = Path(__file__).with_name("permissions.csv")
ANSWERS = {"200", "302", "400", "404", "405", "422", "sign-in"}
METHODS = ("GET", "POST")


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


ROWS = read_rows()
LISTED = {(row.url, row.method) for row in ROWS}
UNLISTED = [
    Row(url, method, next((row.on for row in ROWS if row.url == url), ""), {})
    for url in url_names()
    for method in METHODS
    if (url, method) not in LISTED
]


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


@pytest.fixture(autouse=True, scope="module")
def _pages_are_drawn_once() -> Iterator[None]:
    with drawn_once():
        yield


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


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_what_the_table_says(
    row: Row, world: World, browsers: dict[str, Client]
) -> None:
    request = asked(row.url, row.on, world)
    got = {
        name: answer(browser, row, request, row.cells[name]) for name, browser in browsers.items()
    }
    assert got == row.cells


@pytest.mark.parametrize("row", UNLISTED, ids=str)
def test_a_method_that_is_not_in_the_table_is_refused(
    row: Row, world: World, browsers: dict[str, Client]
) -> None:
    request = asked(row.url, row.on, world)
    got = {name: answer(browser, row, request) for name, browser in browsers.items()}
    assert set(got.values()) == {"405"}, got
