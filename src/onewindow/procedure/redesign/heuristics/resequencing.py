"""Resequencing (Reijers & Liman Mansar 2005): what only a grant needs comes after the decision."""

from collections.abc import Iterator
from functools import partial

from onewindow.procedure.redesign.changes import move_after_decision
from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.figures import days
from onewindow.procedure.redesign.proposal import Figure, Heuristic, Proposal
from onewindow.procedure.step import StepKind

GRANT_ONLY = "grant_only"


def resequencing(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose to make out licences and take fees only for cases that are granted.

    What an officer opens where it is needed stays: after the decision every case would have it.
    """
    granted = evidence.granted
    for step in definition.steps:
        acts = definition.work(step.code).acts
        if step.kind is not StepKind.REVIEW or step.is_optional or GRANT_ONLY not in acts:
            continue
        figures: tuple[Figure, ...] = days("全程用时", evidence.step(step.code).total)
        reason = "只有准予的办件才用得上它，排在决定之前，决定要等它，不准予的也白做。"
        if granted is not None and granted.of:
            refused = granted.of - granted.count
            figures += (Figure("没有准予的办件", f"{refused}/{granted.of}", granted.of),)
        yield Proposal(
            code=f"{Heuristic.RESEQUENCING}:{step.code}",
            heuristic=Heuristic.RESEQUENCING,
            title=f"“{step.name}”移到决定之后",
            reason=reason,
            apply=partial(move_after_decision, code=step.code),
            evidence=figures,
            laws=definition.references.get(Heuristic.RESEQUENCING, ()),
            claims=frozenset({("step", step.code), ("makes", step.code)}),
            steps=(step.code,),
        )
