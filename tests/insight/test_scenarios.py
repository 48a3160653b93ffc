"""A redesign under the load of the procedure it comes from: what goes, what stays, what joins."""

from dataclasses import replace

import pytest

from onewindow.insight.law import law_in_force
from onewindow.insight.scenarios import under_load
from onewindow.insight.subjects import plain_definition
from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.model import Procedure, Step, StepKind
from onewindow.procedure.redesign import (
    Definition,
    Evidence,
    Material,
    MaterialEvidence,
    Practice,
    Share,
    Source,
    Work,
)
from onewindow.procedure.redesign.discovering import Activity as Shown
from onewindow.procedure.redesign.discovering import discover
from onewindow.procedure.redesign.governing import govern
from onewindow.procedure.redesign.notation import read_definition
from onewindow.procedure.simulation import (
    Activity,
    Batch,
    ClockTime,
    Correction,
    Exponential,
    Fixed,
    Poisson,
    Rework,
    Scenario,
    Staff,
    Suspension,
)
from onewindow.procedure.simulation.checks import problems
from tests.procedure.simulation.scenarios import MONDAY

STEPS = (
    Step("a", "受理", StepKind.ACCEPTANCE, "zw", limit=1),
    Step("r", "审查", StepKind.REVIEW, "sc", limit=3, needs=("a",)),
    Step("s", "勘验", StepKind.REVIEW, "sc", limit=3, needs=("r",)),
    Step("h", "卫生", StepKind.REVIEW, "wj", limit=3, needs=("s",)),
    Step("d", "决定", StepKind.DECISION, "sc", limit=1, needs=("h",)),
)
MATERIALS = (Material("m1", "申请表"), Material("m2", "健康证"))
NOW = Definition(
    "x", "示例", Procedure.of(STEPS), materials=MATERIALS, promised=20,
    unit_names={"zw": "政务局", "sc": "市监局", "wj": "卫健委"},
)  # fmt: skip
TUESDAYS = Batch(at=ClockTime(540), weekdays=(2,))
FITTED = Scenario(
    name="示例", start_on=MONDAY, days=300, arrivals=Poisson(5),
    steps=(
        Activity("a", name="受理", pool="a", work_minutes=Fixed(10)),
        Activity("r", name="审查", needs=("a",), pool="r", work_minutes=Exponential(60),
                 suspension=Suspension(0.4, Fixed(7)), stop_share=0.1),
        Activity("s", name="勘验", needs=("r",), pool="s", work_minutes=Fixed(60), batch=TUESDAYS,
                 delay_calendar_days=Fixed(1), correction=Correction((0.05,)), stop_share=0.1),
        Activity("h", name="卫生", needs=("s",), pool="h", work_minutes=Fixed(30), share=0.5,
                 delay_calendar_days=Fixed(3), rework=Rework("r", (0.2,))),
        Activity("d", name="决定", needs=("h",), pool="r", work_minutes=Fixed(5)),
    ),
    staff=(Staff(("a",)), Staff(("r",), 2), Staff(("s",)), Staff(("h", "s"))),
)  # fmt: skip
EVIDENCE = Evidence(
    cases=100,
    materials={
        "m1": MaterialEvidence(100, Share(10, 100)), "m2": MaterialEvidence(100, Share(30, 100)),
    },
)  # fmt: skip


def played(definition: Definition) -> Scenario:
    found = under_load(definition, FITTED, EVIDENCE)
    assert problems(found, WorkCalendar.official()) == []
    return found


def test_the_procedure_as_it_is_keeps_what_was_fitted() -> None:
    found = played(NOW)
    assert [replace(step, unit="", limit=0) for step in found.steps] == [
        replace(step, kind=was.kind) for step, was in zip(FITTED.steps, STEPS, strict=True)
    ]
    assert (found.staff, found.days, found.promise and found.promise.days) == (FITTED.staff, 90, 20)
    assert found.pools["r"] == "市监局：审查、决定"


def test_steps_that_were_merged_have_the_work_of_all() -> None:
    steps = (*STEPS[:2], replace(STEPS[2], name="联合勘验"), replace(STEPS[4], needs=("s",)))
    merged = NOW.with_steps(steps, {"s": Work(absorbed=("h",), joint_units=("sc", "wj"))})
    joint = played(merged).step("s")
    # Half of the cases have both: together as long as the longer one.
    assert (joint.work_minutes.mean, joint.share) == (60, 1)
    assert joint.delay_calendar_days == Fixed(3)
    in_turn = played(NOW.with_steps(steps, {"s": Work(absorbed=("h",))})).step("s")
    assert in_turn.work_minutes.mean == pytest.approx(75, rel=0.02)
    assert in_turn.delay_calendar_days == Fixed(1)
    # Whoever has nothing left to do is not there; who is sent back to is still before.
    assert [staff.pools for staff in played(merged).staff] == [("a",), ("r",), ("s",), ("s",)]
    assert joint.rework == Rework("r", (0.2,))
    joined = {"r": Work(absorbed=("s",))}
    both = (*STEPS[:2], replace(STEPS[3], needs=("r",)), STEPS[4])
    assert played(NOW.with_steps(both, joined)).step("r").stop_share == pytest.approx(0.19)


def test_what_the_redesign_does_without_is_gone() -> None:
    assert played(NOW.using(Practice.ORDER_BASED, "s")).step("s").batch is None
    shared = NOW.with_material(replace(MATERIALS[1], source=Source.SHARED))
    rest = played(shared).step("r").suspension
    assert rest is not None
    assert rest.share == pytest.approx(0.1)
    # Side by side nobody can be sent back to the other: what failed is done again.
    aside = replace(STEPS[3], needs=("a",))
    again = played(NOW.with_steps((*STEPS[:3], aside, replace(STEPS[4], needs=("s", "h")))))
    assert (again.step("h").rework, again.step("h").correction) == (None, Correction((0.2,)))


def test_a_procedure_that_a_log_shows_is_stored_as_it_is() -> None:
    shown = [Shown("受理", 9, 0), Shown("审查", 9, 1, 2.5, "sc"), Shown("决定", 8, 2)]
    found = govern(discover("示例", 9, shown, {}).definition, law_in_force())
    again, _evidence = read_definition(plain_definition(found), law_in_force())
    assert again == found
