"""pm4py's figures of one log as JSON; runs alone in the benchmark environment.

    .venv/bench/bin/python benchmarks/mining/peer.py LOG [--frame pandas|polars]

LOG is .xes, .csv or .parquet with pm4py's own column names. Times are seconds.
"""

import argparse
import contextlib
import io
import json
import resource
import sys
import time
from pathlib import Path

with contextlib.redirect_stdout(io.StringIO()):
    import pandas as pd
    import pm4py

CASE, ACTIVITY, AT, WHO = "case:concept:name", "concept:name", "time:timestamp", "org:resource"


def load(path: Path, frame: str):
    """Return the log as pm4py reads it, in the order of time within cases."""
    if path.suffix == ".xes":
        return pm4py.format_dataframe(pm4py.read_xes(str(path)))
    if frame == "polars":
        import polars as pl

        return pm4py.format_dataframe(pl.scan_parquet(path))
    table = pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)
    if table[AT].dtype == object:
        table[AT] = pd.to_datetime(table[AT], utc=True, format="ISO8601")
    return pm4py.format_dataframe(table)


def measure(log, *, tails: bool) -> dict[str, object]:
    """Run pm4py's functions, one after the other, and time each."""
    laps: dict[str, float] = {}

    def lap(name: str, run):
        began = time.perf_counter()
        found = run()
        laps[name] = time.perf_counter() - began
        return found

    graph, starts, ends = lap("graph", lambda: pm4py.discover_dfg(log))
    waits = lap("waits", lambda: pm4py.discover_performance_dfg(log, perf_aggregation_key="all")[0])
    variants = lap("variants", lambda: pm4py.get_variants(log))
    durations = lap("durations", lambda: pm4py.get_all_case_durations(log))
    rework = lap("rework", lambda: pm4py.get_rework_cases_per_activity(log))
    handover = lap("handover", lambda: pm4py.discover_handover_of_work_network(log))
    if not tails:
        return {"laps": laps, "variants": len(variants)}
    more = percentiles(log)
    return {
        "laps": laps,
        "events": len(log),
        "gap": float(pm4py.get_case_arrival_average(log)),
        "graph": [[*pair, int(count)] for pair, count in graph.items()],
        "starts": {name: int(count) for name, count in starts.items()},
        "ends": {name: int(count) for name, count in ends.items()},
        "waits": [[*pair, figures(each) | more[pair]] for pair, each in waits.items()],
        "variants": sorted(([*key], int(n)) for key, n in variants.items()),
        "durations": [float(each) for each in durations],
        "rework": {name: int(count) for name, count in rework.items()},
        "handover": [
            [*pair, float(share)] for pair, share in handover.connections.items() if share
        ],
    }


def figures(wait) -> dict[str, float]:
    """Return what pm4py says of an arc's waiting, by our names."""
    ours = {"mean": "mean", "median": "p50", "max": "max", "min": "min", "sum": "sum"}
    return {name: float(wait[key]) for key, name in ours.items()}


def percentiles(log) -> dict[tuple[str, str], dict[str, float]]:
    """Return what pm4py has no function for, by pandas on its own table; not timed."""
    table = log[[CASE, ACTIVITY, AT]].copy()
    table["next"], table["after"] = table[ACTIVITY].shift(-1), table[AT].shift(-1)
    table = table[table[CASE] == table[CASE].shift(-1)]
    waits = (table["after"] - table[AT]).dt.total_seconds()
    by_arc = waits.groupby([table[ACTIVITY], table["next"]])
    p80, p95 = by_arc.quantile(0.8), by_arc.quantile(0.95)
    return {pair: {"p80": float(p80[pair]), "p95": float(p95[pair])} for pair in p80.index}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("log", type=Path)
    parser.add_argument("--frame", default="pandas")
    parser.add_argument("--laps-only", action="store_true")
    asked = parser.parse_args()
    began, used = time.perf_counter(), time.process_time()
    with contextlib.redirect_stdout(sys.stderr):
        log = load(asked.log, asked.frame)
        loaded = time.perf_counter() - began
        found = measure(log, tails=not asked.laps_only)
    found["wall"] = loaded + sum(found["laps"].values())
    found["cpu"] = time.process_time() - used
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    found["laps"] = {"load": loaded, **found["laps"]}
    if asked.laps_only:
        found = {key: found[key] for key in ("laps", "variants", "wall", "cpu", "peak")}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
