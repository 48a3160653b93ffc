"""Pure rules of handling a case."""

from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.procedure.model import StepKind

# Which role may complete which kind of step.
ROLE_FOR_KIND = {
    StepKind.PRE_REVIEW: "counter_clerk",
    StepKind.ACCEPTANCE: "counter_clerk",
    StepKind.REVIEW: "reviewer",
    StepKind.DECISION: "decider",
    StepKind.DELIVERY: "counter_clerk",
}

# What an officer chooses on the step's own page.
OUTCOMES_FOR_KIND = {
    StepKind.PRE_REVIEW: ("passed",),
    StepKind.ACCEPTANCE: ("accepted", "not_accepted"),
    StepKind.REVIEW: ("agreed", "disagreed"),
    StepKind.DECISION: ("granted", "refused"),
    StepKind.DELIVERY: ("delivered",),
}

# What counts as agreeing: silence only where the item says so.
CONSENTS = frozenset({"agreed", "silent"})
# How else a step of the intake ends, by a page of its own.
INTAKE_KINDS = (StepKind.PRE_REVIEW, StepKind.ACCEPTANCE)
INTAKE_ENDINGS = ("correction", "not_accepted", "not_required", "transferred")

NEEDS_OPINION = {"not_accepted", "disagreed", "refused"}


class AlreadyDone(NotAllowedNow):
    """Somebody else completed the step first."""


class NotYours(DomainError):
    """The step belongs to another department, post or role."""


class Recused(NotYours):
    """The officer keeps out of the case (回避)."""


class Incomplete(DomainError):
    """Questions or fields are not answered yet; `.names` lists them."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__("还没有填好：" + "、".join(names) + "。请补全后再提交。")


class MissingMaterials(DomainError):
    """Required materials were not handed in; `.names` lists them."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__("还缺材料：" + "、".join(names) + "。请上传后再提交。")


def case_number(day: str, sequence: int) -> str:
    """Return the receipt number (收件编号) of the sequence-th application, `SL20261121-000417`."""
    return f"SL{day}-{sequence:06d}"
