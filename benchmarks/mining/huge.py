"""A log larger than the memory it may take: `make bench-mining-huge LOG=real.xes`.

Writes the cases of a log again and again into one XES file of more than 4 GB and has the command
line mine it in a process that may not take more than 4 GB of address space.
"""

import io
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.__main__ import tell
from benchmarks.bar import Bar
from benchmarks.mining.comparing import ROOT
from benchmarks.mining.contest import peak_of
from onewindow.eventlog import EventLog, measure, read
from onewindow.eventlog.writing import write_xes

SAMPLE = ROOT / "data" / "sample" / "logs" / "permits.csv"
CAP = 4 * 1024**3
SMALL = 100 * 1024**2
TRACE = re.compile(rb'(<trace>.*?<string key="concept:name" value="[^"]*)(".*?</trace>)', re.DOTALL)
PAUSE = 0.1
PEAK = 2.0


def main(arguments: list[str]) -> int:
    """Mine 100 MB and more than 4 GB of a log's cases, the sample log's without one."""
    real = Path(arguments[0]) if arguments else SAMPLE
    folder = ROOT / "var" / "mining"
    folder.mkdir(parents=True, exist_ok=True)
    return tell(_bars(read(real), folder / "huge.xes"))


def _bars(real: EventLog, path: Path) -> Iterator[Bar]:
    known, apart, peak = measure(real), 0, 0
    said = []
    for size in (SMALL, CAP + SMALL):
        try:
            copies = write_copies(real, path, size=size)
            began, size_there = time.perf_counter(), path.stat().st_size
            found, peak = mine(path)
        finally:
            path.unlink(missing_ok=True)
        wanted = (known.cases * copies, known.events * copies, known.variants.count)
        apart += sum(a != b for a, b in zip(found, wanted, strict=True))
        said.append(
            f"{size_there / 1e9:.1f} GB of XES with {found[1]:,} events in "
            f"{time.perf_counter() - began:.0f} s, at most {peak / 1e9:.2f} GB"
        )
    yield Bar("mining.huge", apart, 0, f"counts that differ: {'; '.join(said)}")
    yield Bar("mining.huge.peak", peak / 1e9, PEAK, "GB of the process, of 4 GB of address space")


def write_copies(log: EventLog, path: Path, *, size: int) -> int:
    """Write a log's cases under ever new names until the file has so many bytes; count copies."""
    once = io.BytesIO()
    write_xes(log, once)
    whole = once.getvalue()
    head, traces = whole[: whole.index(b"<trace>")], TRACE.findall(whole)
    copies, written = 0, 0
    with path.open("wb") as file:
        written += file.write(head)
        while written < size:
            mark = b"-%d" % copies
            written += file.write(b"".join(start + mark + rest for start, rest in traces))
            copies += 1
        file.write(b"</log>")
    return copies


def mine(path: Path) -> tuple[tuple[int, int, int], int]:
    """Return cases, events and variants as the command line finds them, and its peak in bytes."""
    command = [sys.executable, "-m", "onewindow.config.cli", "log", "mine", str(path), "--json"]
    answer, peak = path.with_suffix(".json"), 0
    with answer.open("wb") as out:
        running = subprocess.Popen(command, stdout=out, cwd=ROOT)
        resource.prlimit(running.pid, resource.RLIMIT_AS, (CAP, CAP))
        while running.poll() is None:
            peak = max(peak, peak_of(running.pid))
            time.sleep(PAUSE)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    found = json.loads(answer.read_bytes())["measures"]
    answer.unlink()
    return (found["cases"], found["events"], found["variants"]["count"]), peak


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
