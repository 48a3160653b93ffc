"""The text alternative says the same as the drawing."""

from dataclasses import replace

from hypothesis import given

from onewindow.kernel.conditions import Compare, Op
from onewindow.kernel.workdays import Unit
from onewindow.procedure.describe import describe
from onewindow.procedure.drawing import Mark, Show, StepState
from onewindow.procedure.model import JoinRule, OnSilence, Procedure, Step, StepKind
from onewindow.procedure.reading import Reading
from onewindow.procedure.wording import limit_words, text_width, wrap
from tests.procedure.strategies import line, procedures

NAMES = {"w": "综合窗口", "m": "市场监管局", "h": "卫生健康委", "p": "食品许可科"}
STEPS = (
    Step("a", "受理", StepKind.ACCEPTANCE, "w", limit=1),
    Step("b", "食品安全审查", StepKind.REVIEW, "m", post="p", limit=3, needs=("a",)),
    Step(
        "c",
        "公共卫生审查",
        StepKind.REVIEW,
        "h",
        limit=10,
        limit_unit=Unit.CALENDAR,
        needs=("a",),
        when=Compare("area", Op.GE, 300),
    ),
    Step("d", "决定", StepKind.DECISION, "m", limit=1, needs=("b", "c")),
    Step("e", "送达", StepKind.DELIVERY, "w", needs=("d",)),
)


def test_parallel_steps_are_announced_and_joins_said() -> None:
    assert describe(Procedure.of(STEPS), NAMES) == [
        "第 1 步 受理（综合窗口，1 个工作日）。",
        "第 1 步办完后，以下 2 步同时进行：",
        "第 2 步 食品安全审查（市场监管局，3 个工作日）。",
        "第 3 步 公共卫生审查（卫生健康委，10 个自然日，视情形办理）。",
        "第 2、3 步都办完后，第 4 步 决定（市场监管局，1 个工作日）。",
        "第 5 步 送达（综合窗口，当场）。",
        "从受理到决定最长 10 个工作日。",
    ]


def test_how_departments_join_is_said() -> None:
    joint = (
        STEPS[0],
        STEPS[1],
        replace(
            STEPS[2], when=None, is_optional=True, on_silence=OnSilence.AGREED, materials=("m1",)
        ),
        Step("f", "消防审查", StepKind.REVIEW, "w", limit=2, needs=("a",)),
        replace(STEPS[3], needs=("b", "c", "f"), join_rule=JoinRule.QUORUM, quorum=2),
    )
    public = describe(Procedure.of(joint), NAMES)
    assert public[3] == "第 3 步 公共卫生审查（卫生健康委，10 个自然日，需要时开启）。"
    assert public[5] == "第 2、3、4 步中办完 2 步后，第 5 步 决定（市场监管局，1 个工作日）。"
    internal = describe(Procedure.of(joint), NAMES, show=Show.INTERNAL)
    assert "需要时开启，超时未答复视为同意，只看 1 份材料）" in internal[3]
    lead = (*joint[:4], replace(joint[4], join_rule=JoinRule.LEAD, quorum=0))
    assert "1 个工作日，听取各方意见后决定）" in describe(Procedure.of(lead), NAMES)[5]


def test_what_the_answers_rule_out_is_left_out_and_named_at_the_end() -> None:
    marks = {"c": Mark(StepState.PRUNED)}
    assert describe(Procedure.of(STEPS), NAMES, marks=marks) == [
        "第 1 步 受理（综合窗口，1 个工作日）。",
        "第 2 步 食品安全审查（市场监管局，3 个工作日）。",
        "第 4 步 决定（市场监管局，1 个工作日）。",
        "第 5 步 送达（综合窗口，当场）。",
        "这种情形不需要：第 3 步 公共卫生审查。",
        "从受理到决定最长 5 个工作日。",
    ]


def test_conditions_are_told_where_questions_have_words() -> None:
    lines = describe(Procedure.of(STEPS), NAMES, wording={"area": "面积"})
    assert "10 个自然日，需要的情形：“面积”不小于 300）" in lines[3]


def test_the_internal_text_names_the_post_and_a_case_its_states() -> None:
    marks = {"a": Mark(StepState.DONE), "b": Mark(StepState.NOW, "11月25日前")}
    lines = describe(Procedure.of(STEPS), NAMES, show=Show.INTERNAL, marks=marks)
    assert lines[0] == "第 1 步 受理（综合窗口，1 个工作日，已完成）。"
    assert (
        lines[2]
        == "第 2 步 食品安全审查（市场监管局，食品许可科，3 个工作日，办理中，11月25日前）。"
    )


def test_a_branch_is_told_to_its_end_before_the_next() -> None:
    steps = (
        line("accept", "w"),
        line("b1", "m", "accept"),
        line("c1", "h", "accept"),
        line("b2", "m", "b1"),
        line("c2", "h", "c1"),
        line("decide", "w", "b2", "c2"),
    )
    assert [text.split("（")[0] for text in describe(Procedure.of(steps), NAMES)] == [
        "第 1 步 accept",
        "第 1 步办完后，第 2、4 步同时开始：",
        "第 2 步 b1",
        "第 3 步 b2",
        "第 4 步 c1",
        "第 5 步 c2",
        "第 3、5 步都办完后，第 6 步 decide",
        "从受理到决定最长 4 个工作日。",
    ]


@given(procedures())
def test_every_step_is_read_once_and_after_what_it_needs(steps: tuple[Step, ...]) -> None:
    reading = Reading.of(Procedure.of(steps))
    numbers = reading.numbers
    assert sorted(numbers) == sorted(step.code for step in steps)
    for step in steps:
        assert set(reading.needs[step.code]) <= set(step.needs)
        assert all(numbers[need] < numbers[step.code] for need in step.needs)


def test_limits_are_said_in_plain_words() -> None:
    assert limit_words(STEPS[4]) == "当场"
    assert limit_words(replace(STEPS[4], is_limit_said=False)) == "未规定时限"
    assert limit_words(STEPS[2]) == "10 个自然日"


def test_long_names_are_broken_evenly_and_cut_only_at_the_end() -> None:
    assert wrap("受理", 15, 92) == ("受理",)
    assert wrap("消防安全现场检查", 15, 92) == ("消防安全", "现场检查")
    cut = wrap("建设工程施工图设计文件联合审查意见汇总", 15, 92)
    assert len(cut) == 2
    assert cut[1].endswith("…")
    assert all(text_width(text, 15) <= 92 for text in cut)


def test_no_line_starts_with_a_closing_mark() -> None:
    assert wrap("环评、消防、人防、技防审查", 15, 92, 3)[1][0] not in "、）"


def test_words_of_letters_are_broken_between_words_or_with_a_hyphen() -> None:
    assert wrap("Confirmation of receipt", 15, 140) == ("Confirmation", "of receipt")
    assert wrap("Confirmation of receipt", 15, 92, 3) == ("Confirm-", "ation of", "receipt")
    assert wrap("A12 资料审查 check", 15, 92) == ("A12 资料审", "查 check")
    assert wrap("T02 Check confirmation", 15, 92) == ("T02 Check", "confirmat…")
