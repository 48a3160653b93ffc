"""Contact reduction (Reijers & Liman Mansar 2005): fewer ways to the hall (减跑动)."""

from collections.abc import Iterator
from dataclasses import replace

from onewindow.procedure.redesign.definition import Definition, Practice
from onewindow.procedure.redesign.errors import Moot
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.figures import share
from onewindow.procedure.redesign.proposal import Heuristic, Proposal

IN_PERSON = "in_person"


def contact_reduction(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose to apply online and to send results home where the applicant still comes."""
    least = _in_person(definition)
    laws = definition.references.get(Heuristic.CONTACT_REDUCTION, ())
    corrected = share("补正的办件", evidence.corrected)
    if definition.visits > max(least, 1) or (
        definition.visits and not definition.has(Practice.ONLINE)
    ):
        yield Proposal(
            code=f"{Heuristic.CONTACT_REDUCTION}:online",
            heuristic=Heuristic.CONTACT_REDUCTION,
            title="网上申请，取件时才到现场",
            reason=f"现在要到现场 {definition.visits} 次；电子签名、电子证照与纸质的同等有效，"
            f"申请和补正都可以在网上办，原件在取件时核对。",
            apply=_Fewer(Practice.ONLINE, max(least, 1)),
            evidence=corrected,
            needs_legal_check=bool(least),
            laws=laws,
        )
    if definition.visits > least and not definition.has(Practice.COURIER):
        yield Proposal(
            code=f"{Heuristic.CONTACT_REDUCTION}:results",
            heuristic=Heuristic.CONTACT_REDUCTION,
            title="结果邮寄到家，发电子证照",
            reason="不必专门来取件；需要核对的原件可以双向邮寄。",
            apply=_Fewer(Practice.COURIER, least),
            needs_legal_check=bool(least),
            laws=laws,
        )


def _in_person(definition: Definition) -> int:
    """Return 1 if a step asks the applicant to come himself."""
    return int(any(IN_PERSON in definition.work(step.code).acts for step in definition.steps))


class _Fewer:
    """Spare visits: online all but the last, by courier that one."""

    def __init__(self, practice: Practice, least: int) -> None:
        self.practice = practice
        self.least = least

    def __call__(self, definition: Definition) -> Definition:
        if definition.has(self.practice) and definition.visits <= self.least:
            raise Moot("已经这样办理")
        visits = definition.visits - 1 if self.practice is Practice.COURIER else self.least
        if visits >= definition.visits or definition.visits <= self.least:
            raise Moot("已经不必为此到现场")
        return replace(definition, visits=max(visits, self.least)).using(self.practice)
