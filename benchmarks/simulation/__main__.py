"""`make bench-simulation`: how much faster than SimPy and Prosimos, and whether they agree."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.__main__ import tell
from benchmarks.bar import Bar
from benchmarks.simulation.contest import CASES, Runs, distance, ours_and_simpys, prosimos
from benchmarks.simulation.office import office

ROUNDS = 12
PROSIMOS_ROUNDS = 3
PROSIMOS_MEANS = 6


def bars() -> Iterator[Bar]:
    """Yield the bars as they are measured.

    Prosimos lets a plain case wait, with people idle, for as long as urgent ones may still arrive:
    with priorities only its speed is compared, without them its means.
    """
    ours, simpys = ours_and_simpys(ROUNDS, office())
    yield _faster("simpy", ours, simpys, 5)
    yield _agrees("simpy", ours, simpys)
    with tempfile.TemporaryDirectory() as folder:
        yield _faster("prosimos", ours, prosimos(PROSIMOS_ROUNDS, Path(folder), office()), 50)
    plain = office(has_priorities=False)
    ours, simpys = ours_and_simpys(ROUNDS, plain)
    with tempfile.TemporaryDirectory() as folder:
        theirs = prosimos(PROSIMOS_MEANS, Path(folder), plain)
    yield _faster("prosimos.plain", ours, theirs, 50)
    yield _agrees("prosimos.plain", ours, theirs)


def _faster(name: str, ours: Runs, theirs: Runs, limit: float) -> Bar:
    detail = (
        f"times as many cases a second of CPU: {ours.cases_per_second:,.0f} against"
        f" {theirs.cases_per_second:,.0f}; {len(ours.seconds)} and {len(theirs.seconds)}"
        f" replications of {CASES:,} cases, the best of each"
    )
    value = ours.cases_per_second / theirs.cases_per_second
    return Bar(f"simulation.{name}.speed", value, limit, detail, at_least=True)


def _agrees(name: str, ours: Runs, theirs: Runs) -> Bar:
    means = [sum(runs.days) / len(runs.days) for runs in (ours, theirs)]
    detail = (
        f"distance of the mean days of a case, {means[0]:.3f} and {means[1]:.3f}, in half widths"
        " of the 95 % interval of their difference"
    )
    return Bar(f"simulation.{name}.mean", distance(ours, theirs), 1, detail)


if __name__ == "__main__":
    sys.exit(tell(bars()))
