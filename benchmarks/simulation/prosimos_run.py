"""Run Prosimos in its own environment: `prosimos_run FOLDER CASES SEED`, one JSON line.

The time is that of a run that writes nothing; the mean comes from a second one that writes its log.
"""

import csv
import json
import random
import sys
import time
from datetime import datetime
from pathlib import Path

import numpy as np
from prosimos.simulation_engine import run_simulation

START = "2026-01-05T00:00:00.000000+00:00"


def main(folder: Path, cases: int, seed: int) -> None:
    """Print CPU seconds and the mean calendar days of a case."""
    files = str(folder / "office.bpmn"), str(folder / "office.json")
    random.seed(seed)
    np.random.seed(seed)
    began = time.process_time()
    run_simulation(*files, cases, starting_at=START)
    seconds = time.process_time() - began
    log = folder / f"log-{seed}.csv"
    run_simulation(*files, cases, log_out_path=str(log), starting_at=START)
    print(json.dumps({"seconds": seconds, "days": mean_days(log)}))


def mean_days(log: Path) -> float:
    """Return the mean time from enabling the first step to ending the last one."""
    first: dict[str, datetime] = {}
    last: dict[str, datetime] = {}
    with log.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            case = row["case_id"]
            enabled = datetime.fromisoformat(row["enable_time"])
            ended = datetime.fromisoformat(row["end_time"])
            first[case] = min(first.get(case, enabled), enabled)
            last[case] = max(last.get(case, ended), ended)
    spans = [(last[case] - first[case]).total_seconds() for case in first]
    return sum(spans) / len(spans) / 86400


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
