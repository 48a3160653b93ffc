"""Our figures against pm4py's, one by one."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from onewindow.eventlog.measures import Measures

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv" / "bench" / "bin" / "python"
PEER = ROOT / "benchmarks" / "mining" / "peer.py"
NEAR = 1e-9
Figures = dict[str, float]


def ask_peer(log: Path, *more: str) -> dict[str, object]:
    """Run pm4py on a log in its own environment; return what it prints."""
    done = subprocess.run(
        [str(PYTHON), str(PEER), str(log), *more], capture_output=True, check=False, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, object] = json.loads(done.stdout)
    return found


def ours(measured: Measures) -> Figures:
    """Return our figures by name."""
    figures: Figures = {
        "cases": measured.cases,
        "events": measured.events,
        "variants": measured.variants.count,
    }
    for variant in measured.variants.top:
        figures[f"variant {'>'.join(variant.activities)}"] = variant.count
    for kind, counts in (("start", measured.graph.starts), ("end", measured.graph.ends)):
        figures |= {f"{kind} {name}": count for name, count in counts.items()}
    for arc in measured.graph.arcs:
        wait = arc.waiting
        if wait is None:
            raise AssertionError(arc)
        figures |= {
            f"{name} {arc.source}>{arc.target}": value
            for name, value in (
                ("arc", arc.count), ("mean", wait.mean), ("p50", wait.p50), ("p80", wait.p80),
                ("p95", wait.p95), ("min", wait.min), ("max", wait.max), ("sum", wait.total),
            )
        }  # fmt: skip
    whole = measured.throughput.calendar
    if whole is not None:
        for name in ("mean", "p50", "p80", "p95", "min", "max"):
            figures[f"case {name}"] = float(getattr(whole, name))
    figures |= {
        f"rework {each.name}": each.reworked_cases
        for each in measured.activities
        if each.reworked_cases
    }
    total = sum(pair.count for pair in measured.handovers.people)
    for pair in measured.handovers.people:
        figures[f"handover {pair.source}>{pair.target}"] = pair.count / total
    if measured.arrivals.gap is not None:
        figures["gap mean"] = measured.arrivals.gap.mean
    return figures


def theirs(found: Mapping[str, object]) -> Figures:
    """Return pm4py's figures by the same names."""
    durations = np.array(found["durations"])
    variants = dict(_pairs(found["variants"]))
    figures: Figures = {
        "cases": len(durations),
        "events": float(str(found["events"])),
        "variants": len(variants),
        "case mean": float(durations.mean()),
        "case min": float(durations.min()),
        "case max": float(durations.max()),
        "gap mean": float(str(found["gap"])),
    }
    for name, share in (("p50", 50), ("p80", 80), ("p95", 95)):
        figures[f"case {name}"] = float(np.percentile(durations, share))
    figures |= {f"variant {'>'.join(order)}": count for order, count in variants.items()}
    for kind in ("start", "end", "rework"):
        counts = found["rework" if kind == "rework" else f"{kind}s"]
        if isinstance(counts, dict):
            figures |= {f"{kind} {name}": count for name, count in counts.items()}
    figures |= {f"arc {'>'.join(pair)}": count for pair, count in _pairs(found["graph"])}
    figures |= {f"handover {'>'.join(pair)}": share for pair, share in _pairs(found["handover"])}
    waits = found["waits"]
    for source, target, each in waits if isinstance(waits, list) else ():
        figures |= {f"{name} {source}>{target}": value for name, value in each.items()}
    return figures


def _pairs(found: object) -> Iterator[tuple[tuple[str, ...], float]]:
    for row in found if isinstance(found, list) else ():
        yield tuple(row[0]) if isinstance(row[0], list) else tuple(row[:-1]), row[-1]


def differences(one: Figures, other: Figures) -> list[str]:
    """Name every figure that only one has or that differs by more than rounding."""
    found = []
    for name in sorted({*one, *other}):
        a, b = one.get(name), other.get(name)
        if a is None or b is None or abs(a - b) > NEAR * max(1.0, abs(a), abs(b)):
            found.append(f"{name}: {a} / {b}")
    return found
