"""An item goes into the redesign and comes back as the next draft."""

from dataclasses import replace
from decimal import Decimal

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import (
    Condition,
    FeeRow,
    MaterialRow,
    StepRow,
    TranslationRow,
)
from onewindow.insight.definitions import Offices, definition_from
from onewindow.insight.law import law_in_force
from onewindow.insight.rewriting import rewritten
from onewindow.procedure.redesign import (
    Definition,
    Practice,
    Redesigned,
    accept,
    propose,
    without_conflicts,
)

OFFICES = Offices(
    {"hall": "政务局", "market": "市场监管局", "police": "公安局"},
    {"示例市公安局": "police", "公安局": "police"},
)
WHEN: Condition = {"field": "shared", "op": "==", "value": True}
ITEM = ItemDefinition(
    department="market",
    form_number="1",
    name="小餐饮店经营许可（示例）",
    subject="示例市市场监管局",
    item_type="licensing",
    exercise_levels=("city", "county"),
    review_limit=14,
    review_limit_unit="calendar",
    statutory_limit=20,
    visits=2,
    visits_reason="交原件",
    is_online=False,
    process="受理 → 转办 → 审查 → 核查 → 决定",
    fees=(
        FeeRow("工本费", "每份 5 元", "无", "5"),
        FeeRow("检测费", "按标准", "某法第九条", "80.50"),
    ),
    materials=(
        MaterialRow("m1", "申请书", ("text",)),
        MaterialRow("m2", "营业执照", ("image",), replaced_by="电子营业执照"),
        MaterialRow("m3", "无违法记录", ("image",), source="government", source_body="公安局"),
        MaterialRow("m4", "住所证明", ("image",)),
        MaterialRow("m5", "代理人身份证明", ("image",), when=WHEN),
    ),
    steps=(
        StepRow("s1", "受理", "acceptance", "hall", "intake", "示例·甲", limit=1),
        StepRow("s2", "转办", "review", "market", "office", "示例·乙", limit=1, needs=("s1",)),
        StepRow("s3", "资料审查", "review", "market", "desk", "示例·丙", limit=4, needs=("s2",),
                materials=("m1", "m2", "m5")),
        StepRow("s4", "现场核查", "review", "market", "inspect", limit=3, needs=("s3",), when=WHEN),
        StepRow("s5", "决定", "decision", "market", "chief", limit=1, needs=("s4",)),
    ),
    translations=(
        TranslationRow("en", "name", "Small restaurant"),
        TranslationRow("en", "materials.m2.name", "Business licence"),
        TranslationRow("en", "steps.s2.name", "Forwarding"),
        TranslationRow("en", "steps.s3.name", "Review"),
        TranslationRow("en", "process", "From step to step"),
    ),
)  # fmt: skip


def definition(item: ItemDefinition = ITEM) -> Definition:
    return definition_from(item, "x", OFFICES, law_in_force())


def everything() -> Redesigned:
    found = definition()
    return accept(found, without_conflicts(propose(found)))


def test_what_the_redesign_sees_of_an_item() -> None:
    found = definition()
    assert (found.promised, found.statutory, found.visits, found.level) == (10, 20, 2, "county")
    assert [fee.yuan for fee in found.fees] == [Decimal(5), Decimal("80.50")]
    by_code = {each.code: each for each in found.materials}
    assert (by_code["m2"].licence, by_code["m3"].issued_by) == ("电子营业执照", "police")
    assert [each.code for each in found.materials if each.is_proof] == ["m4"]
    assert by_code["m5"].is_conditional
    assert found.work("s3").reads == ("m1", "m2", "m5")
    assert found.work("s4").acts == {"site"}
    assert found.practices == frozenset()
    ready = definition(replace(ITEM, is_online=True, sends_by_courier=True, pre_review_limit=1))
    assert {each for each, _ in ready.practices} == {
        Practice.ONLINE, Practice.COURIER, Practice.PRE_REVIEW,
    }  # fmt: skip


def test_a_redesign_becomes_the_next_draft() -> None:
    result = everything()
    assert result.summary == (
        "环节 5→4，材料 5→2，时限 10→5 个工作日，跑动 2→0 次，费用 85.50→80.50 元"
    )
    draft = rewritten(ITEM, result.definition)
    assert [(row.code, row.needs, row.person) for row in draft.steps] == [
        ("s1", (), "示例·甲"), ("s3", ("s1",), "示例·丙"), ("s4", ("s1",), ""),
        ("s5", ("s3", "s4"), ""),
    ]  # fmt: skip
    assert draft.steps[2].when == WHEN
    assert draft.steps[1].materials == ("m1", "m5")
    assert [row.code for row in draft.materials] == ["m1", "m5"]
    assert draft.commitment_terms == ("承诺具备“住所证明”所证明的条件，情况属实。",)
    assert draft.process == "受理 → 资料审查、现场核查同时进行 → 决定"
    assert (draft.review_limit, draft.review_limit_unit) == (5, "working")
    assert (draft.visits, draft.visits_reason, draft.is_online) == (0, "无", True)
    assert [row.name for row in draft.fees] == ["检测费"]
    assert [row.element for row in draft.translations] == ["name", "steps.s3.name"]
    assert (draft.exercise_levels, draft.questions) == (ITEM.exercise_levels, ITEM.questions)


def test_what_comes_back_means_the_same_to_the_redesign() -> None:
    result = everything()
    again = definition(rewritten(ITEM, result.definition))
    for step, was in zip(again.steps, result.definition.steps, strict=True):
        assert replace(step, materials=was.materials) == was
    assert (again.promised, again.visits) == (result.after.promised, result.after.visits)


def test_a_step_whose_materials_are_gone_does_not_see_all() -> None:
    steps = tuple(
        replace(row, materials=("m2",)) if row.code == "s3" else row for row in ITEM.steps
    )
    found = definition(replace(ITEM, steps=steps))
    chosen = [each for each in propose(found) if each.code == "once_only:m2"]
    draft = rewritten(replace(ITEM, steps=steps), accept(found, chosen).definition)
    assert [row.materials for row in draft.steps if row.code == "s3"] == [("m1",)]


def test_nothing_accepted_leaves_the_item_as_it_was() -> None:
    draft = rewritten(ITEM, definition())
    assert replace(draft, process=ITEM.process, translations=ITEM.translations) == ITEM
