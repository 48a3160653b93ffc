"""Order-based work (Reijers & Liman Mansar 2005): each case at once, no waiting for a batch."""

from collections.abc import Iterator
from functools import partial

from onewindow.procedure.redesign.changes import use_practice
from onewindow.procedure.redesign.definition import Definition, Practice
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.figures import days, is_known, share
from onewindow.procedure.redesign.proposal import Heuristic, Proposal

MOSTLY = 0.5
HALF_A_DAY = 0.5


def order_based_work(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose to end batches that most cases wait half a day or more for."""
    for step in definition.steps:
        found = evidence.step(step.code)
        waiting, batched = found.batch_waiting, found.batched
        if batched is None or not is_known(batched) or batched.value < MOSTLY:
            continue
        if waiting is None or waiting.p50 < HALF_A_DAY:
            continue
        yield Proposal(
            code=f"{Heuristic.ORDER_BASED_WORK}:{step.code}",
            heuristic=Heuristic.ORDER_BASED_WORK,
            title=f"“{step.name}”随到随办",
            reason=(
                f"{batched.of} 次办理里有 {batched.count} 次（{batched.value:.1%}）攒成一批才办，"
                f"一半要为此多等 {waiting.p50:.1f} 个工作日以上。"
            ),
            apply=partial(use_practice, practice=Practice.ORDER_BASED, code=step.code),
            evidence=(*share("成批办理", batched), *days("等批的时间", waiting)),
            laws=definition.references.get(Heuristic.ORDER_BASED_WORK, ()),
            waiting=waiting.p50,
            steps=(step.code,),
        )
