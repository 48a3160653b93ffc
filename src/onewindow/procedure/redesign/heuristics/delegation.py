"""Delegation (下放、委托): decide where the applicants are."""

from collections.abc import Iterator
from dataclasses import replace

from onewindow.procedure.redesign.definition import Definition, Practice
from onewindow.procedure.redesign.errors import Moot
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.figures import is_known, share
from onewindow.procedure.redesign.proposal import Heuristic, Proposal
from onewindow.procedure.step import StepKind

LOWER = {"province": "city", "city": "county", "county": "township"}
LEVELS = {"city": "市级", "county": "县级", "township": "镇（乡、街道）级"}
FEWEST = 50
GRANTED = 0.95
LOCAL = 0.6


def delegation(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose to hand down what one unit nearly always grants, mostly to people further down."""
    lower = LOWER.get(definition.level)
    if lower is None or definition.guarded or definition.has(Practice.DELEGATED):
        return
    inner = {StepKind.REVIEW, StepKind.DECISION}
    units = {step.unit for step in definition.steps if step.kind in inner}
    granted, local = evidence.granted, evidence.local
    if len(units) > 1 or granted is None or not is_known(granted, FEWEST):
        return
    if granted.value < GRANTED or local is None or not is_known(local, FEWEST):
        return
    if local.value < LOCAL:
        return
    yield Proposal(
        code=f"{Heuristic.DELEGATION}:{lower}",
        heuristic=Heuristic.DELEGATION,
        title=f"下放到{LEVELS[lower]}办理",
        reason=f"只由一个单位办理，{granted}的办件准予，{local}的申请人就在下一级。",
        apply=_HandDown(lower),
        evidence=(*share("准予", granted), *share("申请人在下一级", local)),
        needs_legal_check=True,
        laws=definition.references.get(Heuristic.DELEGATION, ()),
        claims=frozenset({("level", "")}),
    )


class _HandDown:
    """Let a lower level do it."""

    def __init__(self, level: str) -> None:
        self.level = level

    def __call__(self, definition: Definition) -> Definition:
        if definition.has(Practice.DELEGATED):
            raise Moot("已经下放")
        return replace(definition, level=self.level).using(Practice.DELEGATED)
