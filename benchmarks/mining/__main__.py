"""Measure mining against pm4py and hand-written SQL: `make bench-mining LOG=real.xes`."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.__main__ import tell
from benchmarks.bar import Bar
from benchmarks.mining.comparing import ROOT, ask_peer
from benchmarks.mining.equal import equal_figures
from benchmarks.mining.generate import behaviour, write_large
from onewindow.eventlog.engine import LEAST
from onewindow.eventlog.reading.columnar import MARK

SAMPLE = ROOT / "data" / "sample" / "logs" / "permits.csv"
CASES, VARIANTS = 1_434_000, 20_000
ROUNDS = 3
TIGHT = f"{LEAST}MB"


def main(arguments: list[str]) -> int:
    """Run every bar on a log's behaviour a thousandfold, on the sample log's without one."""
    real = Path(arguments[0]) if arguments else SAMPLE
    large = ROOT / "var" / "mining" / f"{real.stem}-{CASES}.parquet"
    return tell(_bars(real, large))


def _bars(real: Path, large: Path) -> Iterator[Bar]:
    yield equal_figures(real)
    if not large.is_file() or large.open("rb").read(4) != MARK:
        large.parent.mkdir(parents=True, exist_ok=True)
        write_large(behaviour(real), large, cases=CASES)
    mine, bare = [], []
    for _ in range(ROUNDS):
        mine.append(_run("ours", large))
        bare.append(_run("bare", large))
    best, floor = (min(each, key=_wall) for each in (mine, bare))
    found, same = _figures(best), _figures(floor)
    yield Bar("mining.variants", found["variants"], VARIANTS, _size(found, large), at_least=True)
    apart = sum(abs(found[name] - same[name]) > 1e-9 * abs(same[name]) for name in same)
    yield Bar("mining.unlike-sql", apart, 0, f"{len(same)} sums against hand-written SQL")
    yield Bar("mining.sql", _wall(best) / _wall(floor), 1.5, _said("times the SQL", best, floor))
    peak = max(float(str(each["peak"])) for each in mine) / 1e9
    yield Bar("mining.peak", peak, 1.5, "GB of the whole process, the largest of all rounds")
    tight = _run("ours", large, TIGHT)
    yield Bar("mining.tight", _figures(tight)["variants"] - found["variants"], 0,
              f"the same with {TIGHT} for DuckDB: {_wall(tight):.1f} s")  # fmt: skip
    peer = min(_peers(large), key=_wall)
    ratio = _wall(peer) / _wall(best)
    yield Bar("mining.pm4py", ratio, 12, _said("times as fast", best, peer), at_least=True)


def _peers(log: Path) -> Iterator[Mapping[str, object]]:
    yield ask_peer(log, "--laps-only")
    try:
        yield ask_peer(log, "--laps-only", "--frame", "polars")
    except RuntimeError as error:
        # Not all of its functions take every kind of frame.
        print(f"pm4py on polars: {str(error).strip().splitlines()[-1]}", file=sys.stderr)


def _run(name: str, log: Path, *more: str) -> Mapping[str, object]:
    command = [sys.executable, "-m", "benchmarks.mining.contest", name, str(log), *more]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=ROOT)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _wall(found: Mapping[str, object]) -> float:
    return float(str(found["wall"]))


def _figures(found: Mapping[str, object]) -> dict[str, float]:
    figures = found["figures"]
    return dict(figures) if isinstance(figures, dict) else {}


def _size(found: Mapping[str, float], log: Path) -> str:
    return f"{found['events']:,} events, {found['variants']:,} variants in {log.name}"


def _said(what: str, one: Mapping[str, object], other: Mapping[str, object]) -> str:
    walls = f"{_wall(one):.1f} s against {_wall(other):.1f} s"
    cpu = (f"{float(str(each['cpu'])):.1f} s" for each in (one, other))
    return f"{what}: {walls}; CPU {' against '.join(cpu)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
