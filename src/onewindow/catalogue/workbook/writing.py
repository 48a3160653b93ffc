"""Write packed items as an Excel file; equal items give equal bytes."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from onewindow.catalogue.definition.notation import as_row
from onewindow.catalogue.package.content import PackedItem
from onewindow.catalogue.workbook.cells import to_cell
from onewindow.catalogue.workbook.plan import (
    CODE,
    HELP,
    LISTS,
    Place,
    Sheet,
    sheets,
    status_labels,
)
from onewindow.kernel.errors import DomainError

WRITTEN_ON = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
LONGEST_CELL = 32_767
OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip
WIDE = {"long": 42, "lines": 42, "condition": 34, "explained": 34, "words": 22, "choices": 22}
ADVICE = (
    "一张表写一类内容，每行第一列是事项编码；一个事项的各行按在表中的先后排列。",
    "可以改、增、删行；不要改表名和表头，不要删列。",
    "下拉框里有的内容照着选；一格里有多项的，一行写一项（Alt+Enter 换行）。",
    "“适用情形”用 JSON 写条件，右边的“（说明）”只供阅读，导入时不看；“状态”一列也不看。",
    "文件列写文件的名称和摘要，内容不在本表里；要带文件，请用事项包（.zip）。",
    "导入后存成草稿，经联合审核后生效。",
)


class TooLongForExcel(DomainError):
    """A value does not fit into a cell."""


@dataclass(frozen=True)
class Styles:
    """The formats of the file."""

    head: Format
    text: Format
    aside: Format


def write_workbook(items: Sequence[PackedItem], file: IO[bytes]) -> None:
    """Write the latest version of each item, a sheet per table; raise TooLongForExcel."""
    with override("zh-hans"), Workbook(file, OPTIONS) as book:
        book.set_properties({"title": "事项目录", "created": WRITTEN_ON.replace(tzinfo=None)})
        base = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True}
        styles = Styles(
            head=book.add_format(base | {"bold": True, "bg_color": "#DCE6F0", "border": 1}),
            text=book.add_format(base | {"num_format": "@"}),
            aside=book.add_format(base | {"font_color": "#5B6773", "num_format": "@"}),
        )
        _write_help(book, styles)
        lists = _Lists(book)
        for sheet in sheets():
            _write_sheet(book.add_worksheet(sheet.title), sheet, items, styles, lists)
        lists.hide()


def _write_help(book: Workbook, styles: Styles) -> None:
    sheet = book.add_worksheet(HELP)
    sheet.set_column(0, 0, 90)
    for row, line in enumerate(ADVICE):
        sheet.write_string(row, 0, line, styles.text)


class _Lists:
    """The choices of drop-down lists, on a hidden sheet: a list in the cell is too short."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._columns: dict[tuple[str, ...], str] = {}

    def range_of(self, labels: Sequence[str]) -> str:
        """Return where the labels stand."""
        key = tuple(labels)
        if key not in self._columns:
            name = xl_col_to_name(len(self._columns))
            self._columns[key] = f"={LISTS}!${name}$1:${name}${len(key)}"
        return self._columns[key]

    def hide(self) -> None:
        """Write all lists."""
        sheet = self._book.add_worksheet(LISTS)
        for col, labels in enumerate(self._columns):
            for row, label in enumerate(labels):
                sheet.write_string(row, col, label)
        sheet.hide()


def _write_sheet(
    out: Worksheet, sheet: Sheet, items: Sequence[PackedItem], styles: Styles, lists: _Lists
) -> None:
    out.freeze_panes(1, 1)
    out.set_column(0, 0, 26)
    out.write_string(0, 0, CODE, styles.head)
    rows = [(item, row) for item in items for row in _rows(item, sheet)]
    labels = {item.code: _labels(item) for item in items}
    for col, place in enumerate(sheet.places, 1):
        out.set_column(col, col, WIDE.get(place.kind, 16))
        out.write_string(0, col, place.label, styles.head)
        if place.options and place.kind in {"flag", "choice", "text"}:
            source = lists.range_of(list(place.options.values()))
            out.data_validation(
                1, col, max(len(rows), 1) + 500, col, {"validate": "list", "source": source}
            )
    for at, (item, row) in enumerate(rows, 1):
        out.write_string(at, 0, item.code, styles.text)
        for col, place in enumerate(sheet.places, 1):
            value = to_cell(row.get(place.code), place, labels[item.code])
            style = styles.aside if place.is_ignored else styles.text
            if isinstance(value, int):
                out.write_number(at, col, value, styles.text)
            elif value:
                _check_length(value, item, place)
                out.write_string(at, col, value, style)
    out.autofilter(0, 0, max(len(rows), 1), len(sheet.places))


def _check_length(value: str, item: PackedItem, place: Place) -> None:
    if len(value.encode("utf-16-le")) // 2 > LONGEST_CELL:
        message = _("事项 %(code)s 的“%(label)s”太长，Excel 一格放不下：请用事项包（.zip）导出")
        raise TooLongForExcel(message % {"code": item.code, "label": place.label})


def _rows(item: PackedItem, sheet: Sheet) -> Iterator[Mapping[str, object]]:
    definition = item.said.definition
    if not sheet.table:
        said = {each: getattr(definition, each) for each in definition.__dataclass_fields__}
        status = status_labels()[item.said.status]
        yield said | {
            "slug": item.slug, "number": item.number, "region": item.region,
            "is_standard": item.is_standard, "standard": item.standard, "status": status,
        }  # fmt: skip
        return
    parents = getattr(definition, sheet.parent) if sheet.parent else (definition,)
    for parent in parents:
        for row in getattr(parent, sheet.table):
            values = {each: getattr(row, each) for each in row.__dataclass_fields__}
            files = {
                name: as_row(value) for name, value in values.items() if hasattr(value, "sha256")
            }
            yield values | files | {"parent": getattr(parent, "code", "")}


def _labels(item: PackedItem) -> dict[str, str]:
    labels = {}
    for question in item.said.definition.questions:
        labels[question.code] = question.text
        for option in question.options:
            labels[f"{question.code}={option.code}"] = option.text
    return labels
