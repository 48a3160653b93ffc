"""In which order people read a procedure, and which of its arrows they need to see."""

from collections.abc import Mapping
from dataclasses import dataclass

from onewindow.procedure.graph import Graph, certain, followers
from onewindow.procedure.model import Procedure
from onewindow.procedure.step import Step


@dataclass(frozen=True)
class Reading:
    """The steps in reading order with the direct predecessors that a reader needs."""

    steps: tuple[Step, ...]
    needs: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, procedure: Procedure) -> "Reading":
        """Read a procedure: branch by branch, without arrows that say what others say already."""
        needs = without_shortcuts(procedure.needs, procedure.quorums)
        order = branch_by_branch(needs)
        number = {code: place for place, code in enumerate(order)}
        return cls(
            steps=tuple(procedure.step(code) for code in order),
            needs={code: tuple(sorted(needs[code], key=number.__getitem__)) for code in order},
        )

    @property
    def numbers(self) -> dict[str, int]:
        """Number the steps from 1."""
        return {step.code: number for number, step in enumerate(self.steps, start=1)}

    @property
    def arrows(self) -> list[tuple[str, str]]:
        """List the arrows, those of the first target first."""
        return [(need, code) for code, needs in self.needs.items() for need in needs]


def without_shortcuts(
    needs: Graph, quorums: Mapping[str, int] | None = None
) -> dict[str, tuple[str, ...]]:
    """Drop every need that another need of the same step waits for anyway."""
    before = certain(needs, quorums or {})
    return {
        code: tuple(
            need
            for need in dict.fromkeys(wanted)
            if not any(need in before[other] for other in wanted if other != need)
        )
        for code, wanted in needs.items()
    }


def branch_by_branch(needs: Graph) -> list[str]:
    """Order the steps so that each follows its predecessors and a branch is read to its end."""
    after = followers(needs)
    waiting = {code: len(wanted) for code, wanted in needs.items()}
    stack = [code for code in reversed(list(needs)) if not waiting[code]]
    order = []
    while stack:
        code = stack.pop()
        order.append(code)
        for follower in after[code]:
            waiting[follower] -= 1
        stack += [follower for follower in reversed(after[code]) if not waiting[follower]]
    return order
