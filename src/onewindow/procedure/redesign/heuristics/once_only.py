"""Once-only: nothing is asked that the government holds, makes itself or has been given.

Close to "integration" and "buffering" of Reijers & Liman Mansar (2005); here it is law
(在线政务服务规定 7).
"""

import re
from collections.abc import Iterator
from functools import partial

from onewindow.procedure.redesign.changes import ask_once, obtain_elsewhere
from onewindow.procedure.redesign.definition import Definition, Material, Source
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.figures import corrections
from onewindow.procedure.redesign.proposal import Claim, Heuristic, Proposal

PLAIN = re.compile(r"[（(][^（）()]*[）)]|原件|复印件|扫描件|及其?|[\s“”《》、，]")


def once_only(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose materials that need not be handed in, or only once."""
    for material in definition.handed_in:
        route = elsewhere(definition, material)
        if route is not None:
            source, title, reason = route
            change = partial(obtain_elsewhere, code=material.code, source=source)
            yield _draft(definition, evidence, material, title, reason, change)
        elif material.asked > 1:
            reason = f"同一份材料在办理过程中要交 {material.asked} 次，第一次收下后可以一直使用。"
            change = partial(ask_once, code=material.code)
            yield _draft(definition, evidence, material, "只收一次", reason, change)


def _needed(definition: Definition, material: Material) -> frozenset[Claim]:
    """What must stay if a step's result is used: the step, and its readers behind it."""
    producer = definition.became.get(material.produced_by)
    if producer is None:
        return frozenset()
    readers = [
        step.code
        for step in definition.steps
        if material.code in definition.work(step.code).reads and step.code != producer
    ]
    return frozenset(
        {("makes", producer)}
        | {("front", reader) for reader in readers}
        | {("pair", f"{reader}<{producer}") for reader in readers}
    )


def elsewhere(definition: Definition, material: Material) -> tuple[Source, str, str] | None:
    """Find where else the reviewers get what a material says: source, title, reason."""
    if material.licence:
        return Source.LICENCE, "免交，用电子证照", f"它的内容可以用“{material.licence}”核验。"
    if material.issued_by and material.issued_by in definition.linked:
        unit = definition.unit_name(material.issued_by)
        return Source.SHARED, f"免交，向{unit}共享获取", f"它由{unit}核发，数据已经接通。"
    if material.produced_by in definition.became:
        step = definition.procedure.step(definition.became[material.produced_by])
        return Source.STEP, "免交，前面的环节已经产生", f"它是本流程“{step.name}”的结果。"
    twin = _twin(definition, material)
    if twin is not None:
        return Source.REUSED, "不再重复收取", f"它和“{twin.name}”是同一份材料。"
    return None


def _twin(definition: Definition, material: Material) -> Material | None:
    """Find the same material earlier in the list; of two for certain cases neither is sure."""
    for other in definition.handed_in:
        if other.code == material.code:
            return None
        if plain(other.name) == plain(material.name) and not other.is_conditional:
            return other
    return None


def plain(name: str) -> str:
    """Reduce a material's name to what tells it from others."""
    return PLAIN.sub("", name) or name


def _draft(
    definition: Definition,
    evidence: Evidence,
    material: Material,
    title: str,
    reason: str,
    change: "partial[Definition]",
) -> Proposal:
    return Proposal(
        code=f"{Heuristic.ONCE_ONLY}:{material.code}",
        heuristic=Heuristic.ONCE_ONLY,
        title=f"“{material.name}”{title}",
        reason=f"{reason}通过共享能够得到、已经交过的，不得再要申请人提交。",
        apply=change,
        evidence=corrections(evidence, material.code),
        laws=definition.references.get(Heuristic.ONCE_ONLY, ()),
        claims=frozenset({("material", material.code)}),
        uses=_needed(definition, material),
    )
