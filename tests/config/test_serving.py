"""Web and worker under one parent: restarted when killed, gone with the parent."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.crash
LONG = 30.0


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def serving(django_db_setup: None, port: int, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    database = settings.DATABASES["default"]
    url = f"postgresql://onewindow@/{database['NAME']}?host={database['HOST']}"
    process = subprocess.Popen(
        [sys.executable, "-m", "onewindow.config.cli", "serve", "--port", str(port)],
        env={
            **os.environ,
            "ONEWINDOW_HOME": str(tmp_path),
            "ONEWINDOW_WEB_WORKERS": "1",
            "DATABASE_URL": url,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert is_healthy(port)
    yield process
    process.kill()
    process.wait()


def is_healthy(port: int) -> bool:
    give_up_at = time.monotonic() + LONG
    while time.monotonic() < give_up_at:
        connection = HTTPConnection("127.0.0.1", port, timeout=LONG)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return True
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    return False


def children(pid: int) -> dict[str, int]:
    """Return the children by the name of their command, web or worker."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    lines = {
        int(child): Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0") for child in found
    }
    names = ("web", "worker")
    return {name: pid for pid, line in lines.items() for name in names if name.encode() in line}


def is_gone(pid: int) -> bool:
    give_up_at = time.monotonic() + LONG
    while Path(f"/proc/{pid}").exists() and "Z (zombie)" not in _status(pid):
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.05)
    return True


def _status(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return "Z (zombie)"


def test_killed_children_come_back_and_all_end_with_the_parent(
    serving: subprocess.Popen[bytes], port: int
) -> None:
    before = children(serving.pid)
    for child in before.values():
        os.kill(child, signal.SIGKILL)
    assert is_healthy(port)
    give_up_at = time.monotonic() + LONG
    while len(after := children(serving.pid)) < 2 and time.monotonic() < give_up_at:
        time.sleep(0.05)
    assert set(after) == {"web", "worker"}
    assert not set(after.values()) & set(before.values())
    serving.terminate()
    assert serving.wait(LONG) == 0
    assert all(is_gone(child) for child in after.values())


def test_children_do_not_outlive_a_killed_parent(serving: subprocess.Popen[bytes]) -> None:
    orphans = children(serving.pid)
    assert set(orphans) == {"web", "worker"}
    serving.kill()
    assert all(is_gone(child) for child in orphans.values())
