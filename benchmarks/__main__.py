"""Run every bar, or those whose function is named, each measurement in a process of its own.

What one leaves behind (Django on its database, warm caches) would be in the way of the next.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.bar import Bar
from benchmarks.suites import MEASURES, Measure

ROOT = Path(__file__).resolve().parent.parent


def run(measures: Sequence[Measure]) -> int:
    """Print one JSON line for each bar; return 1 if one is not held or not measured."""
    return max([_run(each) for each in measures])


def _run(measure: Measure) -> int:
    command = [sys.executable, "-m", "benchmarks.one", measure.module, measure.name]
    printed = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            printed.append(json.loads(line)["bar"])
    if sorted(printed) != sorted(measure.bars):
        print(f"{measure.name}: {printed} instead of {list(measure.bars)}", file=sys.stderr)
        return 1
    return min(process.returncode, 1)


def tell(bars: Iterable[Bar]) -> int:
    """Print bars as they come; return 1 if one is not held."""
    held = True
    for bar in bars:
        print(bar.line(), flush=True)
        held = held and bar.ok
    return 0 if held else 1


def main(names: Sequence[str]) -> int:
    """Run the named measurements, or all; return 2 for a name that is not there."""
    known = {measure.name: measure for measure in MEASURES}
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    return run([known[name] for name in names] or MEASURES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
