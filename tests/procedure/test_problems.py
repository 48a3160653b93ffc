"""Every fault of a procedure has a name, the step's name, and a sentence saying what to do."""

from dataclasses import replace

import pytest

from onewindow.kernel.conditions import Compare, Op
from onewindow.procedure import errors
from onewindow.procedure.model import (
    JoinRule,
    OnSilence,
    Procedure,
    ProcedureError,
    Step,
    StepKind,
    problems,
)

ACCEPT = Step("accept", "受理", StepKind.ACCEPTANCE, "window", limit=1)
FIRE = Step("fire", "消防审查", StepKind.REVIEW, "fire", limit=5, needs=("accept",))
HEALTH = Step("health", "卫生审查", StepKind.REVIEW, "health", limit=3, needs=("accept",))
DECIDE = Step("decide", "决定", StepKind.DECISION, "market", limit=2, needs=("fire", "health"))
DELIVER = Step("deliver", "送达", StepKind.DELIVERY, "window", limit=1, needs=("decide",))
SOUND = [ACCEPT, FIRE, HEALTH, DECIDE, DELIVER]
NEVER = Compare("area", Op.LT, 0)


def changed(step: Step, **changes: object) -> list[Step]:
    """Return the sound procedure with one step changed."""
    # The changes are of several types; `replace` itself refuses an unknown field.
    return [replace(step, **changes) if each is step else each for each in SOUND]  # type: ignore[arg-type]


CASES: list[tuple[list[Step], type[ProcedureError], str]] = [
    ([], errors.NoSteps, ""),
    (changed(FIRE, name=" "), errors.Unnamed, " "),
    (changed(FIRE, name="卫生审查"), errors.DuplicateStep, "卫生审查"),
    ([*SOUND, replace(FIRE, name="消防复核")], errors.DuplicateStep, "消防审查"),
    (changed(FIRE, unit=""), errors.NoUnit, "消防审查"),
    (changed(FIRE, limit=-1), errors.NegativeLimit, "消防审查"),
    (changed(FIRE, needs=("nobody",)), errors.UnknownNeed, "消防审查"),
    (changed(FIRE, needs=("accept", "accept")), errors.RepeatedNeed, "消防审查"),
    (changed(FIRE, needs=("decide",)), errors.Circle, "消防审查"),
    (changed(FIRE, needs=("fire",)), errors.Circle, "消防审查"),
    (SOUND[1:3], errors.NoAcceptance, "消防审查"),
    ([*SOUND, replace(ACCEPT, code="again", name="再受理")], errors.SeveralAcceptances, "再受理"),
    (changed(FIRE, needs=()), errors.UnreachableStep, "消防审查"),
    (changed(DECIDE, kind=StepKind.REVIEW), errors.NoDecision, "送达"),
    (changed(FIRE, kind=StepKind.DECISION), errors.SeveralDecisions, "决定"),
    (changed(DELIVER, kind=StepKind.REVIEW), errors.ReviewAfterDecision, "送达"),
    (changed(FIRE, kind=StepKind.DELIVERY), errors.DeliveryBeforeDecision, "消防审查"),
    (changed(DECIDE, needs=("health",)), errors.LeadsNowhere, "消防审查"),
    (changed(DECIDE, when=NEVER), errors.AlwaysNeeded, "决定"),
    (changed(ACCEPT, when=NEVER), errors.AlwaysNeeded, "受理"),
    (changed(DECIDE, is_optional=True), errors.ReviewOnly, "决定"),
    (changed(DELIVER, on_silence=OnSilence.AGREED), errors.ReviewOnly, "送达"),
    (changed(ACCEPT, materials=("m1",)), errors.ReviewOnly, "受理"),
    (changed(FIRE, on_silence=OnSilence.AGREED, limit=0), errors.SilenceWithoutLimit, "消防审查"),
    (changed(DECIDE, join_rule=JoinRule.QUORUM), errors.NoQuorum, "决定"),
    (changed(DECIDE, join_rule=JoinRule.LEAD, quorum=1), errors.IdleQuorum, "决定"),
    (changed(DECIDE, join_rule=JoinRule.QUORUM, quorum=3), errors.QuorumTooLarge, "决定"),
    # What another predecessor waits for anyway gives no opinion of its own.
    (
        changed(DECIDE, join_rule=JoinRule.QUORUM, quorum=3, needs=("accept", "fire", "health")),
        errors.QuorumTooLarge,
        "决定",
    ),
]


def test_a_sound_procedure_has_no_problems() -> None:
    assert problems(SOUND) == []
    assert [step.code for step in Procedure.of(SOUND).steps] == [step.code for step in SOUND]


@pytest.mark.parametrize(("steps", "error", "step"), CASES)
def test_each_fault_is_named(steps: list[Step], error: type[ProcedureError], step: str) -> None:
    found = next(each for each in problems(steps) if type(each) is error)
    assert found.step == step
    assert step.strip() in found.message
    assert any(word in found.message for word in ("请",))
    with pytest.raises(ProcedureError):
        Procedure.of(steps)


def test_an_acceptance_behind_another_step_is_named() -> None:
    before = Step("before", "预审", StepKind.REVIEW, "window")
    steps = [before, replace(ACCEPT, needs=("before",)), *SOUND[1:]]
    assert [(type(each), each.step) for each in problems(steps)] == [
        (errors.UnreachableStep, "预审"),
        (errors.AcceptanceNotFirst, "受理"),
    ]


def test_a_circle_names_every_step_in_the_order_of_the_wait() -> None:
    chain = [
        ACCEPT,
        Step("a", "初审", StepKind.REVIEW, "x", needs=("accept", "c")),
        Step("b", "踏勘", StepKind.REVIEW, "x", needs=("a",)),
        Step("c", "复核", StepKind.REVIEW, "x", needs=("b",)),
        Step("decide", "决定", StepKind.DECISION, "x", needs=("c",)),
    ]
    (circle,) = problems(chain)
    assert isinstance(circle, errors.Circle)
    assert circle.loop == ("初审", "踏勘", "复核")
    assert "“初审” → “踏勘” → “复核” → “初审”" in circle.message


def test_all_faults_of_all_lines_are_collected() -> None:
    steps = [ACCEPT, replace(FIRE, unit=""), replace(HEALTH, needs=("?",)), DECIDE, DELIVER]
    assert [type(each) for each in problems(steps)] == [errors.NoUnit, errors.UnknownNeed]


def test_waves_are_what_can_run_at_the_same_time() -> None:
    waves = Procedure.of(SOUND).waves()
    assert [[step.code for step in wave] for wave in waves] == [
        ["accept"],
        ["fire", "health"],
        ["decide"],
        ["deliver"],
    ]


def test_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        Procedure.of(SOUND).step("nobody")
    assert Procedure.of(SOUND).step("fire") is FIRE
