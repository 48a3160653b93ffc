"""Two versions of a procedure: what was added, removed, changed, moved, and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given

from onewindow.kernel.conditions import Compare, Op
from onewindow.kernel.workdays import Unit
from onewindow.procedure.comparison import Comparison, StepChange, compare
from onewindow.procedure.drawing import Difference, Show
from onewindow.procedure.layout import layout
from onewindow.procedure.model import Procedure, Step, StepKind
from onewindow.procedure.vertical import layout_vertical
from tests.procedure.geometry import check
from tests.procedure.strategies import procedures
from tests.sampling import shown

NAMES = {"w": "窗口", "m": "市监局", "h": "卫健委", "p": "食品科", "q": "药品科"}
ADDED, REMOVED = Difference.ADDED, Difference.REMOVED
CHANGED, MOVED = Difference.CHANGED, Difference.MOVED
A = Step("a", "受理", StepKind.ACCEPTANCE, "w", limit=1)
B = Step("b", "初审", StepKind.REVIEW, "m", "p", 3, needs=("a",))
C = Step("c", "复审", StepKind.REVIEW, "h", limit=3, needs=("b",))
D = Step("d", "决定", StepKind.DECISION, "m", limit=1, needs=("c",))
OLD = (A, B, C, D)
NEW = Step("n", "公示", StepKind.REVIEW, "m", limit=5, needs=("c",))
AREA = Compare("area", Op.GE, 300)


def compared(new: tuple[Step, ...], show: Show = Show.PUBLIC) -> Comparison:
    before, after = Procedure.of(OLD), Procedure.of(new)
    return compare(before, after, NAMES, show=show, wording={"area": "面积"})


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        (OLD, ()),
        ((A, B, C, NEW, replace(D, needs=("n",))),
         (StepChange(ADDED, "公示", None, 4, ("市监局，5 个工作日",)),)),
        ((A, B, replace(NEW, needs=("a",)), replace(C, needs=("b", "n")), D),
         (StepChange(ADDED, "公示", None, 3, ("市监局，5 个工作日",)),)),
        ((A, B, replace(D, needs=("b",))), (StepChange(REMOVED, "复审", 3, None),)),
        ((A, B, replace(C, needs=("a",)), replace(D, needs=("b", "c"))),
         (StepChange(MOVED, "复审", 3, 3, ("前置环节：“初审” → “受理”",)),
          StepChange(MOVED, "决定", 4, 4, ("前置环节：“复审” → “初审”、“复审”",)))),
        ((A, replace(B, limit=5), C, D),
         (StepChange(CHANGED, "初审", 2, 2, ("时限：3 个工作日 → 5 个工作日",)),)),
        ((A, replace(B, limit_unit=Unit.CALENDAR, unit="h"), C, D),
         (StepChange(CHANGED, "初审", 2, 2,
                     ("单位：市监局 → 卫健委", "时限：3 个工作日 → 3 个自然日")),)),
        ((A, replace(B, name="形式审查", code="x"), replace(C, needs=("x",)), D),
         (StepChange(ADDED, "形式审查", None, 2, ("市监局，3 个工作日",)),
          StepChange(REMOVED, "初审", 2, None))),
        ((A, replace(B, code="x"), replace(C, needs=("x",)), D), ()),
        ((A, replace(B, name="形式审查"), C, D),
         (StepChange(CHANGED, "形式审查", 2, 2, ("名称：“初审” → “形式审查”",)),)),
        ((A, replace(B, when=AREA), C, D),
         (StepChange(CHANGED, "初审", 2, 2,
                     ("情形：每件都办 → 视情形（“面积”不小于 300）",)),)),
        ((A, replace(B, post="q"), C, D), ()),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_named(
    new: tuple[Step, ...], changes: tuple[StepChange, ...]
) -> None:
    assert compared(new).changes == changes


def test_a_merged_step_is_told_by_its_old_name_before_and_its_new_one_after() -> None:
    united = replace(B, name="初审、复审", limit=6)
    found = compare(
        Procedure.of((*OLD[:3], replace(D, needs=("c",)))),
        Procedure.of((A, united, replace(D, needs=("a", "b")))),
        NAMES,
        became={"c": "b"},
    )
    assert found.changes == (
        StepChange(CHANGED, "初审、复审", 2, 2, ("名称：“初审” → “初审、复审”",
                   "时限：3 个工作日 → 6 个工作日")),
        StepChange(REMOVED, "复审", 3, None, ("并入“初审、复审”",)),
    )  # fmt: skip
    beside = (
        A,
        replace(B, name="形式审查"),
        replace(C, needs=("a",)),
        replace(D, needs=("b", "c")),
    )
    assert [change.details for change in compared(beside).changes] == [
        ("名称：“初审” → “形式审查”",), ("前置环节：“初审” → “受理”",),
        ("前置环节：“复审” → “形式审查”、“复审”",),
    ]  # fmt: skip


def test_posts_count_for_officials_only() -> None:
    (change,) = compared((A, replace(B, post="q"), C, D), Show.INTERNAL).changes
    assert change.details == ("岗位：食品科 → 药品科",)


def test_arrows_that_are_new_or_gone_are_marked_on_their_side() -> None:
    found = compared((A, B, C, NEW, replace(D, needs=("n",))))
    assert found.before.changes == {("c", "d"): REMOVED}
    assert found.after.changes == {("c", "n"): ADDED, ("n", "d"): ADDED}
    drawing = layout(found.after)
    assert {edge.look for edge in drawing.edges} == {"", "added"}
    assert [line.text for box in drawing.boxes for line in box.lines if line.role == "state"] == [
        "新增"
    ]


@shown(10)
@given(procedures(5), procedures(5))
def test_both_charts_stay_readable_and_every_step_is_accounted_for(
    old: tuple[Step, ...], new: tuple[Step, ...]
) -> None:
    found = compare(Procedure.of(old), Procedure.of(new), NAMES)
    for subject in (found.before, found.after):
        check(layout(subject))
        check(layout_vertical(subject))
    gone = sum(change.kind is REMOVED for change in found.changes)
    come = sum(change.kind is ADDED for change in found.changes)
    assert len(old) - gone == len(new) - come
    assert compare(Procedure.of(old), Procedure.of(old), NAMES).changes == ()
