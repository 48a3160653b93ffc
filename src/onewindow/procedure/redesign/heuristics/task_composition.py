"""Task composition (Reijers & Liman Mansar 2005): one hand for what one unit does in a row."""

from collections.abc import Iterator
from functools import partial

from onewindow.procedure.redesign.changes import is_chain, merge_steps
from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.control_addition import COMPLETENESS
from onewindow.procedure.redesign.heuristics.empower import APPROVAL
from onewindow.procedure.redesign.heuristics.figures import days
from onewindow.procedure.redesign.heuristics.joint_inspection import SITE
from onewindow.procedure.redesign.heuristics.resequencing import GRANT_ONLY
from onewindow.procedure.redesign.heuristics.task_elimination import TRANSFER
from onewindow.procedure.redesign.order import needless
from onewindow.procedure.redesign.proposal import Heuristic, Proposal
from onewindow.procedure.step import JoinRule, Step, StepKind

ALIKE = {StepKind.REVIEW, StepKind.DELIVERY}
# What approves, checks, hands on or prints is dropped or moved, not merged.
OF_THEIR_OWN = {APPROVAL, COMPLETENESS, TRANSFER, GRANT_ONLY}


def task_composition(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose to merge steps that follow each other in one unit and could not run together."""
    for chain in _chains(definition):
        names = "”“".join(step.name for step in chain)
        unit = definition.unit_name(chain[0].unit)
        figures = tuple(
            figure
            for step in chain[1:]
            for figure in days(f"“{step.name}”开始前等待", evidence.step(step.code).waiting)
        )
        waits = (evidence.step(step.code).waiting for step in chain[1:])
        codes = tuple(step.code for step in chain)
        yield Proposal(
            code=f"{Heuristic.TASK_COMPOSITION}:{'+'.join(codes)}",
            heuristic=Heuristic.TASK_COMPOSITION,
            title=f"合并“{names}”",
            reason=f"这 {len(chain)} 个环节都由{unit}接着办，中间只有交接；由一人办完，少等几次。",
            apply=partial(merge_steps, codes=codes),
            evidence=figures,
            needs_legal_check=any(definition.work(code).least_days for code in codes),
            laws=definition.references.get(Heuristic.TASK_COMPOSITION, ()),
            waiting=sum(each.p50 for each in waits if each),
            claims=frozenset(("step", code) for code in codes),
            steps=codes,
        )


def _chains(definition: Definition) -> Iterator[list[Step]]:
    """Walk from every step that starts a chain to its end."""
    idle = needless(definition)
    following = {step.code: _next(definition, step) for step in definition.steps}
    links = {
        code: other
        for code, other in following.items()
        if other is not None
        and _fit(
            definition, definition.procedure.step(code), other, is_idle=(code, other.code) in idle
        )
    }
    targets = {other.code for other in links.values()}
    for step in definition.steps:
        if step.code not in links or step.code in targets:
            continue
        chain = [step]
        while chain[-1].code in links:
            chain.append(links[chain[-1].code])
        yield chain


def _next(definition: Definition, step: Step) -> Step | None:
    after = [other for other in definition.steps if step.code in other.needs]
    if len(after) == 1 and is_chain(definition, [step.code, after[0].code]):
        return after[0]
    return None


def _fit(definition: Definition, one: Step, other: Step, *, is_idle: bool) -> bool:
    """Whether two steps in a row could be one: alike, one unit, one desk or one needs the other."""
    acts = definition.work(one.code).acts, definition.work(other.code).acts
    kept = definition.kept_by_law
    return (
        one.kind is other.kind
        and one.kind in ALIKE
        and one.unit == other.unit
        and (one.post == other.post or not is_idle)
        and one.when == other.when
        and not (one.is_optional or other.is_optional)
        and other.join_rule is JoinRule.ALL
        and one.on_silence == other.on_silence
        and not (OF_THEIR_OWN & (acts[0] | acts[1]))
        and (SITE in acts[0]) == (SITE in acts[1])
        and one.code not in kept
        and other.code not in kept
    )
