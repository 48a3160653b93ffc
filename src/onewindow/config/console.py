"""What the commands of `onewindow` share: Django with its database, answers, plain failures."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

import typer


def open_database() -> None:
    """Set up Django and hold the embedded PostgreSQL; raise BadEnvironment when it cannot run."""
    from onewindow.config import embedded

    embedded.ensure()
    set_up()


def set_up() -> None:
    """Set up Django for a command that needs no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def answer(data: Mapping[str, object] | Sequence[object], *, as_json: bool, text: str) -> None:
    """Print an answer for a program or for a person."""
    typer.echo(json.dumps(data, ensure_ascii=False) if as_json else text)


def fail(message: str) -> NoReturn:
    """Say on standard error what went wrong and end the command with exit code 1."""
    typer.echo(message, err=True)
    raise typer.Exit(1)


def explain(error: Exception) -> str | None:
    """Return a plain message for a failure that is no programming fault, else nothing."""
    from onewindow.config.environment import BadEnvironment

    if isinstance(error, BadEnvironment):
        return str(error)
    if "django.db" in sys.modules and is_unreachable_database(error):
        from onewindow.config import database

        return database.unreachable(error)
    if "django.db" in sys.modules and is_unprepared_database(error):
        return "数据库里还没有建表。请先运行 onewindow migrate（或 make run）。"
    if "duckdb" in sys.modules and is_too_large(error):
        return "内存不够，日志读不完。请用 --memory 放宽上限，如 --memory 4GB。"
    return None


def is_too_large(error: Exception) -> bool:
    """Tell whether DuckDB came to the limit of memory that it was given."""
    from duckdb import OutOfMemoryException

    return isinstance(error, OutOfMemoryException)


def is_unprepared_database(error: Exception) -> bool:
    """Tell whether a table is missing: the migrations have not run here."""
    from django.db import ProgrammingError

    return isinstance(error, ProgrammingError) and (
        getattr(error.__cause__, "sqlstate", None) == "42P01"
    )


def is_unreachable_database(error: Exception) -> bool:
    """Tell whether PostgreSQL could not be reached (rather than a statement failed)."""
    from django.db import OperationalError

    cause = error.__cause__
    # psycopg has no SQLSTATE when no server answered; class 08 and 28, 3D: refused by the server.
    state = getattr(cause, "sqlstate", None)
    return isinstance(error, OperationalError) and (
        state is None or state[:2] in {"08", "28", "3D", "57"}
    )
