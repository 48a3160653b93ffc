"""Write a table as an Excel file with drop-downs; equal tables give equal bytes."""

import datetime
import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from django.utils.translation import override
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from onewindow.cases.instant.sheets.plan import (
    AND,
    EXAMPLES,
    HELP,
    LISTS,
    RULES,
    TO,
    VERDICTS,
    Place,
    example_places,
    ops,
    rule_places,
)
from onewindow.cases.instant.table import Cell, Column, Op, Row, Table, ValueKind
from onewindow.cases.instant.testing import Example
from onewindow.cases.instant.values import say_value

MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
SPARE_LINES = 200
ADVICE = (
    "“规则”表每行一条规则：一行里填了的条件都满足，这一行才适用；“比较”和“值”都空着表示不限。",
    "“介于”写两个值，中间用“至”，例如：1 至 5。“属于”“不属于”写几个值，中间用顿号。",
    "结论只有“准予”和“转人工”。系统从不自动作出不予许可的决定。",
    "准予的一行要写依据，申请人会看到。",
    "“编号”用来对照上一版：原有的行不要改，新加的行空着。",
    "“测试用例”表每行一个：填各项的值和应当得到的结论；空着表示这一项没有值。",
    "每一行规则、每一种结论都至少要有一个测试用例，全部通过才能投入试运行。",
    "两张表的第二行（灰色小字）是系统用的，不要改动；要加一列条件，请在网页上加，再下载。",
)


def write_workbook(table: Table, examples: Sequence[Example]) -> bytes:
    """Return the file of a table and its test cases."""
    file = io.BytesIO()
    with (
        override("zh-hans"),
        xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book,
    ):
        book.set_properties({"created": MADE})
        writer = _Writer(book)
        rules = [_rule(table, row) for row in table.rows]
        writer.sheet(RULES, tuple(rule_places(table.columns)), rules)
        tests = [_example(table, each) for each in examples]
        writer.sheet(EXAMPLES, tuple(example_places(table.columns)), tests)
        writer.finish()
    return file.getvalue()


class _Writer:
    """Writes the sheets; the lists of the drop-downs go to a hidden one."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.key = book.add_format({"font_color": "#777777", "font_size": 8})
        self.text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self.lists: dict[tuple[str, ...], str] = {}

    def sheet(
        self, title: str, places: Sequence[Place], lines: Sequence[Mapping[str, str]]
    ) -> None:
        """Write one sheet: labels, keys, then a line each."""
        page = self.book.add_worksheet(title)
        page.freeze_panes(2, 1)
        for column, place in enumerate(places):
            page.set_column(column, column, 30 if place.key in {"basis", "name"} else 16)
            page.write_string(0, column, place.label, self.head)
            page.write_string(1, column, place.key, self.key)
            self._offer(page, column, place, len(lines))
        for number, line in enumerate(lines, 2):
            for column, place in enumerate(places):
                page.write_string(number, column, line.get(place.key, ""), self.text)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)

    def finish(self) -> None:
        """Write the advice and the lists."""
        page = self.book.add_worksheet(HELP)
        page.set_column(0, 0, 90)
        for number, line in enumerate(ADVICE):
            page.write_string(number, 0, line, self.text)
        hidden = self.book.add_worksheet(LISTS)
        for column, choices in enumerate(self.lists):
            for number, choice in enumerate(choices):
                hidden.write_string(number, column, choice)
        hidden.hide()

    def _offer(self, page: Worksheet, column: int, place: Place, lines: int) -> None:
        if not place.choices:
            return
        if place.choices not in self.lists:
            name = xl_col_to_name(len(self.lists))
            self.lists[place.choices] = f"={LISTS}!${name}$1:${name}${len(place.choices)}"
        # Several values may stand in one cell: the list helps, it does not forbid.
        options = {"validate": "list", "source": self.lists[place.choices]}
        if place.key.endswith("|value"):
            options |= {"error_type": "information"}
        page.data_validation(2, column, lines + SPARE_LINES, column, options)


def _rule(table: Table, row: Row) -> dict[str, str]:
    line = {"row": row.code, "verdict": VERDICTS[row.verdict], "basis": row.basis}
    for column, cell in zip(table.columns, row.cells, strict=True):
        if cell is not None:
            if column.kind is not ValueKind.FLAG:
                line[f"{column.source}|op"] = ops(column)[cell.op]
            line[f"{column.source}|value"] = _values(column, cell)
    return line


def _values(column: Column, cell: Cell) -> str:
    said = [say_value(column, value) for value in cell.values]
    return (TO if cell.op is Op.BETWEEN else AND).join(said)


def _example(table: Table, example: Example) -> dict[str, str]:
    line = {"name": example.name, "expected": VERDICTS[example.expected]}
    for column in table.columns:
        value = example.values.get(column.code)
        if value is not None:
            line[f"{column.source}|value"] = say_value(column, value)
    return line
