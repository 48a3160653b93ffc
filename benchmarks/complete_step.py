"""CPU and speed of one durable `complete_step` against workflow engines and the bare statements."""

import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from operator import truediv

from benchmarks.bar import Bar
from benchmarks.contest.process import CONTESTANTS, Worker, contestants
from benchmarks.database import benchmark_database

# Many short rounds: each contestant has its share of what else the machine does.
CASES = 15
ROUNDS = 11
LIMITS = {
    "bare SQL floor": ("complete_step.floor", 2.5),
    "SpiffWorkflow": ("complete_step.spiff", 0.5),
    "Viewflow": ("complete_step.viewflow", 0.15),
}
OURS = "OneWindow"


@dataclass
class Measured:
    """Of one contestant: CPU seconds a step and steps a second, of each round."""

    cpu: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        one, two = statistics.median(self.alone), statistics.median(self.together)
        return (
            f"{statistics.median(self.cpu) * 1e6:.0f} µs of CPU a step,"
            f" {one:.0f} steps/s with one worker, {two:.0f} with two"
        )


def complete_step_cpu() -> list[Bar]:
    """Return the ratios of CPU per step, client and server together, medians of the same rounds."""
    with benchmark_database(), _arena() as workers:
        measured = {name: Measured() for name in CONTESTANTS}
        _round(workers, {name: Measured() for name in CONTESTANTS}, CASES)
        for _ in range(ROUNDS):
            _round(workers, measured, CASES)
        for name, (first, _second) in workers.items():
            cases, once = first.ask({"do": "check"}, "cases", "once")
            assert cases == once, f"{name}: {once} of {cases} joins opened what follows once"
    ours = measured[OURS]
    return [
        Bar(
            bar=bar,
            value=statistics.median(map(truediv, ours.cpu, measured[name].cpu)),
            limit=limit,
            detail=f"CPU of a step against that of {name}, median of {ROUNDS} rounds;"
            f" {OURS}: {ours}; {name}: {measured[name]}",
        )
        for name, (bar, limit) in LIMITS.items()
    ]


@contextmanager
def _arena() -> Iterator[dict[str, tuple[Worker, Worker]]]:
    with ExitStack() as stack:
        yield {
            name: (stack.enter_context(Worker(command)), stack.enter_context(Worker(command)))
            for name, command in contestants().items()
        }


def _round(
    workers: dict[str, tuple[Worker, Worker]], measured: dict[str, Measured], cases: int
) -> None:
    """Let each in turn work alone, then two at a time on the same cases: their joins meet."""
    for name, (first, second) in workers.items():
        into = measured[name]
        cpu, seconds, steps = _run([first], first, cases)
        into.alone.append(steps / seconds)
        into.cpu.append(cpu / steps)
        _cpu, seconds, steps = _run([first, second], first, cases)
        into.together.append(steps / seconds)


def _run(workers: Sequence[Worker], maker: Worker, cases: int) -> tuple[float, float, int]:
    """Return CPU seconds, seconds from the first start to the last end, and the steps done."""
    jobs = maker.prepare(cases)
    for place, worker in enumerate(workers):
        worker.tell({"do": "run", "jobs": jobs[place :: len(workers)]})
    said = [worker.hear("began", "ended", "client", "server") for worker in workers]
    cpu = sum(client + server for _, _, client, server in said)
    seconds = max(ended for _, ended, _, _ in said) - min(began for began, *_ in said)
    return cpu, seconds, len(jobs)
