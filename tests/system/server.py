"""A real server of its own home: web, worker and embedded PostgreSQL, to be killed by tests."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psycopg

from onewindow.config.embedded import place
from onewindow.config.embedded.server import Server

SOURCE = Path(__file__).resolve().parents[2] / "src"
PATIENCE = 60.0
PORTS = range(18930, 18990)


def wait_until(holds: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Wait until something holds; fail the test when it takes too long."""
    give_up_at = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up_at, f"waited {seconds:.0f} s in vain: {what}"
        time.sleep(0.05)


def free_port() -> int:
    """Return a port below the ephemeral ones that nobody listens on."""
    for port in PORTS:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no free port")


class RunningServer:
    """`onewindow serve` with the sample city, as a process tree that can be killed in parts."""

    def __init__(self, home: Path) -> None:
        self.home = home
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._environment = {
            **os.environ,
            "ONEWINDOW_HOME": str(home),
            "ONEWINDOW_TRIAL": "1",
            "PYTHONPATH": str(SOURCE),
        }
        self.command("migrate")
        self.command("sample", "load")
        self.log = (home / "serve.log").open("wb")
        self._serve = subprocess.Popen(
            [sys.executable, "-m", "onewindow.config.cli", "serve", "--port", str(port)],
            env=self._environment,
            stdout=self.log,
            stderr=self.log,
        )
        wait_until(self.is_ready, "the server does not answer")

    def command(self, *arguments: str) -> str:
        """Run a command of `onewindow` on the same home; return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "onewindow.config.cli", *arguments],
            env=self._environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def is_ready(self) -> bool:
        """Whether web and database answer."""
        try:
            return httpx.get(f"{self.address}/healthz", timeout=5).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def kill_web(self) -> None:
        """Kill the web process and its workers without any chance to clean up."""
        self._kill_child("web")

    def kill_worker(self) -> None:
        """Kill the background worker."""
        self._kill_child("worker")

    def kill_database(self) -> None:
        """Kill the postmaster; its children follow it at once."""
        pid = self._database().pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    def connect(self, user: str = "onewindow") -> psycopg.Connection[tuple[object, ...]]:
        """Connect to the database, waiting while it recovers."""
        folder = str(place.find(self.home, is_default=False).socket)
        found: list[psycopg.Connection[tuple[object, ...]]] = []

        def try_once() -> bool:
            try:
                found.append(psycopg.connect(host=folder, dbname="onewindow", user=user))
            except psycopg.OperationalError:
                return False
            return True

        wait_until(try_once, "the database does not come back")
        found[0].autocommit = True
        return found[0]

    def stop(self) -> None:
        """End everything in good order."""
        self._serve.terminate()
        self._serve.wait(PATIENCE)
        self.log.close()
        wait_until(lambda: self._database().pid() is None, "the database was left running")

    def _database(self) -> Server:
        return Server(place.find(self.home, is_default=False))

    def _kill_child(self, name: str) -> None:
        wait_until(lambda: self._child(name) is not None, f"there is no {name} process")
        pid = self._child(name)
        assert pid is not None
        os.killpg(os.getpgid(pid), signal.SIGKILL)

    def _child(self, name: str) -> int | None:
        children = Path(f"/proc/{self._serve.pid}/task/{self._serve.pid}/children")
        for text in children.read_text(encoding="ascii").split():
            arguments = Path(f"/proc/{text}/cmdline").read_bytes().split(b"\0")
            if name.encode() in arguments:
                return int(text)
        return None
