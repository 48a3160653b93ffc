"""What changed between two definitions: element by element, row by row, word by word."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import (
    FeeRow,
    FileRow,
    MaterialRow,
    OptionRow,
    QuestionRow,
    StepRow,
    WindowRow,
)
from onewindow.catalogue.definition.wording import Names, condition_words
from onewindow.catalogue.differences import Change, changed_codes, compare, without_internal
from onewindow.catalogue.matched_rows import pair_rows
from onewindow.catalogue.storing.tables import Values
from onewindow.catalogue.text_changes import mark

QUESTIONS = (
    QuestionRow(
        "kind", "哪一类？", "choice", options=(OptionRow("a", "甲类"), OptionRow("b", "乙类"))
    ),
)
NAMES = Names(
    units={"slj": "市示例局", "qtj": "市其他局"},
    posts={("slj", "p"): "示例岗"},
    steps={"s1": "受理", "s2": "审查"},
    conditions=condition_words(QUESTIONS),
)
BEFORE = ItemDefinition(
    department="slj", form_number="1", name="示例许可", subject="示例市示例局",
    item_type="licensing", review_limit=10, conditions=("有场所。", "有人员三名。", "有设备。"),
    aliases=("开店", "办证"),
    materials=(
        MaterialRow("m1", "申请表", ("text",)), MaterialRow("m2", "平面图", ("image",)),
        MaterialRow("m3", "委托书", ("text",)),
    ),
    steps=(
        StepRow("s1", "受理", "acceptance", "slj", mobile="13800000001"),
        StepRow("s2", "审查", "review", "slj", "p", limit=3, needs=("s1",)),
    ),
    fees=(FeeRow("工本费", "10 元", "某条例"),), questions=QUESTIONS,
)  # fmt: skip


def changes(**values: object) -> list[Change]:
    new: Values = dict(values)
    return compare(BEFORE, replace(BEFORE, **new), old_names=NAMES, new_names=NAMES)


def told(found: list[Change]) -> list[str]:
    """Say the changes in short lines."""
    lines = []
    for change in found:
        lines += [f"{change.label}：{text.old} → {text.new}" for text in change.texts]
        for row in change.rows:
            cells = "；".join(f"{cell.label} {cell.old}→{cell.new}" for cell in row.cells)
            moved = "，移动" if row.is_moved else ""
            lines.append(f"{change.label} {row.kind}{moved} {row.number} {row.title}：{cells}")
    return lines


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({}, []),
        ({"review_limit": 8}, ["审查时限（承诺）：10 个工作日 → 8 个工作日"]),
        ({"review_limit_unit": "calendar"}, ["审查时限（承诺）：10 个工作日 → 10 个自然日"]),
        ({"is_in_hall": False}, ["是否进驻政务大厅：是 → 否"]),
        ({"item_type": "confirmation"}, ["事项类型：行政许可 → 行政确认"]),
        ({"online_depth": 1}, ["网办等级：Ⅳ级（全程网办） → Ⅰ级（信息和咨询）"]),
        ({"aliases": ("开店",)}, ["常用叫法：开店、办证 → 开店"]),
        ({"filled_by_phone": "0900-1"}, ["填表人电话： → ****-1"]),
        (
            {"conditions": ("有场所。", "有人员五名。", "有设备。")},
            ["办理条件：有人员三名。 → 有人员五名。"],
        ),
        (
            {"conditions": ("有设备。", "有场所。", "有人员三名。")},
            ["办理条件：有设备。 → 有设备。"],
        ),
        ({"conditions": ("有场所。", "有人员三名。")}, ["办理条件：有设备。 → "]),
        (
            {"windows": (WindowRow("市民大厅", "3 号"),)},
            ["办理窗口 added 1 市民大厅：办理大厅 →市民大厅；窗口 →3 号"],
        ),
        (
            {"fees": ()},
            [
                ("收费项目和依据 removed 1 工本费：收费项目 工本费→；"
                 "收费标准 10 元→；收费依据 某条例→；可否减免 否→")
            ],
        ),
        (
            {"fees": (replace(BEFORE.fees[0], name="工本费用"),)},
            ["收费项目和依据 changed 1 工本费用：收费项目 工本费→工本费用"],
        ),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words(values: dict[str, object], lines: list[str]) -> None:
    assert told(changes(**values)) == lines


def test_rows_are_matched_by_their_code() -> None:
    first, second, third = BEFORE.materials
    when = {"field": "kind", "op": "==", "value": "b"}
    rows = (
        replace(second, name="场所平面图", needs_original=True), first,
        MaterialRow("m4", "照片", ("image",)), replace(third, when=when),
    )  # fmt: skip
    assert told(changes(materials=rows)) == [
        "申报材料 changed，移动 1 场所平面图：材料名称 平面图→场所平面图；是否需要原件 否→是",
        (
            "申报材料 added 3 照片：材料名称 →照片；文件限制类型 →图片；必要性 →需提交；"
            "是否需要原件 →否；材料形式 →纸质或电子；份数 →1；来源渠道 →申请人自备"
        ),
        "申报材料 changed 4 委托书：适用情形 →“哪一类？”是“乙类”",
    ]
    (moved,) = changes(materials=(third, first, second))
    assert [(row.kind, row.title) for row in moved.rows] == [("moved", "委托书")]


def test_steps_say_units_posts_and_steps_before_by_name() -> None:
    first, second = BEFORE.steps
    rows = (replace(first, mobile="13900000001"), replace(second, unit="qtj", post="", needs=()))
    assert told(changes(steps=rows)) == [
        "内部审批流程 changed 1 受理：手机号码 138****0001→139****0001",
        "内部审批流程 changed 2 审查：承办单位 市示例局→市其他局；承办岗位 示例岗→；前置环节 受理→",
    ]
    same_mask = (replace(first, mobile="13811110001"), second)
    (line,) = told(changes(steps=same_mask))
    assert "内容已更换（显示的文字相同）" in line
    assert without_internal(changes(steps=rows, name="新名称")) == changes(name="新名称")


def test_another_file_of_the_same_name_and_another_code_alone() -> None:
    old = replace(
        BEFORE.materials[0], blank_form=FileRow("空表.pdf", "a" * 64, "application/pdf", 1)
    )
    new = replace(old, blank_form=FileRow("空表.pdf", "b" * 64, "application/pdf", 1))
    before, after = replace(BEFORE, materials=(old,)), replace(BEFORE, materials=(new,))
    (change,) = compare(before, after, old_names=NAMES, new_names=NAMES)
    assert change.rows[0].cells[0].new == "内容已更换（显示的文字相同）"
    renamed = tuple(replace(row, code=f"x{row.code}") for row in BEFORE.materials)
    assert changes(materials=renamed) == []
    assert changed_codes(BEFORE, replace(BEFORE, materials=renamed)) == ("materials",)


TEXT = st.text("一二三四五六，。", max_size=30)


@given(old=TEXT, new=TEXT)
def test_the_marks_hold_both_texts(old: str, new: str) -> None:
    pieces = mark(old, new)
    assert "".join(piece.text for piece in pieces if piece.mark != "new") == old
    assert "".join(piece.text for piece in pieces if piece.mark != "old") == new


@given(
    old=st.lists(st.integers(0, 9), unique=True, max_size=8),
    new=st.lists(st.integers(0, 9), unique=True, max_size=8),
)
def test_every_row_is_told_once_and_what_did_not_move_is_in_order(
    old: list[int], new: list[int]
) -> None:
    pairs = pair_rows(old, new, key=lambda row: row, text=str)
    assert [pair.new for pair in pairs if pair.new is not None] == new
    assert sorted(pair.old for pair in pairs if pair.old is not None) == sorted(old)
    kept = [old.index(pair.new) for pair in pairs if pair.new in old and not pair.is_moved]
    assert kept == sorted(kept)
    shared = [row for row in new if row in old]
    is_same_order = shared == [row for row in old if row in new]
    assert is_same_order == (not any(pair.is_moved for pair in pairs))
