"""Every text of a definition has one path, and translations name such paths only."""

import pytest

from onewindow.catalogue.definition import ItemDefinition, rows
from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.definition.texts import BY_CODE, BY_PLACE, LINES, WHOLE, texts_of


def definition() -> ItemDefinition:
    return ItemDefinition(
        department="x", form_number="1", name="许可", subject="局", item_type="licensing",
        conditions=("甲", "乙"),
        materials=(rows.MaterialRow("m1", "申请书", ("text",), note="盖章"),),
        questions=(
            rows.QuestionRow("kind", "哪一种？", "choice", options=(rows.OptionRow("a", "大型"),)),
        ),
        fees=(rows.FeeRow("占道费", "每日 2 元", "价〔2026〕1号"),),
    )  # fmt: skip


def test_every_text_has_its_path() -> None:
    assert texts_of(definition()) == {
        "name": "许可",
        "subject": "局",
        "conditions.1": "甲",
        "conditions.2": "乙",
        "materials.m1.name": "申请书",
        "materials.m1.note": "盖章",
        "questions.kind.text": "哪一种？",
        "questions.kind.options.a": "大型",
        "fees.1.name": "占道费",
        "fees.1.standard": "每日 2 元",
    }


@pytest.mark.parametrize("table", [*BY_CODE, *BY_PLACE])
def test_the_columns_are_those_of_the_element(table: str) -> None:
    known = {column.code for column in elements()[table].columns}
    assert set((BY_CODE | BY_PLACE)[table]) <= known
    assert ("code" in known) is (table in BY_CODE)


def test_whole_texts_are_elements() -> None:
    assert {*WHOLE, *LINES} <= set(elements())
