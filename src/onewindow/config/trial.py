"""The site of a trial: made ready from an empty folder, and served while something is done."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException

import typer

from onewindow.config import console, supervisor

READY_SECONDS = 60.0
TICK = 0.1
# How far from the usual port a site that lasts no longer than a demo may move.
PORTS_TO_TRY = 50


def prepare(say: Callable[[str], None] = typer.echo) -> None:
    """Start the database, bring it up to date and load the sample city where there is none."""
    from onewindow.config import embedded

    say("正在启动数据库…")
    if notice := embedded.notice():
        say(notice)
    console.open_database()
    from django.utils import timezone

    from onewindow.config.commands import migrate, sample

    if count := migrate.bring_up_to_date():
        say(f"数据库已更新：执行了 {count} 个变更。")
    from onewindow.accounts.models.user import User

    if not User.objects.exists():
        say("正在装入示例市…")
        sample.load(at=timezone.now())


@contextmanager
def served(running: supervisor.Supervisor, address: str) -> Iterator[threading.Thread]:
    """Serve until the block ends or a signal comes; fail when the site does not answer."""
    running.stop_on_signals()
    serving = threading.Thread(target=running.run)
    serving.start()
    try:
        _wait_until_ready(address, running)
        yield serving
    finally:
        running.stop()
        serving.join()


def reachable(host: str) -> str:
    """Return how an address listened on is written in a URL; any address is this machine's own."""
    own = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104  not bound here
    return f"[{own}]" if ":" in own else own


def is_ready(address: str) -> bool:
    """Say whether a site of ours answers there."""
    connection = HTTPConnection(address.removeprefix("http://"), timeout=READY_SECONDS)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _wait_until_ready(address: str, running: supervisor.Supervisor) -> None:
    give_up_at = time.monotonic() + READY_SECONDS
    while not is_ready(address):
        if time.monotonic() > give_up_at or running.is_stopping():
            console.fail("网站没有启动，请查看上面的输出。")
        time.sleep(TICK)
