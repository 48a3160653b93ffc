"""The tests' database: migrated once into a template, copied for each worker.

A copy takes some 30 ms, so a test that commits gets a fresh one afterwards: the ledger refuses to
be emptied, and rows that migrations wrote are back.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.db import connection, connections
from psycopg import sql

import onewindow
from onewindow.config import migrating

PACKAGE = Path(onewindow.__file__).parent
LIBRARIES = ("django", "django-allauth", "django-axes", "procrastinate", "django-pgtrigger")


def copy_template(name: str) -> None:
    """Replace this process's test database by a fresh copy of the migrated template."""
    template = _template_name()
    connections.close_all()
    with _administrator():
        if not _exists(template):
            with _lock():
                if not _exists(template):
                    _build(template)
        _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        _execute("CREATE DATABASE {} TEMPLATE {}", name, template)
    connection.settings_dict["NAME"] = name


def drop(name: str) -> None:
    """Remove a test database."""
    connections.close_all()
    with _administrator():
        _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextmanager
def empty(name: str) -> Iterator[None]:
    """Connect to a new database without tables, inside the block."""
    before = connection.settings_dict["NAME"]
    with _administrator():
        _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        _execute("CREATE DATABASE {}", name)
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        drop(name)
        connection.settings_dict["NAME"] = before


def _build(template: str) -> None:
    unfinished = f"{template}_new"
    _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", unfinished)
    _execute("CREATE DATABASE {}", unfinished)
    connection.close()
    connection.settings_dict["NAME"] = unfinished
    migrating.apply_missing()
    connection.close()
    connection.settings_dict["NAME"] = "postgres"
    _execute("ALTER DATABASE {} RENAME TO {}", unfinished, template)


def _template_name() -> str:
    """Name the template after everything that shapes it."""
    digest = hashlib.sha256()
    own = Path(migrating.__file__)
    for path in sorted([*PACKAGE.glob("*/migrations/*"), *PACKAGE.rglob("*.sql"), own]):
        if path.is_file():
            digest.update(f"{path.name}\0".encode() + path.read_bytes())
    digest.update("".join(version(library) for library in LIBRARIES).encode())
    return f"onewindow_template_{digest.hexdigest()[:12]}"


@contextmanager
def _administrator() -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = "postgres"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@contextmanager
def _lock() -> Iterator[None]:
    with Path(os.environ["ONEWINDOW_HOME"], "template.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _exists(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _execute(statement: str, *names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
