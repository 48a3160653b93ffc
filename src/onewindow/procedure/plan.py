"""What one case has to run: the procedure without the steps that its answers make unnecessary."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from onewindow.procedure.critical import CriticalPath, longest
from onewindow.procedure.graph import Graph, certain, followers, in_order, levels
from onewindow.procedure.step import JoinRule, Step


@dataclass(frozen=True)
class PlannedStep:
    """One row of a case's plan; positions count the lines of the procedure from 1.

    `unmet` counts the steps to wait for, `successors` are the positions that wait for this one.
    A pruned step counts as done: nothing waits for it and it waits for nothing. So does an optional
    step until an officer opens it (`Plan.opening`).
    """

    position: int
    step: Step
    unmet: int
    successors: tuple[int, ...]
    pruned: bool
    is_optional: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether the case runs it now."""
        return not self.pruned and not self.is_optional


@dataclass(frozen=True)
class Plan:
    """The rows of one case, one for each step of the procedure, pruned ones included."""

    rows: tuple[PlannedStep, ...]

    @classmethod
    def of(
        cls,
        steps: Sequence[Step],
        is_needed: Callable[[Step], bool],
        is_opened: Callable[[Step], bool] = lambda _step: True,
    ) -> "Plan":
        """Prune every step that is not needed; what waited for it waits for its predecessors.

        A needed step that is not opened can be opened later.
        """
        position = {step.code: line for line, step in enumerate(steps, start=1)}
        needs = effective_needs(steps, lambda step: is_needed(step) and is_opened(step))
        after = followers(needs)
        return cls(
            tuple(
                PlannedStep(
                    position=position[step.code],
                    step=step,
                    unmet=wanted(step, needs.get(step.code, ())),
                    successors=tuple(position[code] for code in after.get(step.code, ())),
                    pruned=not is_needed(step),
                    is_optional=is_needed(step) and step.code not in needs,
                )
                for step in steps
            )
        )

    @property
    def kept(self) -> tuple[Step, ...]:
        """The steps that this case runs."""
        return tuple(row.step for row in self.rows if row.is_kept)

    def opening(self, codes: Collection[str]) -> "Plan":
        """Return the plan in which these optional steps take part too."""
        pruned = {row.step.code for row in self.rows if row.pruned}
        closed = {row.step.code for row in self.rows if row.is_optional} - set(codes)
        return Plan.of(
            [row.step for row in self.rows],
            lambda step: step.code not in pruned,
            lambda step: step.code not in closed,
        )

    @property
    def needs(self) -> dict[str, tuple[str, ...]]:
        """Map each step that is run to the steps that it really waits for."""
        codes = {row.position: row.step.code for row in self.rows}
        after = {
            row.step.code: tuple(codes[position] for position in row.successors)
            for row in self.rows
            if row.is_kept
        }
        return followers(after)

    def waves(self) -> list[list[Step]]:
        """Group the steps that can run at the same time (longest path from the start)."""
        return waves(self.kept, self.needs)

    def critical_path(self, *, with_delivery: bool = True) -> CriticalPath:
        """Find the chain of steps that takes the most working days."""
        return longest(self.kept, self.needs, with_delivery=with_delivery)


def effective_needs(
    steps: Sequence[Step], is_needed: Callable[[Step], bool]
) -> dict[str, tuple[str, ...]]:
    """Map every step that stays to the nearest steps before it that stay.

    A pruned step in the middle hands its own predecessors on. Simply striking it out would let its
    successor start too early. A quorum counts no step that another one it counts surely waits for.
    """
    by_code = {step.code: step for step in steps}
    quorums = quorums_of(steps)
    handed_on: dict[str, tuple[str, ...]] = {}
    result: dict[str, tuple[str, ...]] = {}
    for code in in_order({step.code: step.needs for step in steps}):
        waited = (before for need in by_code[code].needs for before in handed_on[need])
        needs = tuple(dict.fromkeys(waited))
        if is_needed(by_code[code]):
            if code in quorums:
                sure = certain(result, quorums)
                needs = tuple(n for n in needs if not any(n in sure[other] for other in needs))
            result[code] = needs
            handed_on[code] = (code,)
        else:
            handed_on[code] = needs
    return {step.code: result[step.code] for step in steps if step.code in result}


def quorums_of(steps: Iterable[Step]) -> dict[str, int]:
    """Map the steps that start on a quorum to its size."""
    return {step.code: step.quorum for step in steps if step.join_rule is JoinRule.QUORUM}


def wanted(step: Step, needs: Collection[str]) -> int:
    """Return how many of its predecessors must be done before a step starts."""
    if step.join_rule is JoinRule.QUORUM:
        return min(max(step.quorum, 1), len(needs))
    return len(needs)


def waves(steps: Sequence[Step], needs: Graph) -> list[list[Step]]:
    """Group steps by the length of the longest path that leads to them."""
    level = levels(needs)
    result: list[list[Step]] = [[] for _ in range(1 + max(level.values(), default=-1))]
    for step in steps:
        result[level[step.code]].append(step)
    return result
