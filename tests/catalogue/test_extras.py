"""What an item's second file may say."""

from dataclasses import fields

import pytest

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.definition.notation import DefinitionProblems, as_plain, from_plain
from onewindow.catalogue.definition.paper import merge_form
from onewindow.catalogue.extras import add_extras, read_extras
from onewindow.catalogue.storing.tables import TABLES
from tests.catalogue.drafts import make_draft


def make_definition() -> ItemDefinition:
    draft = make_draft()
    units = {step.name: ("slj", "review") for step in draft.steps}
    return merge_form(None, draft, department="slj", units=units)


def test_every_element_is_named_once_with_the_columns_of_its_rows() -> None:
    assert set(elements()) == {each.name for each in fields(ItemDefinition)}
    for code, (_model, row) in TABLES.items():
        assert [column.code for column in elements()[code].columns] == [
            each.name for each in fields(row)
        ]
    assert {code for code, each in elements().items() if each.kind == "table"} == set(TABLES)


def test_a_definition_reads_back_from_its_mappings() -> None:
    definition = make_definition()
    assert from_plain(as_plain(definition)) == definition


@pytest.mark.parametrize(
    "field",
    [
        {"code": "a", "label": "面积😀", "kind": "text"},
        {"code": "a", "label": "灯光", "kind": "choice", "choices": ["有", "无😀"]},
    ],
)
def test_words_of_the_form_that_no_letter_can_print_are_named(field: dict[str, object]) -> None:
    extras = read_extras({"fields": [{"code": "b", "label": "地点", "kind": "text"}, field]})
    with pytest.raises(DefinitionProblems, match=r"第 2 栏.*印不出这些字，请换一种写法：😀"):
        add_extras(make_definition(), extras)


def test_what_does_not_fit_is_named_by_its_path() -> None:
    wrong: dict[str, object] = {
        "visits": "一次",
        "faq": [{"question": "要多久？"}],
        "colour": "red",
        "materials": {"示例申请表": {"when": {"field": "area"}}},
    }
    with pytest.raises(DefinitionProblems) as caught:
        add_extras(make_definition(), read_extras(wrong))
    said = dict(caught.value.problems)
    assert said["visits"] == "应当是整数"
    assert said["faq[0].answer"] == "缺少这一项"
    assert "colour" in said[""]
    assert "看不懂的条件" in said["materials[0].when"]
    with pytest.raises(DefinitionProblems, match=r"materials\.没有的材料：流程确认单上没有这一行"):
        add_extras(make_definition(), read_extras({"materials": {"没有的材料": {}}}))
