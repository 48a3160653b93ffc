"""Joint inspection (合并勘验): several units look at a place once, together."""

import itertools
from collections.abc import Iterator
from functools import partial

from onewindow.procedure.redesign.changes import merge_steps
from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.figures import days
from onewindow.procedure.redesign.proposal import Heuristic, Proposal
from onewindow.procedure.step import JoinRule, Step, StepKind

SITE = "site"


def joint_inspection(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose one visit in place of several that the same cases need."""
    visits = [step for step in definition.steps if _is_visit(definition, step)]
    for steps in _groups(visits):
        codes = tuple(step.code for step in steps)
        units = list(dict.fromkeys(definition.unit_name(step.unit) for step in steps))
        names, told = "”“".join(step.name for step in steps), "、".join(units)
        measured = tuple(
            figure
            for step in steps
            for figure in days(f"“{step.name}”用时", evidence.step(step.code).total)
        )
        yield Proposal(
            code=f"{Heuristic.JOINT_INSPECTION}:{'+'.join(codes)}",
            heuristic=Heuristic.JOINT_INSPECTION,
            title=f"“{names}”合并成一次联合勘验（{told}）",
            reason=f"同一个现场要去 {len(steps)} 次（{told}）；约在同一天一起去，"
            "申请人只接待一次，时限按最长的一个算。",
            apply=partial(merge_steps, codes=codes, is_at_once=True),
            evidence=measured,
            needs_legal_check=len(units) > 1,
            laws=definition.references.get(Heuristic.JOINT_INSPECTION, ()),
            claims=frozenset(("step", code) for code in codes),
            steps=codes,
        )


def _is_visit(definition: Definition, step: Step) -> bool:
    return (
        step.kind is StepKind.REVIEW
        and SITE in definition.work(step.code).acts
        and not step.is_optional
        and not step.on_silence
        and step.join_rule is JoinRule.ALL
        and not any(
            step.code in other.needs and other.join_rule is JoinRule.QUORUM
            for other in definition.steps
        )
    )


def _groups(visits: list[Step]) -> Iterator[list[Step]]:
    """Group the visits that the same cases need."""
    for _, group in itertools.groupby(
        sorted(visits, key=lambda step: repr(step.when)), key=lambda step: repr(step.when)
    ):
        steps = list(group)
        if len(steps) > 1:
            yield steps
