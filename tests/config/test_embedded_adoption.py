"""A postmaster that somebody else started is adopted, stopped, or complained about."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onewindow.config.embedded import cluster, place, server
from onewindow.config.embedded.server import Server
from onewindow.config.environment import BadEnvironment

NEVER_READY = ["import time; time.sleep(60)"]
STUBBORN = [
    "import signal, time; signal.signal(2, signal.SIG_IGN); print(flush=True); time.sleep(60)"
]


@pytest.fixture
def found(tmp_path: Path) -> place.Place:
    account = place.Account("me", os.geteuid(), os.getegid())
    (tmp_path / "data").mkdir()
    return place.Place(tmp_path, tmp_path / "socket", tmp_path / "program", account)


@pytest.fixture
def pretend(found: place.Place) -> Iterator[Callable[[list[str]], subprocess.Popen[bytes]]]:
    """Run a program that the data folder takes for its postmaster."""
    started = []

    def run(program: list[str]) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-c", *program], cwd=found.data, stdout=subprocess.PIPE
        )
        started.append(process)
        (found.data / "postmaster.pid").write_text(f"{process.pid}\n")
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def test_one_that_never_gets_ready_is_named(
    found: place.Place,
    pretend: Callable[[list[str]], subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "prepare", lambda *_place, **_how: None)
    monkeypatch.setattr(server, "START_SECONDS", 0.1)
    pretend(NEVER_READY)
    with pytest.raises(BadEnvironment, match="数据库没有启动"):
        Server(found).start()


def test_one_that_does_not_stop_is_stopped_harder(
    found: place.Place,
    pretend: Callable[[list[str]], subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "STOP_SECONDS", 0.1)
    process = pretend(STUBBORN)
    assert process.stdout
    process.stdout.readline()
    Server(found).stop()
    # Ended by SIGQUIT; 0 where somebody else in this process has reaped it already.
    assert process.wait(5) in {-3, 0}
    assert not Path(f"/proc/{process.pid}").exists()
