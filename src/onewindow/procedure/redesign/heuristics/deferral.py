"""Deferrable materials (容缺受理): start without what is read only later."""

from collections.abc import Iterator
from functools import partial

from onewindow.procedure.redesign.changes import defer, late_reader
from onewindow.procedure.redesign.definition import Definition, Need
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.figures import corrections, is_known
from onewindow.procedure.redesign.heuristics.once_only import elsewhere
from onewindow.procedure.redesign.proposal import Heuristic, Proposal

OFTEN_MISSING = 0.10


def deferral(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose materials to hand in later: often missing, or read by late steps only."""
    required = [each for each in definition.handed_in if each.need is Need.REQUIRED]
    for material in required:
        is_main = "申请" in material.name or len(required) == 1
        if is_main or elsewhere(definition, material) is not None:
            continue
        missing = evidence.material(material.code).missing
        reader = late_reader(definition, material.code)
        is_measured = missing is not None and is_known(missing)
        if missing is not None and is_measured:
            if missing.value < OFTEN_MISSING:
                continue
            reason = f"{missing}的办件因为缺它被退回补正；先受理、后补齐，不必再跑一趟。"
        elif reader is not None:
            reason = f"它到“{reader.name}”才用得上，可以先受理，在那之前补齐。"
        else:
            continue
        yield Proposal(
            code=f"{Heuristic.DEFERRAL}:{material.code}",
            heuristic=Heuristic.DEFERRAL,
            title=f"“{material.name}”可以容缺后补",
            reason=reason,
            apply=partial(defer, code=material.code, is_read_late=not is_measured),
            evidence=corrections(evidence, material.code),
            needs_legal_check=True,
            laws=definition.references.get(Heuristic.DEFERRAL, ()),
            claims=frozenset({("material", material.code)}),
        )
