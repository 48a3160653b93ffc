"""Logs to measure: the behaviour of a real one a thousandfold, and small ones that are dirty."""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from onewindow.eventlog import read
from onewindow.eventlog.running import Row, rows

CASE, ACTIVITY, AT = "case:concept:name", "concept:name", "time:timestamp"
WHO, UNIT = "org:resource", "org:group"
START = 1_577_836_800_000
YEARS = 3 * 365 * 86_400_000
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Behaviour:
    """What a log shows: which activity follows which how often and after how long, and who does it.

    Activities by number, 0 the beginning and the end of a case; waits in milliseconds.
    """

    activities: tuple[str, ...]
    next: dict[int, tuple[Numbers, npt.NDArray[np.float64]]]
    waits: dict[tuple[int, int], Numbers]
    doers: dict[int, Numbers]
    people: tuple[tuple[str, str], ...]


def behaviour(path: Path) -> Behaviour:
    """Learn a log's behaviour."""
    events = read(path).events
    found = rows(events.order_by("case_id", "at_us", "position"))
    activities = tuple(sorted({str(row["activity"]) for row in found}))
    people = tuple(sorted({(str(row["resource"]), str(row["unit"])) for row in found}))
    number = {name: place + 1 for place, name in enumerate(activities)}
    follows: dict[int, dict[int, int]] = {}
    waits: dict[tuple[int, int], list[int]] = {}
    doers: dict[int, list[int]] = {}
    before, last, at = "", 0, 0
    ends: list[Row] = [{"case_id": ""}]
    for row in [*found, *ends]:
        case = str(row["case_id"])
        if case != before:
            if before:
                _count(follows, last, 0)
            before, last = case, 0
        if not case:
            break
        this, now = number[str(row["activity"])], int(str(row["at_us"])) // 1000
        _count(follows, last, this)
        if last:
            waits.setdefault((last, this), []).append(now - at)
        doers.setdefault(this, []).append(people.index((str(row["resource"]), str(row["unit"]))))
        last, at = this, now
    return Behaviour(
        activities=activities,
        next={source: _chances(targets) for source, targets in follows.items()},
        waits={pair: np.array(values, dtype=np.int64) for pair, values in waits.items()},
        doers={which: np.array(values, dtype=np.int64) for which, values in doers.items()},
        people=people,
    )


def _count(follows: dict[int, dict[int, int]], source: int, target: int) -> None:
    targets = follows.setdefault(source, {})
    targets[target] = targets.get(target, 0) + 1


def _chances(targets: dict[int, int]) -> tuple[Numbers, npt.NDArray[np.float64]]:
    counts = np.array(list(targets.values()), dtype=np.float64)
    return np.array(list(targets), dtype=np.int64), counts / counts.sum()


def write_large(known: Behaviour, path: Path, *, cases: int, seed: int = 7) -> int:
    """Write a Parquet log of so many cases that behave alike, in the order of time; count events.

    Who walks from activity to activity by chance finds orders that the real log never had.
    """
    rng = np.random.default_rng(seed)
    state = np.zeros(cases, dtype=np.int64)
    clock = np.sort(rng.integers(0, YEARS, cases))
    alive = np.arange(cases)
    walked: list[tuple[Numbers, Numbers, Numbers, Numbers]] = []
    while len(alive):
        alive = _step(known, rng, state, clock, alive)
        done = state[alive]
        walked.append((alive, done, clock[alive], _who(known, rng, done)))
    case, activity, at, who = (np.concatenate(column) for column in zip(*walked, strict=True))
    order = np.argsort(at, kind="stable")
    names, units = (pa.array(column) for column in zip(*known.people, strict=True))
    table = pa.table(
        {
            CASE: pa.array(np.char.add("case-", (case[order] + 10_000).astype(str))),
            ACTIVITY: pa.array(known.activities).take(pa.array(activity[order] - 1)),
            AT: pa.array((at[order] + START) * 1000, pa.timestamp("us", "UTC")),
            WHO: names.take(pa.array(who[order])),
            UNIT: units.take(pa.array(who[order])),
        }
    )
    pq.write_table(table, path)
    return int(table.num_rows)


def _step(
    known: Behaviour,
    rng: np.random.Generator,
    state: Numbers,
    clock: Numbers,
    alive: Numbers,
) -> Numbers:
    before = state[alive]
    after = np.zeros(len(alive), dtype=np.int64)
    for source in np.unique(before):
        here = np.flatnonzero(before == source)
        targets, chances = known.next[int(source)]
        after[here] = rng.choice(targets, len(here), p=chances)
        for target in targets:
            going = here[after[here] == target]
            if source and target and len(going):
                waits = rng.choice(known.waits[int(source), int(target)], len(going))
                clock[alive[going]] += (waits * rng.uniform(0.5, 1.5, len(going))).astype(np.int64)
    state[alive] = after
    return alive[after > 0]


def _who(known: Behaviour, rng: np.random.Generator, done: Numbers) -> Numbers:
    who = np.zeros(len(done), dtype=np.int64)
    for activity in np.unique(done):
        here = np.flatnonzero(done == activity)
        who[here] = rng.choice(known.doers[int(activity)], len(here))
    return who


def write_dirty(path: Path, *, seed: int, cases: int = 60) -> None:
    """Write a small CSV log with equal times, missing ones, doubled events and rows in disorder."""
    rng = random.Random(seed)
    written: list[Sequence[str]] = []
    for case in range(cases):
        at = 1_700_000_000 + rng.randrange(90 * 86_400)
        for _ in range(rng.randint(1, 9)):
            at += rng.choice([0, 0, 1, 60, 3600, 86_400, rng.randrange(500_000)])
            shown = np.datetime64(at, "s").astype(str) + f".{rng.choice(['000', '125', '5'])}+00:00"
            row = (f"c{case}", rng.choice("ABCDEF"), shown, f"r{rng.randrange(5)}", "")
            written.extend([row] * rng.choice([1, 1, 1, 1, 2]))
            if rng.random() < 0.1:
                written.append((row[0], row[1], "", row[3], ""))
    for _ in range(len(written) // 10):
        one, other = rng.randrange(len(written)), rng.randrange(len(written))
        written[one], written[other] = written[other], written[one]
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow([CASE, ACTIVITY, AT, WHO, UNIT])
        table.writerows(written)
