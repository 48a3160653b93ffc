"""Run every bar, or those whose function is named on the command line."""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from benchmarks.bar import Bar
from benchmarks.complete_step import complete_step_cpu
from benchmarks.guide import guide_page
from benchmarks.leaflet import warm_guide, warm_mongolian_guide
from benchmarks.letter import warm_letter
from benchmarks.paths import paths_of_twelve_questions
from benchmarks.search import search_p95
from benchmarks.workdays import million_deadlines

Measure: TypeAlias = Callable[[], Bar | Sequence[Bar]]
BARS: tuple[Measure, ...] = (
    million_deadlines,
    warm_letter,
    warm_guide,
    warm_mongolian_guide,
    paths_of_twelve_questions,
    complete_step_cpu,
    search_p95,
    guide_page,
)


def run(bars: Sequence[Measure]) -> int:
    """Print one JSON line for each bar; return 1 if one is not held."""
    missed = 0
    for measure in bars:
        measured = measure()
        missed |= tell((measured,) if isinstance(measured, Bar) else measured)
    return missed


def tell(bars: Iterable[Bar]) -> int:
    """Print bars as they come; return 1 if one is not held."""
    held = True
    for bar in bars:
        print(bar.line(), flush=True)
        held = held and bar.ok
    return 0 if held else 1


def main(names: Sequence[str]) -> int:
    """Run the named bars, or all; return 2 for a name that is not there."""
    known = {measure.__name__: measure for measure in BARS}
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    return run([known[name] for name in names] if names else BARS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
