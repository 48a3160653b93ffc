"""Where PostgreSQL is: `DATABASE_URL`, else the embedded server under home."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from onewindow.config import embedded, environment

# What libpq and PostgreSQL say.
REASONS = {
    "Connection refused": "那里没有数据库服务器",
    "No such file or directory": "那里没有数据库服务器",
    "timeout expired": "没有回应",
    "timed out": "没有回应",
    "No route to host": "网络不通",
    "Network is unreachable": "网络不通",
    "could not translate host name": "找不到这台主机",
    "failed to resolve host": "找不到这台主机",
    "password authentication failed": "用户名或密码不对",
    "no password supplied": "没有写密码",
    "server closed the connection": "连接中断了",
}


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
        # Another server may be behind a pooler that knows nothing of prepared statements.
        "OPTIONS": {"prepare_threshold": 5},
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
    # Not every option is one of the connection itself: psycopg tells them apart.
    more = options if isinstance(options, dict) else {}
    try:
        psycopg.connect(make_conninfo("", **{"connect_timeout": 10} | given), **more).close()
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        raise environment.BadEnvironment(unreachable(error)) from error


def unreachable(error: Exception) -> str:
    """Say which database cannot be reached, why as far as it is known, and what to do."""
    if embedded.is_needed():
        log = embedded.current_place().log
        return f"连不上自带的数据库。请稍后再试；再不行，请看它的日志 {log}。"
    found = settings()
    names = {"HOST": "主机", "PORT": "端口", "NAME": "库"}
    where = "，".join(f"{names[key]} {found[key]}" for key in names if found.get(key))
    return (
        f"连不上数据库（{where}）：{_reason(str(error))}。"
        "请检查 DATABASE_URL 和数据库服务器是否在运行。"
    )


def _reason(said: str) -> str:
    for words, reason in REASONS.items():
        if words in said:
            return reason
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1].rstrip("?.。") if lines else "没有说明原因"


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
