"""Run a plan in memory: the reference for what the database does for a case."""

from collections import Counter
from collections.abc import Iterable

from onewindow.procedure.plan import Plan, wanted
from onewindow.procedure.step import JoinRule, StepKind


class NotOpen(ValueError):
    """A step with which this cannot be done in the state it is in."""


class Run:
    """One case. Positions are the lines of the procedure; `rounds` counts how often each reopened.

    `unmet` counts what each step still waits for, `after` says which steps wait for it. `dropped`
    are those that the decision did not wait for: a quorum was heard before them.
    """

    def __init__(self, plan: Plan) -> None:
        self._take(plan)
        self.unmet = {position: row.unmet for position, row in self._rows.items()}
        self.open = {position for position, unmet in self.unmet.items() if unmet == 0}
        self.done: set[int] = set()
        self.dropped: set[int] = set()
        self.rounds: Counter[int] = Counter()
        # Opened or reopened by an officer: what waits for such a step waits for this very one.
        self.called: set[int] = set()

    @classmethod
    def at(cls, plan: Plan, *, done: Iterable[int], called: Iterable[int]) -> "Run":
        """Return a run in the middle: what is done, and what officers opened or reopened."""
        run = cls(plan)
        run.done, run.called = set(done), set(called)
        run._count_again()
        return run

    def _take(self, plan: Plan) -> None:
        self.plan = plan
        self._rows = {row.position: row for row in plan.rows if row.is_kept}
        self.after = {position: set(row.successors) for position, row in self._rows.items()}

    def complete(self, position: int) -> tuple[int, ...]:
        """Complete an open step and return the positions it opens; raise NotOpen otherwise."""
        if position not in self.open:
            raise NotOpen(position)
        self.open.remove(position)
        self.done.add(position)
        opened = [each for each in self._successors(position) if self._count_down(each)]
        self.open.update(opened)
        if self._rows[position].step.kind is StepKind.DECISION:
            self._drop(position)
        return tuple(opened)

    def open_optional(self, position: int) -> None:
        """Let an optional step take part; what follows it waits again.

        Raise NotOpen for any other step, and after the decision.
        """
        row = self.plan.rows[position - 1]
        if not row.is_optional or self._is_decided:
            raise NotOpen(position)
        self._take(self.plan.opening({row.step.code}))
        self.called.add(position)
        self._count_again()

    def send_back(self, position: int) -> frozenset[int]:
        """Reopen a review that is done, and what follows it; return what begins a new round."""
        step = self._rows[position].step if position in self._rows else None
        is_review = step is not None and step.kind is StepKind.REVIEW
        if not is_review or position not in self.done or self._is_decided:
            raise NotOpen(position)
        again = self._following(position) & (self.done | self.open)
        self.done -= again
        self.rounds.update(again)
        self.called |= again
        self._count_again()
        return frozenset(again)

    @property
    def is_finished(self) -> bool:
        """Whether every step that takes part is done, or was not waited for."""
        return len(self.done) + len(self.dropped) == len(self._rows)

    @property
    def _is_decided(self) -> bool:
        return any(self._rows[each].step.kind is StepKind.DECISION for each in self.done)

    def _count_down(self, position: int) -> bool:
        """Count a completed predecessor; say whether it opened the step."""
        if self.unmet[position] == 0:
            return False
        if self._rows[position].step.join_rule is JoinRule.QUORUM:
            self.unmet[position] = self._quorum_lacks(position)
        else:
            self.unmet[position] -= 1
        return self.unmet[position] == 0

    def _quorum_lacks(self, position: int) -> int:
        before = self._before(position)
        names = [self._rows[each].step.code for each in before]
        lacking = wanted(self._rows[position].step, names) - len(before & self.done)
        return max(lacking, len((before & self.called) - self.done), 0)

    def _before(self, position: int) -> set[int]:
        return {each for each, after in self.after.items() if position in after}

    def _reach(self, position: int) -> set[int]:
        """Return what a step that was called in late holds up: what is done lets it through."""
        found = set()
        for each in self._rows[position].successors:
            found |= self._reach(each) if each in self.done else {each}
        return found

    def _count_again(self) -> None:
        for position in self.called - self.done - self.dropped:
            self.after[position] = self._reach(position)
        for position in self._rows:
            if position in self.done | self.dropped:
                continue
            if self._rows[position].step.join_rule is JoinRule.QUORUM:
                self.unmet[position] = self._quorum_lacks(position)
            else:
                self.unmet[position] = len(self._before(position) - self.done)
        self.open = {
            position
            for position, unmet in self.unmet.items()
            if unmet == 0 and position not in self.done | self.dropped
        }

    def _successors(self, position: int) -> list[int] | tuple[int, ...]:
        direct = self._rows[position].successors
        return direct if self.after[position] == set(direct) else sorted(self.after[position])

    def _following(self, position: int) -> set[int]:
        found, waiting = set(), [position]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += self._rows[each].successors
        return found

    def _drop(self, decision: int) -> None:
        late = set(self._rows) - self.done - self._following(decision)
        self.open -= late
        self.dropped |= late
