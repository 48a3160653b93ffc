"""Start the contestants, each with a database of its own, and talk to them in lines of JSON."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks.contest.lines import Job

ROOT = Path(__file__).resolve().parent.parent.parent
PEERS = ROOT / ".venv" / "bench" / "bin" / "python"
CONTESTANTS = ("bare SQL floor", "OneWindow", "SpiffWorkflow", "Viewflow")


def contestants() -> dict[str, Sequence[str]]:
    """Make the peers' databases; return the command of each contestant, by its name."""
    if not PEERS.exists():
        sys.exit("The peers' environment is missing: `make bench` builds it.")
    socket = _make_databases()
    spiff = f"host={socket} user=onewindow dbname=bench_spiff"
    commands = (
        [sys.executable, "-m", "benchmarks.contest.ours", "bare"],
        [sys.executable, "-m", "benchmarks.contest.ours"],
        [str(PEERS), "-m", "benchmarks.contest.spiff", spiff],
        [str(PEERS), "-m", "benchmarks.contest.viewflow", socket, "bench_viewflow"],
    )
    return dict(zip(CONTESTANTS, commands, strict=True))


def _make_databases() -> str:
    from django.db import connection

    from onewindow.config import embedded

    with connection.cursor() as cursor:
        for name in ("bench_spiff", "bench_viewflow"):
            cursor.execute(f"CREATE DATABASE {name}")
    return str(embedded.current_place().socket)


class Worker(AbstractContextManager["Worker"]):
    """One process of a contestant."""

    def __init__(self, command: Sequence[str]) -> None:
        environment = dict(os.environ)
        if command[0] == str(PEERS):
            environment.pop("PYTHONPATH", None)
        self._name = " ".join(command)
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        # One after the other: the first of a kind makes the tables.
        self.hear("backend")

    def __exit__(self, *_error: object) -> None:
        """End the process: its input ends."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()

    def tell(self, asked: Mapping[str, object]) -> None:
        """Write one line."""
        if self._process.stdin is None:
            raise LookupError("stdin")
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()

    def _answer(self) -> dict[str, list[Job] | float]:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError(f"it ended: {self._name}")
        answer: dict[str, list[Job] | float] = json.loads(line)
        return answer

    def hear(self, *names: str) -> tuple[float, ...]:
        """Read one line and return figures of it."""
        answer = self._answer()
        return tuple(figure for name in names if isinstance(figure := answer[name], int | float))

    def ask(self, asked: Mapping[str, object], *names: str) -> tuple[float, ...]:
        """Write one line and return figures of the answer."""
        self.tell(asked)
        return self.hear(*names)

    def prepare(self, cases: int) -> list[Job]:
        """Have cases made; return their reviews."""
        self.tell({"do": "prepare", "cases": cases})
        jobs = self._answer()["jobs"]
        if not isinstance(jobs, list):
            raise TypeError(jobs)
        return jobs
