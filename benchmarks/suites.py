"""Every command that measures, and the bars it prints: no others, and none may be missing."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """A function that measures, run in a process of its own, and the names of its bars."""

    module: str
    name: str
    bars: tuple[str, ...]


@dataclass(frozen=True)
class Suite:
    """A module that `make` runs; `measures` are the bars of `python -m benchmarks`."""

    module: str
    bars: tuple[str, ...]


MEASURES = (
    Measure("benchmarks.workdays", "million_deadlines", ("workdays.add_many",)),
    Measure("benchmarks.letter", "warm_letter", ("letter.warm",)),
    Measure("benchmarks.leaflet", "warm_guide", ("leaflet.chinese",)),
    Measure("benchmarks.leaflet", "warm_mongolian_guide", ("leaflet.mongolian",)),
    Measure("benchmarks.paths", "paths_of_twelve_questions", ("paths.check",)),
    Measure(
        "benchmarks.complete_step",
        "complete_step_cpu",
        ("complete_step.floor", "complete_step.spiff", "complete_step.viewflow"),
    ),
    Measure("benchmarks.search", "search_p95", ("search.p95",)),
    Measure(
        "benchmarks.guide",
        "guide_page",
        ("guide.cold.p95", "guide.warm.p95", "guide.queries", "guide.weight"),
    ),
)

# By the target of the Makefile.
SUITES: Mapping[str, Suite] = {
    "bench": Suite("benchmarks", tuple(bar for each in MEASURES for bar in each.bars)),
    "bench-million": Suite(
        "benchmarks.million",
        (
            "million.work_list.p95",
            "million.search.p95",
            "million.case_page.p95",
            "million.sweep",
            "million.due_soon.p95",
            "million.recheck",
        ),
    ),
    "bench-simulation": Suite(
        "benchmarks.simulation",
        (
            "simulation.simpy.speed",
            "simulation.simpy.mean",
            "simulation.prosimos.speed",
            "simulation.prosimos.plain.speed",
            "simulation.prosimos.plain.mean",
        ),
    ),
    "bench-mining": Suite(
        "benchmarks.mining",
        (
            "mining.differences",
            "mining.variants",
            "mining.unlike-sql",
            "mining.sql",
            "mining.peak",
            "mining.tight",
            "mining.pm4py",
        ),
    ),
}
