"""Triage (Reijers & Liman Mansar 2005): simple cases go another way than difficult ones."""

from collections.abc import Iterator
from functools import partial

from onewindow.procedure.redesign.changes import use_practice
from onewindow.procedure.redesign.definition import Definition, Practice
from onewindow.procedure.redesign.evidence import Days, Evidence
from onewindow.procedure.redesign.heuristics.figures import days
from onewindow.procedure.redesign.proposal import Heuristic, Proposal
from onewindow.procedure.step import StepKind

FEWEST = 50
# The slow cases take several times as long as the usual ones, and days more.
TIMES = 4
DAYS_MORE = 2.0


def triage(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose to sort cases where a few take very much longer than the rest."""
    for step in definition.steps:
        found = evidence.step(step.code)
        worked = found.processing
        if step.kind is not StepKind.REVIEW or worked is None or not _is_mixed(worked):
            continue
        yield Proposal(
            code=f"{Heuristic.TRIAGE}:{step.code}",
            heuristic=Heuristic.TRIAGE,
            title=f"“{step.name}”分简易和一般两路",
            reason=f"一半的办件 {worked.p50:.1f} 个工作日就办完，"
            f"最慢的要 {worked.p95:.1f} 个工作日以上；"
            "受理时按情形分开，简单的不排在复杂的后面。",
            apply=partial(use_practice, practice=Practice.TRIAGE, code=step.code),
            evidence=(*days("办理用时", worked), *days("等待", found.waiting)),
            laws=definition.references.get(Heuristic.TRIAGE, ()),
            waiting=found.waiting.p50 if found.waiting else 0.0,
            steps=(step.code,),
        )


def _is_mixed(worked: Days) -> bool:
    is_spread = worked.p95 >= TIMES * worked.p50 and worked.p95 - worked.p50 >= DAYS_MORE
    return worked.n >= FEWEST and is_spread
