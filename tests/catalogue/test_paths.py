"""The paths of a definition: what the checker is told, and what it tells of an item."""

from dataclasses import replace
from decimal import Decimal

import pytest

from onewindow.catalogue.definition.rows import (
    Condition,
    FeeRow,
    MaterialRow,
    QuestionRow,
    ScenarioRuleRow,
)
from onewindow.catalogue.paths import element_of, findings_of, path_report, scenarios_of, unreadable
from onewindow.kernel.conditions import ConditionError
from onewindow.procedure.scenarios import FindingCode
from tests.catalogue.definitions import make_definition


def test_every_path_of_an_item_with_what_it_leads_to() -> None:
    report = path_report(make_definition())
    assert report.findings == ()
    assert (report.path_count, report.outcome_count) == (4, 4)
    small, large = report.groups[0], report.groups[2]
    assert small.words == "“多大规模？”：“小型”；“是否委托他人办理？”：是"
    assert small.outcome.materials == ("m1", "m2", "m3")
    assert small.outcome.required == ("m1", "m2")
    assert (small.outcome.fee, large.outcome.fee) == (Decimal(0), Decimal(10))
    assert (small.outcome.review_limit, large.outcome.review_limit) == (7, 10)
    assert small.outcome.steps == ("s1", "s2", "s4", "s5")
    assert large.outcome.steps == ("s1", "s2", "s3", "s4", "s5")
    assert large.outcome.days == 1 + 5 + 2
    assert report.figures is not None
    assert report.figures.promised == {9: 2, 12: 2}


def test_limits_in_calendar_days_and_fees_without_a_sum() -> None:
    item = replace(
        make_definition(),
        review_limit=21, review_limit_unit="calendar", acceptance_limit_unit="calendar",
        fees=(FeeRow("甲", "按面积", "法"), FeeRow("乙", "面议", "法", "面议")),
        scenario_rules=(ScenarioRuleRow({"field": "size", "op": "==", "value": "small"}, 14, 1),),
    )  # fmt: skip
    given = scenarios_of(item)
    assert (given.acceptance_limit, given.review_limit, given.rules[0].review_limit) == (2, 15, 10)
    first = path_report(item).groups[0].outcome
    assert (first.review_limit, first.visits) == (10, 1)
    assert (first.fee, first.open_fees) == (Decimal(0), ("1", "2"))


def test_nobody_answers_with_less_than_nothing() -> None:
    item = make_definition()
    less: Condition = {"field": "area", "op": "<", "value": 0}
    item = replace(
        item,
        questions=(*item.questions, QuestionRow("area", "多大面积？", "number")),
        materials=(*item.materials, MaterialRow("m4", "图纸", ("image",), when=less)),
    )
    assert [(each.code, element_of(each)) for each in findings_of(item)] == [
        (FindingCode.CONTRADICTORY, "materials.m4"),
        (FindingCode.QUESTION_WITHOUT_EFFECT, "questions.area"),
    ]


def test_conditions_that_are_none_are_named_one_by_one() -> None:
    item = make_definition()
    broken = replace(item, fees=(replace(item.fees[0], when={"field": "size"}),))
    ((element, reason),) = unreadable(broken)
    assert element == "fees.1.when"
    assert "看不懂的条件" in reason
    with pytest.raises(ConditionError):
        path_report(broken)
