"""Web and worker under one parent: restarted when killed, gone with the parent."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings

from tests.config.waiting import LONG, is_healthy, is_within

pytestmark = pytest.mark.crash


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def serving(django_db_setup: None, port: int, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    database = settings.DATABASES["default"]
    url = f"postgresql://onewindow@/{database['NAME']}?host={database['HOST']}"
    process = subprocess.Popen(
        [sys.executable, "-m", "onewindow.config.cli", "serve", "--port", str(port)],
        env={
            **os.environ,
            "ONEWINDOW_HOME": str(home),
            "ONEWINDOW_WEB_WORKERS": "1",
            "DATABASE_URL": url,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert is_within(LONG, lambda: is_healthy(port))
    yield process
    process.kill()
    process.wait()


def children(pid: int) -> dict[str, int]:
    """Return the children by the name of their command, web or worker."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    lines = {
        int(child): Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0") for child in found
    }
    names = ("web", "worker")
    return {name: pid for pid, line in lines.items() for name in names if name.encode() in line}


def is_gone(pid: int) -> bool:
    return is_within(LONG, lambda: "Z (zombie)" in _status(pid))


def _status(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return "Z (zombie)"


def test_the_first_start_serves_static_names_with_digests(
    serving: subprocess.Popen[bytes], port: int
) -> None:
    with urlopen(f"http://127.0.0.1:{port}/accounts/login/") as answer:
        page = answer.read().decode()
    assert re.search(r"/static/design/onewindow\.[0-9a-f]{12}\.css", page)


def test_killed_children_come_back_and_all_end_with_the_parent(
    serving: subprocess.Popen[bytes], port: int
) -> None:
    before = children(serving.pid)
    for child in before.values():
        os.kill(child, signal.SIGKILL)
    assert is_within(LONG, lambda: is_healthy(port))
    assert is_within(LONG, lambda: set(children(serving.pid)) == {"web", "worker"})
    after = children(serving.pid)
    assert not set(after.values()) & set(before.values())
    serving.terminate()
    assert serving.wait(LONG) == 0
    assert all(is_gone(child) for child in after.values())


def test_children_do_not_outlive_a_killed_parent(serving: subprocess.Popen[bytes]) -> None:
    orphans = children(serving.pid)
    assert set(orphans) == {"web", "worker"}
    serving.kill()
    assert all(is_gone(child) for child in orphans.values())
