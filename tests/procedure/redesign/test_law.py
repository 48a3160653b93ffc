"""The legal precedences: every passage stands in its law, every rule means a step."""

from itertools import chain

import pytest

from onewindow.catalogue.laws import place_of
from onewindow.procedure.redesign import BadDefinition, Heuristic, Reference
from onewindow.procedure.redesign.notation import read_definition, read_law
from onewindow.procedure.step import StepKind
from tests.procedure.redesign.cases import item, law

CITED: list[Reference] = [
    *(rule.reference for rule in law().rules),
    *chain.from_iterable(law().references.values()),
]


@pytest.mark.parametrize("reference", CITED, ids=str)
def test_every_passage_stands_in_its_article(reference: Reference) -> None:
    place = place_of(reference.law, reference.article)
    assert place is not None
    assert place.law.title == reference.law
    assert place.article is not None
    assert reference.text in "\n".join(place.article.paragraphs)


def test_rules_speak_of_known_acts_and_every_heuristic_cites_an_article() -> None:
    known = {act.code for act in law().acts} | set(StepKind)
    for rule in law().rules:
        assert {rule.before, rule.after, rule.keeps, *rule.apart} - {""} <= known
        assert bool(rule.before) is bool(rule.after)
    assert set(law().references) == set(Heuristic)


@pytest.mark.parametrize(
    ("name", "acts"),
    [
        ("现场核查", {"site"}), ("听证", {"hearing"}), ("听证告知", {"hearing_right"}),
        ("组织听证公告", {"hearing_announcement"}), ("检测报告审查", set()),
        ("抽样检测", {"inspection"}),
        ("科长复核", {"approval"}), ("资料审查", {"material_review"}), ("免收费确认", set()),
        ("收文登记和转办", {"transfer"}), ("制证", {"grant_only"}),
    ],
)  # fmt: skip
def test_acts_are_told_by_the_name(name: str, acts: set[str]) -> None:
    assert law().acts_of(name) == acts


def test_what_law_demands_of_a_hearing() -> None:
    definition, _evidence = item(
        "a 受理 w 1", "b 材料审查 m/r 3", "n 听证告知 m 5", "t 听证通知 m 7", "h 听证 m/c 9",
        "d 决定 m 1",
    )  # fmt: skip
    pairs = {(each.before, each.after) for each in definition.precedences}
    assert pairs == {
        ("b", "h"), ("n", "h"), ("n", "d"), ("t", "h"), ("h", "d"),
    }  # fmt: skip
    assert {(each.one, each.other) for each in definition.separations} == {("h", "b")}
    assert set(definition.kept_by_law) == {"n", "t", "h"}
    assert {code: definition.work(code).least_days for code in "nth"} == {"n": 5, "t": 7, "h": 0}


def test_the_licensing_law_does_not_bind_a_penalty() -> None:
    steps = ("a 受理 w 1", "n 处罚告知 m 5", "l 法制审核 m 5", "h 听证 m 9", "d 决定 m 1")
    definition, _evidence = item(*steps, item_type="penalty")
    laws = {each.reference.law for each in definition.precedences}
    assert laws == {"中华人民共和国行政处罚法"}
    assert set(definition.kept_by_law) == {"n", "l", "h"}


def test_a_faulty_table_of_laws_is_named() -> None:
    with pytest.raises(BadDefinition, match="rules"):
        read_law({"acts": [], "rules": [{"code": 1}], "references": {}})


STEPS: list[dict[str, object]] = [
    {"code": "a", "name": "受理", "kind": "acceptance", "unit": "w"},
    {"code": "d", "name": "决定", "kind": "decision", "unit": "m", "needs": ["a"]},
]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "文件的内容应当是“键: 值”"),
        ({"name": "示例"}, "steps：缺少这一项"),
        ({"name": "示例", "steps": STEPS, "promise": 3}, "没有这个键：promise"),
        ({"name": 5, "steps": STEPS}, "name：应当是文字"),
        ({"name": "示例", "steps": [STEPS[0] | {"kind": "begin"}]},
         "kind：应当是 pre_review、acceptance"),
        ({"name": "示例", "steps": STEPS[:1]}, "没有决定环节"),
        ({"name": "示例", "steps": [STEPS[0], STEPS[1] | {"reads": ["x"]}]}, "要用“x”"),
        ({"name": "示例", "steps": STEPS, "fees": [{"name": "费", "yuan": "多"}]}, "应当是金额"),
        ({"name": "示例", "steps": STEPS, "evidence": {"granted": [3, 2]}}, "多少, 共多少"),
        ({"name": "示例", "steps": STEPS, "evidence": {"steps": {"z": {}}}}, "环节“z”不存在"),
        ({"name": "示例", "steps": STEPS, "precedences": [
            {"before": "z", "after": "d", "law": "示例法", "article": "第一条"}]}, "“z”不存在"),
        ({"name": "示例", "steps": STEPS, "materials": [
            {"code": "m", "name": "图", "produced_by": "z"}]}, "没有这个环节"),
        ({"name": "示例", "steps": STEPS, "materials": [{"code": "m", "name": "图"}] * 2},
         "代码都是“m”"),
        ({"name": "示例", "steps": [STEPS[0], STEPS[1] | {"when": {"x": 1}}]}, "when"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_named(data: object, said: str) -> None:
    with pytest.raises(BadDefinition, match=said):
        read_definition(data, law())
