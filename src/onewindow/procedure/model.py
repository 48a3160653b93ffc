"""A procedure (办理流程): a directed graph of steps without circles."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from onewindow.kernel.conditions import Answers, evaluate
from onewindow.procedure.checks import problems
from onewindow.procedure.critical import CriticalPath, longest
from onewindow.procedure.errors import ProcedureError
from onewindow.procedure.plan import Plan, quorums_of, waves
from onewindow.procedure.step import JoinRule, OnSilence, Step, StepKind

__all__ = [
    "JoinRule", "OnSilence", "Procedure", "ProcedureError", "Step", "StepKind", "problems",
]  # fmt: skip


@dataclass(frozen=True)
class Procedure:
    """The steps of one item version, in the order of its form. Make it with `Procedure.of`."""

    steps: tuple[Step, ...]

    @classmethod
    def of(cls, steps: Iterable[Step]) -> "Procedure":
        """Validate; raise the first of `problems(steps)`."""
        procedure = cls(tuple(steps))
        for problem in problems(procedure.steps):
            raise problem
        return procedure

    @cached_property
    def needs(self) -> Mapping[str, tuple[str, ...]]:
        """Map each step's code to the codes of the steps before it."""
        return {step.code: step.needs for step in self.steps}

    @cached_property
    def quorums(self) -> Mapping[str, int]:
        """Map the codes of the steps that start on a quorum to its size."""
        return quorums_of(self.steps)

    def step(self, code: str) -> Step:
        """Return the step with this code; raise KeyError if there is none."""
        for step in self.steps:
            if step.code == code:
                return step
        raise KeyError(code)

    def prune(self, answers: Answers, opened: Collection[str] = ()) -> Plan:
        """Plan one case: leave out every step whose condition the answers do not fulfil.

        Of the optional steps those take part that were `opened`. Raise ConditionError if an answer
        that a condition asks for cannot be judged.
        """
        return Plan.of(
            self.steps,
            lambda step: step.when is None or evaluate(step.when, answers),
            lambda step: not step.is_optional or step.code in opened,
        )

    def waves(self) -> list[list[Step]]:
        """Group the steps that can run at the same time (longest path from the start)."""
        return waves(self.steps, self.needs)

    def critical_path(self, *, with_delivery: bool = True) -> CriticalPath:
        """Find the chain of steps that takes the most working days if no step is pruned."""
        return longest(self.steps, self.needs, with_delivery=with_delivery)
