"""Control addition (Reijers & Liman Mansar 2005): check completeness up front, not midway."""

from collections.abc import Iterator
from functools import partial

from onewindow.procedure.redesign.changes import check_at_acceptance, use_practice
from onewindow.procedure.redesign.definition import Definition, Practice
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.figures import days, is_known, share
from onewindow.procedure.redesign.proposal import Claim, Heuristic, Proposal
from onewindow.procedure.step import StepKind

COMPLETENESS = "completeness"
OFTEN_CORRECTED = 0.20


def control_addition(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose the check of completeness at acceptance, and a pre-review where much is corrected."""
    laws = definition.references.get(Heuristic.CONTROL_ADDITION, ())
    for step in definition.steps:
        acts = definition.work(step.code).acts
        if step.kind is not StepKind.REVIEW or COMPLETENESS not in acts or step.is_optional:
            continue
        found = evidence.step(step.code)
        yield Proposal(
            code=f"{Heuristic.CONTROL_ADDITION}:{step.code}",
            heuristic=Heuristic.CONTROL_ADDITION,
            title=f"“{step.name}”并入受理",
            reason="材料是否齐全应当在受理时一次查清、一次告知，不留到受理以后。",
            apply=partial(check_at_acceptance, code=step.code),
            evidence=days("全程用时", found.total),
            laws=laws,
            waiting=found.waiting.p50 if found.waiting else 0.0,
            claims=frozenset({("step", step.code), ("front", step.code)})
            | _kept_apart(definition, step.code),
            steps=(step.code,),
        )
    corrected = evidence.corrected
    if corrected is None or not is_known(corrected) or corrected.value < OFTEN_CORRECTED:
        return
    if not definition.has(Practice.PRE_REVIEW):
        yield Proposal(
            code=f"{Heuristic.CONTROL_ADDITION}:pre_review",
            heuristic=Heuristic.CONTROL_ADDITION,
            title="网上预审：提交前先查材料是否齐全",
            reason=f"{corrected}的办件被要求补正；先预审，一个工作日内一次告知。",
            apply=partial(use_practice, practice=Practice.PRE_REVIEW),
            evidence=share("补正的办件", corrected),
            laws=laws,
        )


def _kept_apart(definition: Definition, code: str) -> frozenset[Claim]:
    """Claim every pair that law keeps apart: both cannot go to the acceptance."""
    return frozenset(
        ("apart", "/".join(sorted({each.one, each.other})))
        for each in definition.separations
        if code in {each.one, each.other}
    )
