"""What the path checker finds, one planted fault each, and what it counts."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from time import process_time

import pytest
from benchmarks.paths import wide

from onewindow.kernel.conditions import Always, And, Compare, In, Not, Op, Or, Term
from onewindow.procedure.scenarios import (
    Fee,
    Field,
    FindingCode,
    Material,
    Option,
    Question,
    QuestionKind,
    Result,
    Rule,
    Scenarios,
    Severity,
    check_paths,
)
from onewindow.procedure.step import Step, StepKind


def yes(code: str) -> Term:
    return Compare(code, Op.EQ, value=True)


def shop(*kinds: str) -> Term:
    return In("kind", kinds)


def area(op: Op, value: float) -> Term:
    return Compare("area", op, value)


KIND = Question(
    "kind",
    "经营什么",
    QuestionKind.CHOICE,
    (Option("meals", "餐饮"), Option("goods", "预包装食品"), Option("none", "不涉及食品")),
)
KITCHEN = Question("kitchen", "有厨房吗", QuestionKind.BOOL, when=shop("meals"))
AREA = Question("area", "面积（平方米）", QuestionKind.NUMBER, low=0)
GOOD = Scenarios(
    questions=(KIND, KITCHEN, AREA),
    materials=(
        Material("form", "申请表"),
        Material("plan", "厨房平面图", yes("kitchen"), needs_original=True),
        Material("fire", "消防说明", area(Op.GE, 300)),
        Material("list", "商品目录", shop("goods")),
    ),
    fields=(Field("cook", "厨师姓名", yes("kitchen")),),
    steps=(
        Step("a", "受理", StepKind.ACCEPTANCE, "w", limit=1),
        Step("look", "现场核查", StepKind.REVIEW, "h", limit=5, needs=("a",), when=yes("kitchen")),
        Step("d", "决定", StepKind.DECISION, "h", limit=2, needs=("look",)),
    ),
    fees=(
        Fee("test", "检测费", yes("kitchen"), Decimal("80.50")),
        Fee("print", "工本费", shop("goods")),
    ),
    results=(
        Result("licence", "食品经营许可证", shop("meals", "goods")),
        Result("note", "告知书", shop("none")),
    ),
    rules=(Rule("quick", "简易", Not(yes("kitchen")), review_limit=3, visits=0),),
    acceptance_limit=1,
    review_limit=10,
    visits=1,
)

Change = Callable[[Scenarios], Scenarios]


def material(when: Term) -> Change:
    return lambda given: replace(given, materials=(*given.materials, Material("x", "新材料", when)))


def question(*more: Question, **changes: Term) -> Change:
    def change(given: Scenarios) -> Scenarios:
        asked = tuple(
            replace(each, when=changes.get(each.code, each.when)) for each in given.questions
        )
        return replace(given, questions=(*asked, *more))

    return change


def rules(*more: Rule) -> Change:
    return lambda given: replace(given, rules=(*given.rules, *more))


FAULTS: dict[str, tuple[Change, FindingCode, str, str]] = {
    "a question that is not there": (
        material(yes("garden")), FindingCode.UNKNOWN_QUESTION, "x", "“garden”不存在"),
    "an option that is not there": (
        material(shop("bar")), FindingCode.UNKNOWN_OPTION, "x",
        "“bar”。改成它的选项（餐饮、预包装食品、不涉及食品）"),
    "yes or no of a number": (
        material(yes("area")), FindingCode.WRONG_KIND, "x", "它的回答是数字"),
    "a number of a choice": (
        material(Compare("kind", Op.EQ, 3)), FindingCode.WRONG_KIND, "x", "它的回答是选项"),
    "an order of options": (
        material(Compare("kind", Op.LT, "meals")), FindingCode.WRONG_KIND, "x", "没有大小"),
    "a number that is too large": (
        material(area(Op.LT, 10**16)), FindingCode.WRONG_KIND, "x", "数字太大"),
    "a question that comes later": (
        question(kind=yes("kitchen")), FindingCode.ASKED_LATER, "kind", "“有厨房吗”移到前面"),
    "a question that asks itself": (
        question(area=area(Op.LT, 5)), FindingCode.ASKED_LATER, "area", "就是它自己"),
    "one code for two": (
        lambda given: replace(given, fields=given.fields * 2), FindingCode.DUPLICATE, "cook",
        "用了 2 次"),
    "a choice without options": (
        question(Question("bare", "选哪个", QuestionKind.CHOICE)), FindingCode.NO_ANSWERS, "bare",
        "没有任何选项"),
    "a contradiction": (
        material(And((shop("goods"), shop("meals")))), FindingCode.CONTRADICTORY, "x",
        "（“经营什么”是“预包装食品”，且“经营什么”是“餐饮”）自相矛盾"),
    "a number below the least": (
        material(area(Op.LT, 0)), FindingCode.CONTRADICTORY, "x", "自相矛盾"),
    "a material that no path needs": (
        material(And((shop("goods"), yes("kitchen")))), FindingCode.NEVER_NEEDED, "x",
        "永远用不到"),
    "a question on no path": (
        question(replace(KITCHEN, code="deep", when=And((shop("none"), yes("kitchen"))))),
        FindingCode.NEVER_NEEDED, "deep", "永远不会被问到"),
    "a condition that always holds": (
        material(Or((shop("meals"), Not(shop("meals"))))), FindingCode.ALWAYS_TRUE, "x",
        "每一条路径上都成立"),
    "half a condition that never holds": (
        material(Or((shop("goods"), And((shop("none"), yes("kitchen")))))),
        FindingCode.IDLE_PART, "x", "在每一条路径上都不成立"),
    "half a condition that always holds": (
        material(And((shop("goods"), Or((area(Op.GE, 0), yes("kitchen")))))),
        FindingCode.IDLE_PART, "x", "（“面积（平方米）”不小于 0，或“有厨房吗”选“是”）"),
    "a rule behind a wider one": (
        rules(Rule("late", "晚到", And((shop("none"), area(Op.GE, 300))), visits=2)),
        FindingCode.RULE_SHADOWED, "late", "前面的“简易”已经先用上了"),
    "a rule on no path": (
        rules(Rule("odd", "不会", And((shop("none"), yes("kitchen"))), visits=2)),
        FindingCode.NEVER_NEEDED, "odd", "永远用不上"),
    "a rule that says the usual": (
        rules(Rule("same", "照旧", yes("kitchen"), review_limit=10)),
        FindingCode.RULE_WITHOUT_EFFECT, "same", "都一样"),
    "a question that changes nothing": (
        question(Question("sign", "有招牌吗", QuestionKind.BOOL)),
        FindingCode.QUESTION_WITHOUT_EFFECT, "sign", "怎样回答都一样"),
    "answers without a difference": (
        lambda given: replace(given, results=(), materials=given.materials[:3],
                              fees=given.fees[:1]),
        FindingCode.SAME_ANSWERS, "kind", "“预包装食品”、“不涉及食品”没有区别"),
    "a path without result": (
        lambda given: replace(given, results=given.results[:1]), FindingCode.PATH_WITHOUT_RESULT,
        "", "有 2 条路径办完后没有任何结果，例如：“经营什么”：“不涉及食品”；“面积"),
    "a promise shorter than the steps": (
        lambda given: replace(given, review_limit=6), FindingCode.LIMIT_TOO_SHORT, "",
        "有 2 条路径，受理后各环节最长要 7 个工作日，只承诺 6 个：“经营什么”：“餐饮”；“有厨房吗”"),
    "steps in a circle": (
        lambda given: replace(
            given, steps=(given.steps[0], replace(given.steps[1], needs=("d",)), given.steps[2])),
        FindingCode.UNSOUND_PROCEDURE, "", "没有计算各情形的环节天数"),
}  # fmt: skip


def test_sound_scenarios_have_no_findings() -> None:
    assert check_paths(GOOD).findings == ()
    assert check_paths(Scenarios()).findings == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_each_planted_fault_is_found_alone(fault: str) -> None:
    change, code, element, words = FAULTS[fault]
    (found,) = check_paths(change(GOOD)).findings
    assert (found.code, found.element) == (code, element)
    assert words in found.message + found.fix


def test_every_kind_of_finding_has_its_example() -> None:
    elsewhere = {FindingCode.TOO_COMPLEX, FindingCode.OUTCOMES_NOT_COUNTED}
    assert {code for _, code, _, _ in FAULTS.values()} | elsewhere == set(FindingCode)


def test_paths_and_outcomes_of_a_small_item() -> None:
    report = check_paths(GOOD)
    assert (report.path_count, report.outcome_count, len(report.groups)) == (8, 8, 8)
    first = report.groups[0]
    assert first.words == "“经营什么”：“餐饮”；“有厨房吗”：是；“面积（平方米）”：小于 300"
    assert first.answers == {"kind": "meals", "kitchen": True, "area": 150}
    outcome = first.outcome
    assert (outcome.materials, outcome.originals) == (("form", "plan"), ("plan",))
    assert (outcome.steps, outcome.days, outcome.promised) == (("a", "look", "d"), 8, 11)
    assert (outcome.fee, outcome.visits, outcome.results) == (Decimal("80.50"), 1, ("licence",))
    quick = report.groups[-1].outcome
    assert (quick.materials, quick.days, quick.promised, quick.visits) == (
        ("form", "fire"),
        3,
        4,
        0,
    )
    assert [group.outcome.open_fees for group in report.groups].count(("print",)) == 2
    assert report.figures is not None
    assert report.figures.days == {3: 6, 8: 2}
    assert report.figures.materials == {1: 2, 2: 4, 3: 2}


def test_a_condition_that_says_always_is_no_condition() -> None:
    assert check_paths(material(Always())(GOOD)).findings == ()


def test_numbers_are_told_apart_only_where_a_condition_does() -> None:
    given = Scenarios(
        questions=(replace(AREA, low=None),),
        materials=(
            Material("a", "甲", area(Op.GT, 50)),
            Material("b", "乙", area(Op.LE, 100)),
            Material("c", "丙", In("area", (0.1,))),
        ),
    )
    assert [path.words.split("：")[1] for path in check_paths(given).paths()] == [
        "小于 0.1", "0.1", "大于 0.1 且不大于 50", "大于 50 且不大于 100", "大于 100",
    ]  # fmt: skip


def test_an_answer_that_was_not_asked_for_counts_as_missing() -> None:
    """`!=` holds without an answer, as it does when a case is handled."""
    given = material(Compare("kitchen", Op.NE, value=False))(GOOD)
    with_it = [path.answers for path in check_paths(given).paths() if "x" in path.outcome.materials]
    assert [answers.get("kitchen") for answers in with_it] == [True, True, None, None, None, None]


@pytest.mark.long
def test_sixteen_million_paths_are_checked_within_a_second() -> None:
    began = process_time()
    report = check_paths(wide())
    assert process_time() - began < 1
    assert report.path_count == report.outcome_count == 4**12
    assert report.findings == ()
    assert len(list(islice(report.paths(), 100))) == 100


def tangle(questions: int) -> Scenarios:
    """Join each question of the first half with one of the second: the worst order there is."""
    half = questions // 2
    asked = [
        Question(
            f"q{n}", f"问题{n}", QuestionKind.CHOICE, tuple(Option(f"o{k}", "答") for k in range(4))
        )
        for n in range(questions)
    ]
    pairs = [
        And((Compare(f"q{n}", Op.EQ, f"o{k}"), Compare(f"q{n + half}", Op.EQ, f"o{k}")))
        for n in range(half)
        for k in range(4)
    ]
    return Scenarios(tuple(asked), (Material("x", "材料", Or(tuple(pairs))),))


def test_what_is_too_complex_is_said() -> None:
    report = check_paths(tangle(40), budget=10_000)
    assert FindingCode.TOO_COMPLEX in {each.code for each in report.findings}
    assert report.outcome_count is None
    assert report.path_count == 4**40


@pytest.mark.long
def test_outcomes_that_cannot_be_counted_are_said_and_listed_in_part() -> None:
    report = check_paths(wide(apart=6))
    assert [(each.code, each.severity) for each in report.findings] == [
        (FindingCode.OUTCOMES_NOT_COUNTED, Severity.INFO)
    ]
    assert (report.path_count, report.outcome_count, len(report.groups)) == (4**12, None, 50)


def test_hundreds_of_questions_are_refused_and_not_a_crash() -> None:
    many = tuple(Question(f"q{n}", f"问题{n}", QuestionKind.BOOL) for n in range(201))
    (found,) = check_paths(Scenarios(many)).findings
    assert found.code is FindingCode.TOO_COMPLEX
