"""One PostgreSQL server on a unix socket: start, stop, tell whether it lives."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from onewindow.config.embedded import cluster, program
from onewindow.config.embedded.place import Place
from onewindow.config.environment import BadEnvironment

START_SECONDS = 120.0  # Recovery after a crash replays the write-ahead log.
STOP_SECONDS = 30.0
ORPHAN_SECONDS = 10.0
TICK = 0.01
# A number no kernel gives to a process: PostgreSQL takes the file for stale, and still checks that
# no orphaned backend holds the shared memory named in it.
NO_PROCESS = "999999999"

# A database is not dropped while PostgreSQL tidies it, and the tests drop theirs by the second.
LEFT_OUT = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit")
# The page of a case joins twenty tables. Where nothing is known of any of them, as in tests, trying
# their orders takes the planner 50 times as long as reading the rows in the order written.
IN_TESTS = {**dict.fromkeys(LEFT_OUT, "off"), "join_collapse_limit": "3"}


class Server:
    """PostgreSQL at a place; `is_durable=False` is for tests, which may lose data."""

    def __init__(self, place: Place, *, is_durable: bool = True) -> None:
        self.place = place
        self.is_durable = is_durable
        self._child: subprocess.Popen[bytes] | None = None
        self._log_start = 0

    def start(self) -> None:
        """Start, or adopt the running postmaster; raise BadEnvironment with what to do."""
        cluster.prepare(self.place, is_durable=self.is_durable)
        give_up_at = time.monotonic() + ORPHAN_SECONDS
        while not self._try_start():
            said = self._said()
            # Backends of a killed postmaster need a moment to notice and go.
            if "shared memory block" not in said or time.monotonic() > give_up_at:
                raise BadEnvironment(program.explain(said, self.place))
            time.sleep(0.2)

    def stop(self) -> None:
        """Shut down fast (open transactions roll back) and wait until it is gone."""
        pid = self.pid()
        if pid is None:
            return
        how, next_at = signal.SIGINT, time.monotonic()
        while self.pid() == pid and not self._has_ended():
            if time.monotonic() >= next_at:
                with suppress(ProcessLookupError):  # It may go by itself meanwhile.
                    os.kill(pid, how)
                how, next_at = signal.SIGQUIT, next_at + STOP_SECONDS
            time.sleep(TICK)

    def pid(self) -> int | None:
        """Return the living postmaster's process number."""
        lines = self._pid_lines()
        if not lines or not lines[0].strip().isdigit() or self._has_ended():
            return None
        pid = int(lines[0])
        try:
            # A postmaster works in its data folder; a process that took over its number does not.
            working_in = os.readlink(f"/proc/{pid}/cwd")
        except OSError:
            return None
        return pid if working_in == str(self.place.data) else None

    def is_ready(self) -> bool:
        """Tell whether connections are accepted (the eighth line of postmaster.pid)."""
        lines = self._pid_lines()
        return len(lines) > 7 and lines[7].strip() == "ready" and self.pid() is not None

    def _try_start(self) -> bool:
        if self.pid() is None:
            self._clear_stale()
            self._launch()
        give_up_at = time.monotonic() + START_SECONDS
        while not self.is_ready():
            if self._has_ended() or time.monotonic() > give_up_at:
                return False
            time.sleep(TICK)
        return True

    def _has_ended(self) -> bool:
        return self._child is not None and self._child.poll() is not None

    def _pid_file(self) -> Path:
        return self.place.data / "postmaster.pid"

    def _pid_lines(self) -> list[str]:
        try:
            return self._pid_file().read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return []

    def _clear_stale(self) -> None:
        self._child = None
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self.place.socket / name).unlink(missing_ok=True)
        lines = self._pid_lines()
        if len(lines) < 7:
            self._pid_file().unlink(missing_ok=True)
            return
        handle = os.open(self._pid_file(), os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join([NO_PROCESS, *lines[1:7], ""]))

    def _launch(self) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.place.socket),
            "unix_socket_permissions": "0700",
            "log_timezone": "UTC",
            # Its default, 4, is that of a turning disk: with it, what few rows an index finds costs
            # more than reading all.
            "random_page_cost": "1.1",
        }
        if not self.is_durable:
            settings |= IN_TESTS
        command = ["postgres", "-D", str(self.place.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self.place.open_log() as log:
            self._log_start = log.tell()
            self._child = program.spawn(self.place, command, output=log.fileno())
        if self._child.stdin:
            self._child.stdin.close()

    def _said(self) -> str:
        try:
            with self.place.log.open("rb") as log:
                log.seek(self._log_start)
                return log.read().decode(errors="replace")
        except FileNotFoundError:  # Adopted, and so not started by us.
            return ""
