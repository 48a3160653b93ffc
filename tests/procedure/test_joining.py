"""Quorums, optional steps and rounds: a join never hangs, and opens once in a round."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from onewindow.procedure.model import JoinRule, Procedure, Step, StepKind, problems
from onewindow.procedure.plan import Plan, effective_needs
from onewindow.procedure.running import NotOpen, Run
from tests.procedure.strategies import joint_procedures, line


def fan(rule: JoinRule = JoinRule.ALL, quorum: int = 0) -> tuple[Step, ...]:
    """Three departments side by side, an optional expert, and one decision."""
    return (
        line("accept", "window"),
        line("a", "fire", "accept"),
        line("b", "health", "accept"),
        line("c", "water", "accept"),
        replace(line("x", "market", "a"), is_optional=True),
        replace(line("decide", "market", "a", "b", "c", "x"), join_rule=rule, quorum=quorum),
        Step("give", "give", StepKind.DELIVERY, "window", needs=("decide",)),
    )


def started(steps: tuple[Step, ...]) -> tuple[Run, dict[str, int]]:
    """Return a run that is accepted, and the positions of its steps."""
    run = Run(Procedure.of(steps).prune({}))
    run.complete(1)
    return run, {step.code: place for place, step in enumerate(steps, 1)}


def test_a_quorum_opens_once_and_leaves_the_late_ones_out_at_the_decision() -> None:
    run, at = started(fan(JoinRule.QUORUM, 2))
    assert run.complete(at["a"]) == ()
    assert run.complete(at["c"]) == (at["decide"],)
    assert run.open == {at["b"], at["decide"]}
    assert run.complete(at["decide"]) == (at["give"],)
    assert run.dropped == {at["b"]}
    run.complete(at["give"])
    assert run.is_finished


def test_a_late_opinion_opens_nothing_again() -> None:
    run, at = started(fan(JoinRule.QUORUM, 2))
    run.complete(at["a"])
    run.complete(at["c"])
    assert run.complete(at["b"]) == ()


def test_a_quorum_counts_no_step_that_it_waits_for_anyway() -> None:
    steps = fan(JoinRule.QUORUM, 2)
    plan = Plan.of(steps, lambda step: step.code not in {"a", "x"})
    assert plan.needs["decide"] == ("b", "c")
    assert plan.rows[5].unmet == 2


def test_a_quorum_shrinks_with_what_the_answers_rule_out() -> None:
    plan = Plan.of(fan(JoinRule.QUORUM, 3), lambda step: step.code in {"accept", "b", "decide"})
    assert plan.rows[5].unmet == 1


def test_an_optional_step_counts_for_nothing_until_it_is_opened() -> None:
    run, at = started(fan())
    for code in "abc":
        run.complete(at[code])
    assert run.open == {at["decide"]}
    run.open_optional(at["x"])
    assert run.open == {at["x"]}
    assert run.complete(at["x"]) == (at["decide"],)


def test_a_quorum_waits_for_the_very_step_that_was_called_in() -> None:
    run, at = started(fan(JoinRule.QUORUM, 2))
    run.complete(at["a"])
    run.complete(at["c"])
    run.open_optional(at["x"])
    assert run.complete(at["b"]) == ()
    assert run.complete(at["x"]) == (at["decide"],)


def test_sent_back_everything_behind_it_begins_a_new_round() -> None:
    run, at = started(fan())
    run.open_optional(at["x"])
    for code in "abcx":
        run.complete(at[code])
    assert run.send_back(at["a"]) == {at["a"], at["x"], at["decide"]}
    assert run.open == {at["a"]}
    assert run.rounds == Counter({at["a"]: 1, at["x"]: 1, at["decide"]: 1})
    assert run.complete(at["a"]) == (at["x"],)
    assert run.complete(at["x"]) == (at["decide"],)


@pytest.mark.parametrize("code", ["accept", "b", "decide", "x"])
def test_only_a_review_that_is_done_is_sent_back(code: str) -> None:
    run, at = started(fan())
    run.complete(at["a"])
    with pytest.raises(NotOpen):
        run.send_back(at[code])


def test_nothing_changes_after_the_decision() -> None:
    run, at = started(fan())
    for code in ("a", "b", "c", "decide"):
        run.complete(at[code])
    with pytest.raises(NotOpen):
        run.open_optional(at["x"])
    with pytest.raises(NotOpen):
        run.send_back(at["a"])


@given(joint_procedures(), st.data())
def test_a_join_never_hangs_and_never_opens_twice_in_a_round(
    steps: tuple[Step, ...], data: st.DataObject
) -> None:
    check_run(steps, data)


def check_run(steps: tuple[Step, ...], data: st.DataObject) -> None:
    """Run a procedure in a random order, with officers who open and send back steps."""
    assert problems(steps) == []
    run = Run(Procedure.of(steps).prune({}))
    turns = Counter((position, 1) for position in run.open)
    officers = 4
    while run.open:
        doable = [("complete", position) for position in sorted(run.open)]
        if officers:
            doable += [("open", row.position) for row in run.plan.rows if row.is_optional]
            doable += [("back", position) for position in sorted(run.done)]
        move, position = data.draw(st.sampled_from(doable))
        was = set(run.open)
        try:
            opened = take(run, move, position)
        except NotOpen:
            officers -= 1
            continue
        officers -= move != "complete"
        if move == "complete":
            assert not set(opened) & (was | run.done)
            turns.update((each, run.rounds[each] + 1) for each in opened)
            assert set(opened) == run.open - was
        check_open(run, steps)
    assert run.is_finished
    if not any(step.is_optional for step in steps):
        assert max(turns.values()) == 1


def take(run: Run, move: str, position: int) -> tuple[int, ...]:
    """Do one thing to a run; return what a completion opened."""
    if move == "complete":
        return run.complete(position)
    if move == "open":
        run.open_optional(position)
    else:
        run.send_back(position)
    return ()


def check_open(run: Run, steps: tuple[Step, ...]) -> None:
    """Hold the state against the plain meaning of the rules."""
    part = {row.step.code for row in run.plan.rows if row.is_kept}
    at = {step.code: place for place, step in enumerate(steps, 1)}
    needs = effective_needs(steps, lambda step: step.code in part)
    for step in steps:
        if step.code not in part or at[step.code] in run.done | run.dropped:
            continue
        before = {at[need] for need in needs[step.code]}
        enough = min(step.quorum, len(before)) if step.quorum else len(before)
        called_in = {p for p in run.called - run.done if at[step.code] in run.after[p]}
        is_ready = len(before & run.done) >= enough and not called_in
        assert (at[step.code] in run.open) == is_ready, step.code


class OpensAgain(Run):
    """A run in which a late opinion opens the join once more."""

    def _count_down(self, position: int) -> bool:
        return super()._count_down(position) or self.unmet[position] == 0


class Hangs(Run):
    """A run in which a quorum counts down only what it was to wait for at first."""

    def _quorum_lacks(self, position: int) -> int:
        return len(self._before(position) - self.done)


class Forgets(Run):
    """A run in which nothing waits for a step that an officer opened late."""

    def _reach(self, position: int) -> set[int]:
        return set()


@pytest.mark.parametrize(
    "faulty",
    [Forgets, *(pytest.param(each, marks=pytest.mark.long) for each in (OpensAgain, Hangs))],
)
def test_the_property_sees_planted_faults(
    faulty: type[Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.procedure.test_joining.Run", faulty)

    @settings(max_examples=300, database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(joint_procedures(), st.data())
    def run(steps: tuple[Step, ...], data: st.DataObject) -> None:
        check_run(steps, data)

    with pytest.raises((AssertionError, NotOpen, KeyError)):
        run()
