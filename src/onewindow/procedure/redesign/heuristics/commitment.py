"""Commitment instead of a proof (告知承诺): trust first, verify later."""

from collections.abc import Iterator
from functools import partial

from onewindow.procedure.redesign.changes import obtain_elsewhere
from onewindow.procedure.redesign.definition import Definition, Source
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.figures import FEWEST, corrections
from onewindow.procedure.redesign.heuristics.once_only import elsewhere
from onewindow.procedure.redesign.proposal import Heuristic, Proposal

# Where more than one proof in twenty is wrong, a promise will not do.
MOST_WRONG = 0.05


def commitment(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose proofs that a written commitment can replace; none in the guarded fields."""
    if definition.guarded:
        return
    for material in definition.handed_in:
        can_be_had = elsewhere(definition, material) is not None
        wrong = evidence.material(material.code).wrong
        is_doubtful = wrong is not None and wrong.of >= FEWEST and wrong.value > MOST_WRONG
        if not material.is_proof or can_be_had or is_doubtful:
            continue
        yield Proposal(
            code=f"{Heuristic.COMMITMENT}:{material.code}",
            heuristic=Heuristic.COMMITMENT,
            title=f"“{material.name}”改为告知承诺",
            reason="这是一份证明，不涉及不得适用告知承诺的领域；可以凭书面承诺办理，事后核查。",
            apply=partial(obtain_elsewhere, code=material.code, source=Source.COMMITMENT),
            evidence=corrections(evidence, material.code),
            needs_legal_check=True,
            laws=definition.references.get(Heuristic.COMMITMENT, ()),
            claims=frozenset({("material", material.code)}),
        )
