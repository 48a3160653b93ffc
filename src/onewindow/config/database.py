"""Where PostgreSQL is: `DATABASE_URL`, else the embedded server under home."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from onewindow.config import embedded, environment


def settings() -> dict[str, object]:
    """Return Django's `DATABASES` entry; raise BadEnvironment for a wrong `DATABASE_URL`."""
    base: dict[str, object] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "TEST": {"NAME": "onewindow_test"},
    }
    if url := os.environ.get("DATABASE_URL"):
        return base | _from_url(url)
    return base | {
        "NAME": "onewindow",
        "USER": "onewindow",
        "HOST": str(embedded.current_place().socket),
    }


def check() -> None:
    """Connect once; raise BadEnvironment when `DATABASE_URL` names no reachable database."""
    import psycopg
    from psycopg.conninfo import make_conninfo

    found = settings()
    names = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    given = {libpq: str(found[django]) for django, libpq in names.items() if found.get(django)}
    options = found.get("OPTIONS")
    asked = {"connect_timeout": 10} | given | (options if isinstance(options, dict) else {})
    try:
        psycopg.connect(make_conninfo("", **asked)).close()
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        said = str(error).strip().splitlines()[-1]
        raise environment.BadEnvironment(
            f"连不上数据库：{said}。请检查 DATABASE_URL 和数据库服务器是否在运行。"
        ) from error


def _from_url(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise _bad_url() from None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise _bad_url()
    options = dict(parse_qsl(parts.query))  # libpq's own: host (a socket's folder), sslmode, …
    return {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }


def _bad_url() -> environment.BadEnvironment:
    return environment.BadEnvironment(
        "DATABASE_URL 应写成 postgresql://用户:密码@主机:5432/库名，请检查。"
    )
