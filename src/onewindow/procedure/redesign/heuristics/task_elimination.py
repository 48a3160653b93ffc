"""Task elimination (Reijers & Liman Mansar 2005): leave out steps that have no effect."""

from collections.abc import Iterator
from functools import partial

from onewindow.procedure.redesign.changes import drop_step
from onewindow.procedure.redesign.definition import Definition, opinion_of
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.empower import APPROVAL
from onewindow.procedure.redesign.heuristics.figures import days, is_known, share
from onewindow.procedure.redesign.proposal import Heuristic, Proposal
from onewindow.procedure.step import Step, StepKind

TRANSFER = "transfer"
# What changes one case in a hundred is looked at before it goes; 100 runs can show that.
RARELY = 0.01
MANY = 100


def task_elimination(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose to drop steps whose result nobody uses, or that never changed anything."""
    for step in definition.steps:
        if not _may_go(definition, step):
            continue
        found = evidence.step(step.code)
        is_measured = is_known(found.changed, MANY)
        has_changed = is_measured and found.changed is not None and found.changed.value > RARELY
        has_refused = found.refused is not None and found.refused.count > 0
        if has_changed or has_refused:
            continue
        if _is_unused(definition, step):
            reason = "它只转手，后面的环节不用它的结果。"
        elif is_measured and step.kind is StepKind.REVIEW:
            reason = f"它几乎没有改变过什么：{found.changed}的办件有改动，没有一件在这里不通过。"
        else:
            continue
        yield Proposal(
            code=f"{Heuristic.TASK_ELIMINATION}:{step.code}",
            heuristic=Heuristic.TASK_ELIMINATION,
            title=f"取消“{step.name}”环节",
            reason=reason,
            apply=partial(drop_step, code=step.code),
            evidence=(*share("有改动的办件", found.changed), *days("全程用时", found.total)),
            needs_legal_check=not _is_unused(definition, step),
            laws=definition.references.get(Heuristic.TASK_ELIMINATION, ()),
            waiting=found.total.p50 if found.total else 0.0,
            claims=frozenset({("step", step.code), ("makes", step.code)}),
            steps=(step.code,),
        )


def _may_go(definition: Definition, step: Step) -> bool:
    """Whether it is neither the frame nor law; layers of approval have a heuristic of their own."""
    is_middle = step.kind in {StepKind.REVIEW, StepKind.DELIVERY}
    is_middle = is_middle and APPROVAL not in definition.work(step.code).acts
    return is_middle and not step.is_optional and step.code not in definition.kept_by_law


def _is_unused(definition: Definition, step: Step) -> bool:
    """Whether nothing is made here: what it writes nobody reads, and it only hands on."""
    read = {
        each
        for other in definition.steps
        if other.code != step.code
        for each in definition.work(other.code).reads
    }
    work = definition.work(step.code)
    makes = {*work.writes, opinion_of(step.code)} & read
    produces = any(each.produced_by == step.code for each in definition.materials)
    return TRANSFER in work.acts and not makes and not produces
