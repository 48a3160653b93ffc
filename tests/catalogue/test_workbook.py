"""A catalogue as an Excel file with a sheet per table, and any definition through both ways out."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.exchange import write_xlsx
from onewindow.catalogue.package.content import PackedItem, PackedVersion, item_entry, read_item
from onewindow.catalogue.workbook.plan import sheets
from onewindow.catalogue.workbook.reading import is_workbook, read_workbook
from onewindow.catalogue.workbook.writing import write_workbook
from tests.catalogue.any_definition import definitions
from tests.catalogue.sample import definition
from tests.sampling import shown


def packed(said: ItemDefinition, code: str = "示例-1") -> PackedItem:
    return PackedItem(code, "example", "SL-1", "999900", draft=PackedVersion("draft", said))


def written(*items: PackedItem) -> bytes:
    buffer = BytesIO()
    write_workbook(items, buffer)
    return buffer.getvalue()


@shown(3)
@given(definitions())
def test_any_definition_survives_the_package_and_the_workbook(said: ItemDefinition) -> None:
    item = packed(said)
    _name, data = item_entry(item)
    assert read_item(data) == item
    assert item_entry(read_item(data)) == (_name, data)
    (read,) = read_workbook(written(item), is_trial=True).items
    assert read.problems == ()
    assert read.item == item


def test_the_headers_of_a_sheet_are_distinct() -> None:
    for sheet in sheets():
        labels = [place.label for place in sheet.places]
        assert len(set(labels)) == len(labels)


def test_a_file_from_before_departments_joined_by_rules_is_read_as_it_was() -> None:
    whole = written(packed(definition("labour-dispatch")))
    older = edited(edited(whole, ">会签规则<", ">旧列<"), ">可看的材料<", ">旧列二<")
    (read,) = read_workbook(older, is_trial=True).items
    assert read.problems == ()
    assert read.item == packed(definition("labour-dispatch"))


def edited(data: bytes, old: str, new: str) -> bytes:
    """Return the workbook with one text replaced in every cell that holds it."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as whole, zipfile.ZipFile(buffer, "w") as out:
        for entry in whole.infolist():
            out.writestr(entry, whole.read(entry).replace(old.encode(), new.encode()))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "cell"),
    [
        (">需提交<", ">需要提交<", "申报材料!E2"),
        (">受理<", ">收件<", "内部审批流程!D2"),
        (">材料名称<", ">名称<", "申报材料!1"),
        ('name="常见问题"', 'name="问答"', "常见问题"),
        (">是否<", ">随便<", "情形问题!D3"),
    ],
)
def test_what_does_not_fit_is_named_with_its_cell(old: str, new: str, cell: str) -> None:
    data = edited(written(packed(definition("labour-dispatch"))), old, new)
    contents = read_workbook(data, is_trial=True)
    problems = [*contents.problems, *(p for item in contents.items for p in item.problems)]
    assert cell in {each.cell for each in problems}


def test_a_workbook_is_told_from_a_form() -> None:
    assert is_workbook(written(packed(definition("labour-dispatch"))))
    assert not is_workbook(write_xlsx(None))
