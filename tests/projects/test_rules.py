"""What has to hold for the rules of a city, and how they are loaded."""

from pathlib import Path

import pytest
import yaml

from onewindow.kernel import conditions
from onewindow.projects.loading import BadRules, load_rules
from onewindow.projects.models import ProjectKind, StageItem
from onewindow.projects.rules import Kind, Stage, Wanted, needed, problems
from tests.cast import make_department
from tests.projects.building import build_plant
from tests.sample.content import SAMPLE, as_record, item, load, records

STAGES = (
    Stage("land", "立项", 10, "a"),
    Stage("design", "工程", 20, "a", needs=("land",)),
    Stage("works", "施工", 15, "b", needs=("design",)),
)


def kind(*stages: Stage, total: int = 45, basis: str = "本市自定") -> Kind:
    return Kind("simple", "简易项目", total, basis, stages or STAGES)


def wanted(**changes: object) -> Wanted:
    said: dict[str, object] = {"stage": "land", "item": "permit", **changes}
    return Wanted(**said)  # type: ignore[arg-type] # named as the fields are


WRONG = [
    (kind(total=44), wanted(), "最长要 45 个工作日，超过总时限 44"),
    (kind(Stage("land", "立项", 10, "a", needs=("works",))), wanted(), "要等阶段 works"),
    (
        kind(Stage("land", "立", 1, "a", needs=("works",)),
             Stage("works", "施", 1, "a", needs=("land",))),
        wanted(), "互相等待",
    ),
    (kind(basis=" "), wanted(), "没有写明总时限的依据"),
    (kind(), wanted(kinds=("nothing",)), "项目类型 nothing 不存在"),
    (
        kind(),
        wanted(when=conditions.parse({"field": "unasked", "op": "==", "value": True})),
        "没有这个问题",
    ),
    (kind(), wanted(prefill=(("a", "colour"),)), "项目没有这一项"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "wanted", "said"), WRONG)
def test_rules_that_contradict_themselves(kind: Kind, wanted: Wanted, said: str) -> None:
    assert [said in each for each in problems([kind], [wanted], [])] == [True]


def test_stages_side_by_side_take_as_long_as_the_longest_way() -> None:
    beside = (*STAGES, Stage("completion", "竣工", 30, "b", needs=("land",)))
    assert problems([kind(*beside)], [wanted()], []) == []
    assert kind(*beside).procedure.critical_path().days == 45


def test_what_is_needed_follows_from_kind_and_answers() -> None:
    term = conditions.parse({"field": "land_by", "op": "==", "value": "allotment"})
    rows = [wanted(item="site", when=term), wanted(item="permit"), wanted(item="b", kinds=("x",))]
    assert needed(rows, "land", "simple", {"land_by": "allotment"}) == ["site", "permit"]
    assert needed(rows, "land", "x", {}) == ["permit", "b"]


def test_the_sample_city_divides_its_totals_among_the_stages() -> None:
    content = load(SAMPLE / "stages.yaml")
    totals = {}
    for each in records(content, "kinds"):
        stages = as_record(each["stages"])
        totals[each["total"]] = sum(int(str(as_record(one)["days"])) for one in stages.values())
        assert "本市自定（示例）" in str(each["basis"])
    assert totals == {45: 45, 70: 70, 85: 85}
    assert {text for each in records(content, "items") for text in [str(each["stage"])]} == {
        "land", "design", "works", "completion",
    }  # fmt: skip
    for each in records(content, "items"):
        slug = str(each["item"])
        folder = "items" if (SAMPLE / "items" / f"{slug}.yaml").exists() else "project-items"
        extra = load(SAMPLE / folder / f"{slug}.extra.yaml")
        fields = {str(field["code"]) for field in records(extra, "fields")}
        assert set(as_record(each["prefill"])) <= fields
    assert item("planning-permit")


@pytest.mark.django_db
def test_rules_are_loaded_whole_or_not_at_all(tmp_path: Path) -> None:
    plant = build_plant()
    make_department("zjj")
    path = tmp_path / "stages.yaml"
    content = {
        "kinds": [{"code": "new", "name": "新类型", "total": 20, "basis": "本市自定",
                   "stages": {"works": {"days": 20, "lead": "zjj"}}}],
        "items": [{"stage": "works", "item": plant.land.item.slug}],
        "questions": [{"code": "tall", "text": "高吗？", "kind": "bool"}],
    }  # fmt: skip
    path.write_text(yaml.safe_dump(content, allow_unicode=True))
    assert load_rules(path, is_trial=False).kinds == 1
    assert load_rules(path, is_trial=False).items == 1
    # A kind that is not listed any more stays for the projects that have it.
    assert list(ProjectKind.objects.filter(is_active=True).values_list("code", flat=True)) == [
        "new"
    ]
    wrong = [
        ({**content, "items": [{"stage": "moon", "item": "nothing"}]}, "没有阶段“moon”"),
        ({**content, "items": [{"stage": "works", "item": "nothing"}]}, "没有事项“nothing”"),
        ({**content, "kinds": [{"code": "x"}]}, "缺少或者写错"),
        ({**content, "sample": True}, "不能装入正式环境"),
        ([], "没有项目类型"),
    ]  # fmt: skip
    for broken, said in wrong:
        path.write_text(yaml.safe_dump(broken, allow_unicode=True))
        with pytest.raises(BadRules, match=said):
            load_rules(path, is_trial=False)
    with pytest.raises(BadRules, match="读不了"):
        load_rules(tmp_path / "missing.yaml", is_trial=False)
    assert StageItem.objects.count() == 1
