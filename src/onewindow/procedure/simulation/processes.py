"""Replications in several processes; each gets the scenarios once and answers in order."""

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence

from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.engine.loop import Cancelled
from onewindow.procedure.simulation.measuring import Replication

# Plain programs, no multiprocessing: that forks threads' locks or leaves a tracker running.
WORKER = (sys.executable, "-m", "onewindow.procedure.simulation.worker")


def spread_out(
    blueprints: Sequence[Blueprint],
    jobs: Sequence[tuple[int, int]],
    seed: int,
    processes: int,
    is_cancelled: Callable[[], bool],
) -> Iterator[Replication]:
    """Yield the replications in the order of the jobs; raise Cancelled between two of them."""
    workers = [_start() for _ in range(min(processes, len(jobs)))]
    try:
        for number, worker in enumerate(workers):
            _tell(worker, (list(blueprints), jobs[number :: len(workers)], seed))
        for place in range(len(jobs)):
            if is_cancelled():
                raise Cancelled
            yield _hear(workers[place % len(workers)])
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  our own interpreter, our own module
        WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def _tell(worker: subprocess.Popen[bytes], work: object) -> None:
    if worker.stdin is None:
        raise LookupError("stdin")
    worker.stdin.write(pickle.dumps(work))
    worker.stdin.flush()


def _hear(worker: subprocess.Popen[bytes]) -> Replication:
    if worker.stdout is None:
        raise LookupError("stdout")
    answer = pickle.load(worker.stdout)  # noqa: S301  our own child wrote it
    if not isinstance(answer, Replication):
        raise TypeError(answer)
    return answer
