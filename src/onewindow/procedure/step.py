"""One step of a procedure (环节), as the form's line of 内部审批流程 states it."""

from dataclasses import dataclass, field
from enum import StrEnum

from onewindow.kernel.conditions import Term
from onewindow.kernel.workdays import Unit


class StepKind(StrEnum):
    """What a step does for the case: 预审, 受理, 审查, 决定, 送达.

    No procedure defines a pre-review: a case gets it before its acceptance where the item has one.
    """

    PRE_REVIEW = "pre_review"
    ACCEPTANCE = "acceptance"
    REVIEW = "review"
    DECISION = "decision"
    DELIVERY = "delivery"


class JoinRule(StrEnum):
    """How a step regards the opinions before it (会签规则).

    ALL: it waits for every one, and a grant needs all to agree. LEAD: it waits for every one and
    may differ, with reasons. QUORUM: it starts when enough are given, and a grant needs as many to
    agree.
    """

    ALL = "all"
    LEAD = "lead"
    QUORUM = "quorum"


class OnSilence(StrEnum):
    """What it means when a department does not answer in time (超时默认)."""

    NOTHING = ""
    AGREED = "agreed"


@dataclass(frozen=True)
class Step:
    """One step; `needs` holds the codes of the steps before it, `limit` counts `limit_unit` days.

    A step with `when` belongs to a case only if the answers fulfil it. A limit of 0: at once.
    An optional step takes part once an officer opens it. `materials` are the codes of those that it
    may see; none means all.
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
    join_rule: JoinRule = JoinRule.ALL
    quorum: int = 0
    on_silence: OnSilence = OnSilence.NOTHING
    is_optional: bool = False
    materials: tuple[str, ...] = ()
    # Only for words: a diagram of another tool says no limit, which is not "at once".
    is_limit_said: bool = field(default=True, compare=False)
