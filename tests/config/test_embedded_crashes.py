"""The embedded PostgreSQL outlives crashes and nobody's need of it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from onewindow.config.embedded import place
from onewindow.config.embedded.place import Place
from onewindow.config.embedded.server import Server
from tests.config.holder import Holder
from tests.config.waiting import LONG, SOON, is_healthy, is_within

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="there is no embedded server then"),
]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="onewindow-crash-"))
    folder.chmod(0o755)  # pytest's own folders are closed to the account PostgreSQL runs as.
    yield folder
    assert is_within(SOON, lambda: server_of(folder).pid() is None), "a server was left running"
    shutil.rmtree(folder)


def place_of(home: Path) -> Place:
    return place.find(home, is_default=False)


def server_of(home: Path) -> Server:
    return Server(place_of(home))


def connect(home: Path) -> psycopg.Connection[tuple[object, ...]]:
    folder = place_of(home).socket
    return psycopg.connect(host=str(folder), dbname="onewindow", user="onewindow", autocommit=True)


def can_connect(home: Path) -> bool:
    try:
        connect(home).close()
    except psycopg.OperationalError:
        return False
    return True


def watchdog_of(home: Path) -> int:
    """Return the process number of the watchdog, PostgreSQL's parent."""
    pid = server_of(home).pid()
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("PPid:")[1].split()[0])


def kill_postmaster(home: Path) -> int:
    pid = server_of(home).pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    return pid


def test_processes_share_it_and_it_stops_with_the_last(home: Path) -> None:
    first, second = Holder(home), Holder(home)
    assert (first.answer, second.answer) == ("ready", "ready")
    shared = server_of(home).pid()
    first.kill()
    time.sleep(0.5)
    assert server_of(home).pid() == shared
    assert can_connect(home)
    second.kill()
    assert is_within(SOON, lambda: server_of(home).pid() is None)


def test_a_released_server_is_there_again_at_once(home: Path) -> None:
    for _ in range(3):
        holder = Holder(home)
        assert holder.answer == "ready"
        assert can_connect(home)
        holder.release()


def test_a_killed_postmaster_is_restarted_with_all_that_was_committed(home: Path) -> None:
    holder = Holder(home)
    with connect(home) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")
    killed = kill_postmaster(home)
    assert is_within(SOON, lambda: server_of(home).pid() not in {None, killed})
    assert is_within(SOON, lambda: can_connect(home))
    with connect(home) as connection:
        assert connection.execute("SELECT n FROM kept").fetchall() == [(1,)]
    holder.release()


def test_the_site_goes_on_after_its_postmaster_was_killed(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    web = subprocess.Popen(
        [sys.executable, "-m", "onewindow.config.cli", "web", "--port", str(port)],
        env={**os.environ, "ONEWINDOW_HOME": str(home), "ONEWINDOW_WEB_WORKERS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert is_within(LONG, lambda: is_healthy(port))
        kill_postmaster(home)
        assert is_within(SOON, lambda: is_healthy(port))
    finally:
        web.terminate()
        web.wait(LONG)


def test_after_everything_was_killed_the_next_start_recovers(home: Path) -> None:
    holder = Holder(home)
    os.kill(watchdog_of(home), signal.SIGKILL)
    kill_postmaster(home)
    holder.kill()
    again = Holder(home)
    assert again.answer == "ready"
    assert can_connect(home)
    again.release()


def test_a_killed_watchdog_is_replaced_by_the_next_who_comes(home: Path) -> None:
    first = Holder(home)
    running = server_of(home).pid()
    os.kill(watchdog_of(home), signal.SIGKILL)
    second = Holder(home)
    assert second.answer == "ready"
    assert server_of(home).pid() == running
    first.kill()
    second.kill()
    assert is_within(SOON, lambda: server_of(home).pid() is None)


def test_a_stale_process_number_that_another_process_took_is_no_obstacle(home: Path) -> None:
    holder = Holder(home)
    os.kill(watchdog_of(home), signal.SIGKILL)
    kill_postmaster(home)
    holder.kill()
    pid_file = place_of(home).data / "postmaster.pid"
    assert is_within(SOON, lambda: server_of(home).pid() is None)
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:], ""]))
    (place_of(home).socket / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    again = Holder(home)
    assert again.answer == "ready"
    assert can_connect(home)
    again.release()


def test_data_of_another_version_is_left_alone(home: Path) -> None:
    assert is_within(SOON, lambda: server_of(home).pid() is None)
    version = place_of(home).data / "PG_VERSION"
    kept = version.read_text()
    version.write_text("12\n")
    holder = Holder(home)
    assert "PostgreSQL 12 的数据" in holder.answer
    holder.release()
    version.write_text(kept)
