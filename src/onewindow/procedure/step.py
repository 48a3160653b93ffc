"""One step of a procedure (环节), as the form's line of 内部审批流程 states it."""

from dataclasses import dataclass
from enum import StrEnum

from onewindow.kernel.conditions import Term
from onewindow.kernel.workdays import Unit


class StepKind(StrEnum):
    """What a step does for the case: 受理, 审查, 决定, 送达."""

    ACCEPTANCE = "acceptance"
    REVIEW = "review"
    DECISION = "decision"
    DELIVERY = "delivery"


@dataclass(frozen=True)
class Step:
    """One step; `needs` holds the codes of the steps before it, `limit` counts `limit_unit` days.

    A step with `when` belongs to a case only if the answers fulfil it. A limit of 0: at once.
    """

    code: str
    name: str
    kind: StepKind
    unit: str
    post: str = ""
    limit: int = 0
    limit_unit: Unit = Unit.WORKING
    needs: tuple[str, ...] = ()
    when: Term | None = None
