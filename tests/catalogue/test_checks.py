"""Every quality rule finds its planted fault, and nothing where there is none."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from onewindow.catalogue.checks import RULES, Severity, blocking, check
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import (
    AgencyServiceRow,
    ColumnRow,
    Condition,
    MaterialRow,
    OptionRow,
    QuestionRow,
    ScenarioRuleRow,
    StepRow,
    TranslationRow,
    WindowRow,
)
from tests.catalogue.definitions import make_definition

Plant = Callable[[ItemDefinition], ItemDefinition]
BY_AGENT: Condition = {"field": "by_agent", "op": "==", "value": True}
SMALL: Condition = {"field": "size", "op": "==", "value": "small"}


def said(**changes: Any) -> Plant:
    """Return what changes elements."""
    return lambda item: replace(item, **changes)


def row(table: str, place: int, **changes: Any) -> Plant:
    """Return what changes one row of a table."""

    def plant(item: ItemDefinition) -> ItemDefinition:
        rows = list(getattr(item, table))
        rows[place] = replace(rows[place], **changes)
        changed: dict[str, Any] = {table: tuple(rows)}
        return replace(item, **changed)

    return plant


FAULTS: list[tuple[str, str, Plant]] = [
    ("N01", "materials.m2.name", row("materials", 1, name="其他材料")),
    ("N01", "conditions.1", said(conditions=("法律、法规规定的其他条件。",))),
    ("N02", "bases", said(bases=())),
    ("N02", "bases.1.article", row("bases", 0, article="")),
    ("N03", "themes", said(themes=("教育",))),
    ("N03", "themes", said(themes=("商务活动", "没有的主题"))),
    ("N04", "service_objects", said(service_objects=("natural_person",))),
    ("N05", "entrusted_body", said(power_source="entrusted")),
    ("N06", "local_code", said(local_code="11370800MB285591853370115056000")),
    ("N07", "licence_reform", said(item_type="reward")),
    ("N08", "quantity_limit", said(quantity_limit="")),
    ("N09", "summary", said(summary="")),
    ("N09", "aliases", said(aliases=())),
    ("N10", "name", said(name="示例许可😀")),
    ("N11", "translations.1", said(translations=(TranslationRow("en", "materials.m9.name", "x"),))),
    ("L01", "review_limit", said(case_type="instant", review_kind="at_once")),
    ("L02", "review_kind", said(review_kind="at_once")),
    ("L03", "review_limit", said(statutory_limit=9)),
    ("L03", "scenario_rules.1.review_limit",
     said(scenario_rules=(ScenarioRuleRow(BY_AGENT, review_limit=21),))),
    ("L04", "acceptance_limit", said(acceptance_limit=6)),
    ("L05", "statutory_limit", said(statutory_limit=46)),
    ("L06", "visits_reason", said(visits=1, online_depth=3)),
    ("L06", "visits_reason", said(visits_reason="核对原件")),
    ("L07", "sends_by_courier", said(is_online=False, online_depth=1, offline_reason="涉密")),
    ("L08", "visits", said(visits=1, visits_reason="采集指纹")),
    ("L08", "scenario_rules.1.visits", row("scenario_rules", 0, visits=2)),
    ("L09", "offline_reason", said(is_online=False, online_depth=1, sends_by_courier=True)),
    ("L11", "pre_review_limit", said(pre_review_limit=2)),
    ("W01", "commitment_limit", said(commitment_limit=20, commitment_terms=("设备已消毒。",),
                                     guarded_fields=("health",))),
    ("W02", "commitment_terms", said(commitment_limit=20)),
    ("W02", "commitment_limit", said(commitment_terms=("设备已消毒。",))),
    ("W02", "commitment_limit", said(licence_reform="commitment")),
    ("W03", "deferral_limit", row("materials", 1, necessity="deferrable")),
    ("W03", "deferral_limit", said(deferral_limit=5)),
    ("L11", "pre_review_limit", said(is_online=False, online_depth=1, sends_by_courier=True,
                                     offline_reason="涉密", pre_review_limit=1)),
    ("L10", "limit_note", said(limit_note="法定 20 个工作日；本市承诺 12 个工作日内办结。")),
    ("F01", "fees.1.basis", row("fees", 0, basis="")),
    ("F09", "pays_online", said(pays_online=False)),
    ("F02", "pays_online", said(fees=())),
    ("F03", "fees.1.basis", row("fees", 0, basis="本局规定")),
    ("F04", "fees.1.amount", row("fees", 0, amount="十元")),
    ("F04", "fees.1.reduction_basis", row("fees", 0, reduction_basis="")),
    ("F05", "agency_services.1.basis", said(agency_services=(AgencyServiceRow("评估", "惯例"),))),
    ("F06", "complaint_phone", said(complaint_phone="0900-0000001")),
    ("F06", "phone", said(phone="8000001")),
    ("F07", "windows", said(windows=(), public_hall="")),
    ("F07", "windows.1", said(windows=(WindowRow("政务大厅"),))),
    ("F08", "complaint_phone", said(complaint_phone="")),
    ("M01", "materials.m1.name", row("materials", 1, name="示例许可申请表")),
    ("M02", "materials.m3.necessity", row("materials", 2, necessity="required", basis="法")),
    ("M02", "materials.m3.source_body", row("materials", 2, source_body="")),
    ("M03", "materials.m1.sample_form", row("materials", 0, sample_form=None)),
    ("M04", "materials.m1.basis", row("materials", 0, basis="")),
    ("M05", "materials.m1.copies", row("materials", 0, copies=0)),
    ("M06", "results.r1.kind", row("results", 0, kind="document")),
    ("M07", "results", said(results=())),
    ("M08", "results.r1.sample", row("results", 0, sample=None)),
    ("M09", "faq", said(faq=())),
    ("P01", "steps.s4", row("steps", 3, needs=("s2", "s3", "s9"))),
    ("P01", "steps", said(steps=())),
    ("P02", "review_limit", row("steps", 1, limit=9)),
    ("P02", "steps.s1.limit", row("steps", 0, limit=3)),
    ("P03", "steps.s5.limit", row("steps", 4, limit=11)),
    ("P04", "steps", said(steps=make_definition().steps[:4])),
    ("P05", "joint_departments", said(joint_departments=())),
    ("P06", "special_procedures.1.basis", row("special_procedures", 0, basis="")),
    ("P07", "steps.s4.on_silence", row("steps", 3, kind="review", on_silence="agreed")),
    ("P07", "steps.s2.on_silence", lambda item: replace(
        row("steps", 1, on_silence="agreed")(item), review_limit=0)),
    ("P08", "steps.s3.materials", row("steps", 2, materials=("m1", "m9"))),
    ("P09", "materials.m3", lambda item: row("steps", 1, materials=("m1",))(
        row("steps", 2, materials=("m2",))(item))),
    ("P10", "steps.s2.limit", row("steps", 1, limit=0)),
    ("S01", "questions.size.options", row("questions", 0, options=(OptionRow("small", "小型"),))),
    ("S01", "fields.light.choices", row("fields", 1, choices=("内光源",))),
    ("S02", "fields.light.columns", row("fields", 1, columns=(ColumnRow("a", "甲"),))),
    ("S03", "materials.m1", row("materials", 1, code="m1")),
    ("S04", "fields.owner.prefill", row("fields", 0, prefill="company.name")),
    ("S05", "fields.owner.prefill", row("fields", 0, prefill="")),
    ("S06", "materials.m2.when", row("materials", 1, when={"field": "x"})),
    ("S06", "scenario_rules.1.when", row("scenario_rules", 0, when={"field": "x"})),
    ("S07", "fees.1", row("fees", 0, when={"field": "floor", "op": ">", "value": 3})),
    ("S07", "materials.m2", row("materials", 1, when={"field": "size", "op": ">", "value": 3})),
    ("S08", "materials.m3", row("materials", 2, when={"and": [BY_AGENT, {"not": BY_AGENT}]})),
    ("S09", "questions.by_agent", row("materials", 1, when=None)),
    ("S10", "results", row("results", 0, when=BY_AGENT)),
    ("S11", "scenario_rules.2", said(scenario_rules=(
        ScenarioRuleRow(SMALL, review_limit=7), ScenarioRuleRow({"and": [BY_AGENT, SMALL]})))),
    ("S12", "scenario_rules", row("scenario_rules", 0, review_limit=6)),
    ("S13", "questions", said(questions=(
        *make_definition().questions, *(QuestionRow(f"q{n}", "问", "bool") for n in range(200))))),
    ("S14", "materials.m3", row("materials", 2, when={"or": [BY_AGENT, {"not": BY_AGENT}]})),
    ("S14", "scenario_rules.1", row("scenario_rules", 0, review_limit=10)),
    ("S15", "questions.size", row("questions", 0, options=(
        OptionRow("small", "小型"), OptionRow("large", "大型"), OptionRow("mid", "中型"),
        OptionRow("other", "其他")))),
]  # fmt: skip


def test_a_sound_item_has_no_findings() -> None:
    assert check(make_definition()) == []


@pytest.mark.parametrize(
    ("rule", "element", "plant"),
    FAULTS,
    ids=[f"{number}-{where}" for number, where, _plant in FAULTS],
)
def test_every_planted_fault_is_found(rule: str, element: str, plant: Plant) -> None:
    found = [(each.rule, each.element) for each in check(plant(make_definition()))]
    assert (rule, element) in found
    assert {number for number, _element in found} <= {rule, *FOLLOWERS.get(rule, ())}


# A fault that breaks another rule by its nature.
FOLLOWERS = {
    "M01": ("M03",), "P01": ("P04", "P05"), "L01": ("L08",), "L06": ("L08",), "N07": (),
    "P07": ("P01", "P02", "L02"), "L05": (), "M02": ("M04",), "P04": (), "S01": ("S07",),
}  # fmt: skip


def test_every_rule_has_a_number_of_its_own_a_source_and_a_planted_fault() -> None:
    numbers = [rule.number for rule in RULES]
    assert len(set(numbers)) == len(numbers)
    assert all(rule.title and rule.source and rule.fix for rule in RULES)
    planted = {rule for rule, _element, _plant in FAULTS}
    assert planted == {rule.number for rule in RULES}


def test_findings_say_how_bad_and_how_to_mend_the_worst_first() -> None:
    item = replace(make_definition(), summary="", acceptance_limit=6, quantity_limit="")
    found = check(item)
    assert [each.severity for each in found] == [Severity.ERROR, Severity.WARNING, Severity.HINT]
    assert [each.rule for each in blocking(found)] == ["L04"]
    assert "5 个工作日以内" in found[0].fix
    assert found[0].source == "行政许可法第三十二条"


@pytest.mark.parametrize(
    "name", ["法人身份证明", "不动产权属证明", "其他应收款明细表", "资料审查意见"]
)
def test_honest_names_are_no_catch_alls(name: str) -> None:
    item = make_definition()
    materials = (MaterialRow("m1", name, ("text",), basis="法"), *item.materials[1:])
    assert check(replace(item, materials=materials)) == []


def test_steps_with_a_broken_condition_do_not_stop_the_other_rules() -> None:
    item = make_definition()
    broken = StepRow("s2", "规划审查", "review", "ghj", needs=("s1",), when={"field": "x"})
    steps = (item.steps[0], broken, *item.steps[2:])
    found = check(replace(item, steps=steps, acceptance_limit=6))
    assert "L04" in {each.rule for each in found}
