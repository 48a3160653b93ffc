"""One contestant on one file, in a process of its own.

python -m benchmarks.mining.contest ours|bare LOG [MEMORY]
"""

import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from onewindow.eventlog import read
from onewindow.eventlog.measures.activities import activities
from onewindow.eventlog.measures.graph import graph
from onewindow.eventlog.measures.handover import handovers
from onewindow.eventlog.measures.throughput import throughput
from onewindow.eventlog.measures.variants import variants

MEMORY = "1GB"
TIMES = "count(*), avg(w), quantile_cont(w, [0.5, 0.8, 0.95]), min(w), max(w)"
# What somebody who knows DuckDB would write for this one job, with every trick that we know.
BARE = (
    """CREATE TEMP TABLE cases AS SELECT "case:concept:name" AS name, row_number() OVER () AS no
       FROM (SELECT DISTINCT "case:concept:name" FROM log)""",
    """CREATE TEMP TABLE names AS SELECT "concept:name" AS a, "org:resource" AS r, "org:group" AS u,
       dense_rank() OVER (ORDER BY "concept:name")::SMALLINT AS act,
       dense_rank() OVER (ORDER BY "org:resource")::INT AS res,
       dense_rank() OVER (ORDER BY "org:group")::SMALLINT AS unit
       FROM (SELECT DISTINCT "concept:name", "org:resource", "org:group" FROM log)""",
    """CREATE TEMP TABLE steps AS SELECT c, act, res, unit, t, row_number() OVER w AS seq,
       lag(act) OVER w AS pact, lag(res) OVER w AS pres, lag(unit) OVER w AS punit,
       t - lag(t) OVER w AS w
       FROM (SELECT cases.no::INT AS c, act, res, unit, epoch_us("time:timestamp") AS t,
             file_row_number AS pos FROM log JOIN cases ON "case:concept:name" = cases.name
             JOIN names ON "concept:name" = a AND "org:resource" = r AND "org:group" = u)
       WINDOW w AS (PARTITION BY c ORDER BY t, pos)""",
    """CREATE TEMP TABLE spans AS SELECT c, count(*) AS n, min(t) AS first, max(t) AS last,
       sum(hash(act, seq)) AS mark FROM steps GROUP BY c""",
)
ANSWERS = {
    "graph": f"SELECT pact, act, {TIMES} FROM steps WHERE pact IS NOT NULL GROUP BY 1, 2",
    "ends": "SELECT act, count(*) FROM steps GROUP BY 1",
    "variants": "SELECT mark, count(*), min(c) FROM spans GROUP BY 1 ORDER BY 2 DESC",
    "durations": f"SELECT {TIMES} FROM (SELECT last - first AS w FROM spans)",
    "rework": """WITH kinds AS (SELECT count(*) AS n, min(c) AS c FROM spans GROUP BY mark),
       often AS (SELECT c, act, n, count(*) AS times FROM steps JOIN kinds USING (c) GROUP BY ALL)
       SELECT act, sum(n), sum(n) FILTER (times > 1) FROM often GROUP BY 1""",
    "activities": f"SELECT act, {TIMES} FROM steps GROUP BY 1",
    "people": "SELECT act, count(*) FROM (SELECT DISTINCT act, res FROM steps) GROUP BY 1",
    "handover": f"SELECT pres, res, {TIMES} FROM steps WHERE pres IS NOT NULL GROUP BY 1, 2",
    "units": f"SELECT punit, unit, {TIMES} FROM steps WHERE punit IS NOT NULL GROUP BY 1, 2",
}


def ours(path: Path, memory: str) -> dict[str, float]:
    """Load and measure as `onewindow log mine` does, the families that all three have."""
    log = read(path, memory_limit=memory)
    kinds = variants(log.flow)
    shown = graph(log.flow, None)
    done, rework = activities(log.flow, None)
    handed = handovers(log.flow)
    whole = throughput(log.flow, None).calendar
    return {
        "variants": kinds.count,
        "arcs": len(shown.arcs),
        "events": sum(each.count for each in done),
        "reworked": sum(each.reworked_cases for each in done),
        "pairs": len(handed.people),
        "waited": sum(arc.waiting.p95 for arc in shown.arcs if arc.waiting),
        "half": whole.p50 if whole else 0,
        "repeats": rework.events,
    }


def bare(path: Path, memory: str) -> dict[str, float]:
    """Run statements written by hand for this file."""
    with tempfile.TemporaryDirectory() as folder:
        con = duckdb.connect(f"{folder}/bare.duckdb")
        con.execute(f"SET memory_limit = '{memory}'")
        con.execute(
            f"CREATE VIEW log AS SELECT * FROM read_parquet('{path}', file_row_number = true)"
        )
        for statement in BARE:
            con.execute(statement)
        found = {name: con.execute(statement).fetchall() for name, statement in ANSWERS.items()}
        con.close()
    events = sum(row[1] for row in found["ends"])
    return {
        "variants": len(found["variants"]),
        "arcs": len(found["graph"]),
        "events": events,
        "reworked": sum(row[2] or 0 for row in found["rework"]),
        "pairs": len(found["handover"]),
        "waited": sum(row[4][2] for row in found["graph"]) / 1e6,
        "half": found["durations"][0][2][0] / 1e6,
        "repeats": events - sum(row[1] for row in found["rework"]),
    }


CONTESTANTS: Mapping[str, Callable[[Path, str], dict[str, float]]] = {"ours": ours, "bare": bare}


def main(name: str, path: str, memory: str = MEMORY) -> None:
    """Print what a contestant found, how long it took and how much memory it held."""
    began, used = time.perf_counter(), time.process_time()
    found = CONTESTANTS[name](Path(path), memory)
    answer = {
        "figures": found,
        "wall": time.perf_counter() - began,
        "cpu": time.process_time() - used,
        "peak": peak_of(),
    }
    print(json.dumps(answer))


def peak_of(process: int | str = "self") -> int:
    """Return the most memory that a process has held, in bytes; 0 when it has ended."""
    # What getrusage says is at least what the process had that started this one.
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s*(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


if __name__ == "__main__":
    main(*sys.argv[1:])
