"""What one case has to run: the procedure without the steps that its answers make unnecessary."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onewindow.procedure.critical import CriticalPath, longest
from onewindow.procedure.graph import Graph, followers, in_order, levels
from onewindow.procedure.step import Step


@dataclass(frozen=True)
class PlannedStep:
    """One row of a case's plan; positions count the lines of the procedure from 1.

    `unmet` counts the steps to wait for, `successors` are the positions that wait for this one.
    A pruned step counts as done: nothing waits for it and it waits for nothing.
    """

    position: int
    step: Step
    unmet: int
    successors: tuple[int, ...]
    pruned: bool


@dataclass(frozen=True)
class Plan:
    """The rows of one case, one for each step of the procedure, pruned ones included."""

    rows: tuple[PlannedStep, ...]

    @classmethod
    def of(cls, steps: Sequence[Step], is_needed: Callable[[Step], bool]) -> "Plan":
        """Prune every step that is not needed; what waited for it waits for its predecessors."""
        position = {step.code: line for line, step in enumerate(steps, start=1)}
        needs = effective_needs(steps, is_needed)
        after = followers(needs)
        return cls(
            tuple(
                PlannedStep(
                    position=position[step.code],
                    step=step,
                    unmet=len(needs.get(step.code, ())),
                    successors=tuple(position[code] for code in after.get(step.code, ())),
                    pruned=step.code not in needs,
                )
                for step in steps
            )
        )

    @property
    def kept(self) -> tuple[Step, ...]:
        """The steps that this case runs."""
        return tuple(row.step for row in self.rows if not row.pruned)

    @property
    def needs(self) -> dict[str, tuple[str, ...]]:
        """Map each step that is run to the steps that it really waits for."""
        codes = {row.position: row.step.code for row in self.rows}
        after = {
            row.step.code: tuple(codes[position] for position in row.successors)
            for row in self.rows
            if not row.pruned
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
    successor start too early.
    """
    by_code = {step.code: step for step in steps}
    handed_on: dict[str, tuple[str, ...]] = {}
    result: dict[str, tuple[str, ...]] = {}
    for code in in_order({step.code: step.needs for step in steps}):
        waited = (before for need in by_code[code].needs for before in handed_on[need])
        needs = tuple(dict.fromkeys(waited))
        if is_needed(by_code[code]):
            result[code] = needs
            handed_on[code] = (code,)
        else:
            handed_on[code] = needs
    return {step.code: result[step.code] for step in steps if step.code in result}


def waves(steps: Sequence[Step], needs: Graph) -> list[list[Step]]:
    """Group steps by the length of the longest path that leads to them."""
    level = levels(needs)
    result: list[list[Step]] = [[] for _ in range(1 + max(level.values(), default=-1))]
    for step in steps:
        result[level[step.code]].append(step)
    return result


class NotOpen(ValueError):
    """A step that cannot be completed because it is not open (not yet, or already done)."""


class Run:
    """Run a plan in memory: the reference for what the database does for a case."""

    def __init__(self, plan: Plan) -> None:
        self._rows = {row.position: row for row in plan.rows if not row.pruned}
        self._unmet = {position: row.unmet for position, row in self._rows.items()}
        self.open = {position for position, unmet in self._unmet.items() if unmet == 0}
        self.done: set[int] = set()

    def complete(self, position: int) -> tuple[int, ...]:
        """Complete an open step and return the positions it opens; raise NotOpen otherwise."""
        if position not in self.open:
            raise NotOpen(position)
        self.open.remove(position)
        self.done.add(position)
        opened = []
        for successor in self._rows[position].successors:
            self._unmet[successor] -= 1
            if self._unmet[successor] == 0:
                opened.append(successor)
        self.open.update(opened)
        return tuple(opened)

    @property
    def is_finished(self) -> bool:
        """Whether every step that was not pruned is done."""
        return len(self.done) == len(self._rows)
