"""Run the three and hold what they said against each other."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean, stdev

import numpy as np
from tests.procedure.simulation.simpy_office import Office

from benchmarks.simulation.office import CASES_PER_DAY, DAYS
from benchmarks.simulation.prosimos_files import diagram, parameters
from onewindow.procedure.simulation import Scenario
from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.engine.loop import play
from onewindow.procedure.simulation.engine.state import State
from onewindow.procedure.simulation.intervals import student_t
from onewindow.procedure.simulation.luck import Luck
from onewindow.procedure.simulation.streams import Numbers, Streams

ROOT = Path(__file__).resolve().parent.parent.parent
PEERS = ROOT / ".venv" / "bench" / "bin" / "python"
CASES = int(CASES_PER_DAY * DAYS)


@dataclass(frozen=True)
class Runs:
    """What one engine needed for a case in CPU seconds, and how long cases took, by replication."""

    seconds: Sequence[float]
    days: Sequence[float]

    @property
    def cases_per_second(self) -> float:
        """How many cases a second of CPU does, in the best replication."""
        return 1 / min(self.seconds)


def distance(one: Runs, other: Runs) -> float:
    """Return how far two means are apart, in half widths of the 95 % interval (Welch)."""
    parts = [stdev(runs.days) ** 2 / len(runs.days) for runs in (one, other)]
    freedom = sum(parts) ** 2 / sum(
        part**2 / (len(runs.days) - 1) for part, runs in zip(parts, (one, other), strict=True)
    )
    half = student_t(int(freedom)) * sum(parts) ** 0.5
    return abs(fmean(one.days) - fmean(other.days)) / float(half)


def ours_and_simpys(replications: int, scenario: Scenario) -> tuple[Runs, Runs]:
    """Run both in turns, so that a busy machine is unfair to neither; luck differs."""
    plan = Blueprint(scenario)
    # What is the same in every replication is laid out once, for both.
    assert plan.switches
    ours, peers = [], []
    for seed in range(replications):
        ours.append(_timed(partial(_run_ours, plan, seed)))
        peers.append(_timed(partial(_run_simpy, plan, 1000 + seed)))
    return _runs(ours), _runs(peers)


def prosimos(replications: int, folder: Path, scenario: Scenario) -> Runs:
    """Run Prosimos, each replication in a process of its environment."""
    if not PEERS.exists():
        sys.exit("The peers' environment is missing: `make bench-simulation` builds it.")
    (folder / "office.bpmn").write_text(diagram(scenario), encoding="utf-8")
    (folder / "office.json").write_text(json.dumps(parameters(scenario)), encoding="utf-8")
    script = str(Path(__file__).with_name("prosimos_run.py"))
    answers = []
    for seed in range(replications):
        done = subprocess.run(
            [str(PEERS), script, str(folder), str(CASES), str(seed)],
            capture_output=True, text=True, check=True, cwd=folder,
        )  # fmt: skip
        answers.append(json.loads(done.stdout.splitlines()[-1]))
    return Runs(
        [answer["seconds"] / CASES for answer in answers], [answer["days"] for answer in answers]
    )


def never() -> bool:
    """Nobody stops a benchmark."""
    return False


def _run_ours(plan: Blueprint, seed: int) -> Numbers:
    state = State(plan, Luck(plan, Streams(1, seed)))
    play(state, never)
    return np.array(state.finished) - state.luck.arrived


def _run_simpy(plan: Blueprint, seed: int) -> Numbers:
    luck = Luck(plan, Streams(1, seed))
    return np.array(Office(plan, luck).run()) - luck.arrived


def _timed(run: Callable[[], Numbers]) -> tuple[float, float]:
    began = time.process_time()
    spans = run()
    seconds = time.process_time() - began
    return seconds / len(spans), float(spans.mean()) / 1440


def _runs(measured: Sequence[tuple[float, float]]) -> Runs:
    return Runs([seconds for seconds, _ in measured], [days for _, days in measured])
