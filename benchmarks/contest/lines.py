"""What a contestant answers: one line of JSON in, one line of JSON out."""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeAlias, TypeVar

Job: TypeAlias = Sequence[int | str]
T = TypeVar("T")


class Contestant(Protocol, Generic[T]):
    """Cases with three reviews side by side, and what waits for the last of them."""

    def connect(self) -> int:
        """Connect, make what the tables need, and return the process number of the backend."""

    def prepare(self, cases: int) -> list[Job]:
        """Make cases whose three reviews are open; return the reviews, case by case."""

    def load(self, job: Job) -> T:
        """Read what a caller would have in hand already; this is not measured."""

    def complete(self, loaded: T) -> None:
        """Complete one review in one durable transaction."""

    def joined(self) -> tuple[int, int]:
        """Return how many cases there are, and in how many the decision opened exactly once."""


def serve(contestant: Contestant[T]) -> None:
    """Say that it is ready, then answer until the input ends."""
    backend = contestant.connect()
    print(json.dumps({"backend": backend}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(_answer(contestant, backend, asked)), flush=True)


def _answer(
    contestant: Contestant[T], backend: int, asked: Mapping[str, object]
) -> Mapping[str, object]:
    match asked:
        case {"do": "prepare", "cases": int(cases)}:
            return {"jobs": contestant.prepare(cases)}
        case {"do": "run", "jobs": list(jobs)}:
            return _run(contestant, backend, jobs)
        case _:
            cases, once = contestant.joined()
            return {"cases": cases, "once": once}


def _run(contestant: Contestant[T], backend: int, jobs: Sequence[Job]) -> Mapping[str, object]:
    loaded = [contestant.load(job) for job in jobs]
    server, client, began = _seconds(backend), time.process_time(), time.monotonic()
    for each in loaded:
        contestant.complete(each)
    return {
        "began": began,
        "ended": time.monotonic(),
        "client": time.process_time() - client,
        "server": _seconds(backend) - server,
    }


def _seconds(process: int) -> float:
    """Return the CPU of a backend so far; in nanoseconds, where the ticks of `stat` are 10 ms."""
    spent = Path(f"/proc/{process}/schedstat").read_text(encoding="ascii")
    return int(spent.split()[0]) / 1e9
