"""What is wrong with a table, before anybody tests it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onewindow.cases.instant.jdm import UNSAFE
from onewindow.cases.instant.oracle import is_less
from onewindow.cases.instant.table import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_VALUES,
    OPS_FOR_KIND,
    Cell,
    Column,
    Op,
    Row,
    Table,
    Verdict,
)
from onewindow.cases.instant.values import BadValue, plain_text, read_value


@dataclass(frozen=True)
class TableProblem:
    """What is wrong where: the row and the column by code, or neither for the whole table."""

    message: str
    row: str = ""
    column: str = ""


def problems_of(table: Table) -> list[TableProblem]:
    """Return everything that keeps a table from being tried out; nothing for a sound one."""
    found = [*_of_whole(table), *(each for column in table.columns for each in _of_column(column))]
    seen: dict[tuple[Cell | None, ...], int] = {}
    for number, row in enumerate(table.rows, 1):
        found += _of_row(table, row)
        if row.cells in seen:
            message = _("和第 %d 行的条件完全一样，请删去一行。") % seen[row.cells]
            found.append(TableProblem(message, row.code))
        seen.setdefault(row.cells, number)
    return found


def _of_whole(table: Table) -> Iterator[TableProblem]:
    if not table.columns:
        yield TableProblem(_("还没有一列条件，请先加一列。"))
    if not any(row.verdict is Verdict.GRANT for row in table.rows):
        yield TableProblem(_("没有一行的结论是“准予”，这张表什么也办不了。"))
    if len(table.columns) > MOST_COLUMNS or len(table.rows) > MOST_ROWS:
        message = _("太大了：最多 %(columns)d 列、%(rows)d 行。")
        yield TableProblem(message % {"columns": MOST_COLUMNS, "rows": MOST_ROWS})
    for source, count in Counter(column.source for column in table.columns).items():
        if count > 1:
            labels = next(each.label for each in table.columns if each.source == source)
            yield TableProblem(_("条件“%s”重复了，请删去一列。") % labels)


def _of_column(column: Column) -> Iterator[TableProblem]:
    for code, label in column.options:
        if UNSAFE.search(code):
            message = _("选项“%s”里有英文引号或反斜杠，规则表不能用这一列。") % label
            yield TableProblem(message, column=column.code)


def _of_row(table: Table, row: Row) -> Iterator[TableProblem]:
    if row.verdict is Verdict.GRANT and not any(row.cells):
        yield TableProblem(_("准予的一行至少要有一个条件，不能对所有情形都准予。"), row.code)
    if row.verdict is Verdict.GRANT and not row.basis.strip():
        yield TableProblem(_("准予的一行要写依据，申请人会看到。"), row.code)
    for column, cell in zip(table.columns, row.cells, strict=True):
        if cell is not None and (message := _of_cell(column, cell)):
            yield TableProblem(message, row.code, column.code)


def _of_cell(column: Column, cell: Cell) -> str:
    if cell.op not in OPS_FOR_KIND[column.kind]:
        return _("这一列不能这样比较。")
    wanted = {Op.BETWEEN: (2, 2), Op.IN: (1, MOST_VALUES), Op.NOT_IN: (1, MOST_VALUES)}
    low, high = wanted.get(cell.op, (1, 1))
    if not low <= len(cell.values) <= high:
        return _("“介于”要写两个值，“属于”至少一个，其他正好一个。")
    try:
        read = [read_value(column, plain_text(value)) for value in cell.values]
    except BadValue as bad:
        return bad.message
    if tuple(read) != cell.values:
        return _("值的种类和这一列不一致。")
    if cell.op is Op.BETWEEN and is_less(cell.values[1], cell.values[0]):
        return _("“介于”的第一个值应当不大于第二个。")
    return ""
