"""A proposal: what to change, why, what it rests on, what it brings, what it excludes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.law import Reference
from onewindow.procedure.redesign.totals import Totals

Claim = tuple[str, str]
# Fewer observations than this prove nothing (a share of 5 % of 30 is one or two).
ENOUGH = 30
# A code that names many steps is cut here and ends with a digest of all of it.
LONGEST_CODE = 200
DIGEST = 16


class Heuristic(StrEnum):
    """The heuristics in the order in which accepted proposals are applied.

    Names after Reijers & Liman Mansar (2005), Best practices in business process redesign,
    where they fit.
    """

    LIMITS = "limits"
    ONCE_ONLY = "once_only"
    COMMITMENT = "commitment"
    UNFOUNDED_FEES = "unfounded_fees"
    TASK_ELIMINATION = "task_elimination"
    EMPOWER = "empower"
    CONTROL_ADDITION = "control_addition"
    TASK_COMPOSITION = "task_composition"
    JOINT_INSPECTION = "joint_inspection"
    RESEQUENCING = "resequencing"
    KNOCK_OUT = "knock_out"
    PARALLELISM = "parallelism"
    DEFERRAL = "deferral"
    ORDER_BASED_WORK = "order_based_work"
    TRIAGE = "triage"
    DELEGATION = "delegation"
    TASK_AUTOMATION = "task_automation"
    CONTACT_REDUCTION = "contact_reduction"
    PROMISE = "promise"

    @property
    def label(self) -> str:
        """The name for people."""
        return LABELS[self]


LABELS = {
    Heuristic.LIMITS: "按实际需要定环节时限",
    Heuristic.ONCE_ONLY: "材料只交一次",
    Heuristic.COMMITMENT: "告知承诺",
    Heuristic.DEFERRAL: "容缺后补",
    Heuristic.UNFOUNDED_FEES: "清理没有依据的收费",
    Heuristic.TASK_ELIMINATION: "取消没有作用的环节",
    Heuristic.EMPOWER: "减少审批层级，充分授权",
    Heuristic.CONTROL_ADDITION: "齐全性检查前移",
    Heuristic.TASK_COMPOSITION: "合并同一单位的相邻环节",
    Heuristic.JOINT_INSPECTION: "合并勘验",
    Heuristic.RESEQUENCING: "调整先后",
    Heuristic.KNOCK_OUT: "容易否决的先审",
    Heuristic.PARALLELISM: "串联改并联",
    Heuristic.ORDER_BASED_WORK: "随到随办，不攒批",
    Heuristic.TRIAGE: "简易和一般分流",
    Heuristic.DELEGATION: "下放到下一级办理",
    Heuristic.TASK_AUTOMATION: "秒批",
    Heuristic.CONTACT_REDUCTION: "减少跑动",
    Heuristic.PROMISE: "压缩承诺时限",
}
ORDER = {heuristic: place for place, heuristic in enumerate(Heuristic)}


@dataclass(frozen=True)
class Figure:
    """One figure a proposal rests on: "一致率 59/60（98.3%）", of `n` observations."""

    label: str
    value: str
    n: int = 0

    def __str__(self) -> str:
        return f"{self.label} {self.value}" + (f"，n={self.n}" if self.n else "")


@dataclass(frozen=True)
class Proposal:
    """One change. `code` stays the same for the same definition and evidence.

    `effect` is by how much the totals shrink if this alone is accepted; `waiting` the working days
    of waiting that half the cases are spared, where measured. `conflicts` are codes of others.
    What one `claims` no other may claim or use. `laws` are the articles looked at.
    """

    code: str
    heuristic: Heuristic
    title: str
    reason: str
    apply: Callable[[Definition], Definition] = field(compare=False, repr=False)
    evidence: tuple[Figure, ...] = ()
    needs_legal_check: bool = False
    laws: tuple[Reference, ...] = ()
    waiting: float = 0.0
    effect: Totals | None = None
    conflicts: tuple[str, ...] = ()
    claims: frozenset[Claim] = frozenset()
    uses: frozenset[Claim] = frozenset()
    steps: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.code) > LONGEST_CODE:
            digest = sha256(self.code.encode()).hexdigest()[:DIGEST]
            short = f"{self.code[: LONGEST_CODE - DIGEST - 1]}…{digest}"
            object.__setattr__(self, "code", short)

    @property
    def is_measured(self) -> bool:
        """Whether it rests on enough of what happened, not on the definition alone."""
        return any(figure.n >= ENOUGH for figure in self.evidence)

    def excludes(self, other: "Proposal") -> bool:
        """Whether the two cannot be accepted together."""
        is_other = self.code != other.code
        return is_other and bool(
            self.claims & (other.claims | other.uses) or other.claims & self.uses
        )

    def as_json(self) -> dict[str, object]:
        """Return the proposal as plain values."""
        return {
            "code": self.code,
            "heuristic": self.heuristic.value,
            "heuristic_name": self.heuristic.label,
            "title": self.title,
            "reason": self.reason,
            "is_measured": self.is_measured,
            "evidence": [
                {"label": each.label, "value": each.value, "n": each.n} for each in self.evidence
            ],
            "needs_legal_check": self.needs_legal_check,
            "laws": [{"law": each.law, "article": each.article} for each in self.laws],
            "effect": self.effect.as_json() if self.effect else {},
            "waiting_days_spared": round(self.waiting, 2),
            "conflicts": list(self.conflicts),
            "steps": list(self.steps),
        }
