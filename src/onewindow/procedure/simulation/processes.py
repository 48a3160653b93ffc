"""Replications in several processes; each gets the scenarios once."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from multiprocessing import get_context

from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.engine.loop import Cancelled
from onewindow.procedure.simulation.measuring import Replication

# How soon a cancellation is noticed.
PATIENCE_SECONDS = 0.2

_blueprints: list[Blueprint] = []


def spread_out(
    blueprints: Sequence[Blueprint],
    jobs: Sequence[tuple[int, int]],
    seed: int,
    processes: int,
    is_cancelled: Callable[[], bool],
) -> Iterator[Replication]:
    """Yield the replications in the order of the jobs; raise Cancelled between two of them."""
    # Not by forking: whoever calls may have threads, and a fork would copy their locks.
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_take, initargs=(list(blueprints),)
    )
    try:
        for future in [pool.submit(_run, number, r, seed) for number, r in jobs]:
            while not future.done() and not is_cancelled():
                wait([future], timeout=PATIENCE_SECONDS)
            if is_cancelled():
                raise Cancelled
            yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _take(blueprints: list[Blueprint]) -> None:
    _blueprints[:] = blueprints


def _run(number: int, replication: int, seed: int) -> Replication:
    from onewindow.procedure.simulation.measuring import measure
    from onewindow.procedure.simulation.simulate import run_once

    return measure(run_once(_blueprints[number], replication, seed))
