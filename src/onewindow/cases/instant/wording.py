"""Rules in Chinese, for officers and applicants."""

from django.utils.translation import gettext as _

from onewindow.cases.instant.table import OPS_FOR_KIND, Cell, Column, Op, Row, Table, ValueKind
from onewindow.cases.instant.values import say_value


def op_words(kind: ValueKind) -> dict[Op, str]:
    """Return the comparisons that a column of a kind has, with their names, in their order."""
    words = {
        Op.EQ: _("等于"), Op.NE: _("不等于"), Op.LT: _("小于"), Op.LE: _("小于等于"),
        Op.GT: _("大于"), Op.GE: _("大于等于"), Op.BETWEEN: _("介于（含两端）"),
        Op.IN: _("属于"), Op.NOT_IN: _("不属于"),
    }  # fmt: skip
    if kind is ValueKind.DAY:
        words |= {
            Op.LT: _("早于"), Op.LE: _("不晚于"), Op.GT: _("晚于"), Op.GE: _("不早于"),
        }  # fmt: skip
    if kind is ValueKind.FLAG:
        words[Op.EQ] = _("为")
    return {op: words[op] for op in OPS_FOR_KIND[kind]}


def say_cell(column: Column, cell: Cell | None) -> str:
    """Return what a cell asks for, `大于等于 18`."""
    if cell is None:
        return _("不限")
    said = [say_value(column, value) for value in cell.values]
    if cell.op is Op.BETWEEN:
        return _("介于 %(low)s 和 %(high)s（含）") % {"low": said[0], "high": said[-1]}
    if column.kind is ValueKind.FLAG:
        return _("为“%s”") % said[0]
    return f"{op_words(column.kind)[cell.op]} {'、'.join(said)}"


def say_row(table: Table, row: Row) -> str:
    """Return what a row asks for in one sentence, `“年龄”大于等于 18，且“…”为 是`."""
    parts = [
        f"“{column.label}”{say_cell(column, cell)}"
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell is not None
    ]
    return _("，且").join(parts) or _("所有情形")
