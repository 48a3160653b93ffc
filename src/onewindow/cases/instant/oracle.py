"""Our own reading of a table, row by row; the engine has to agree with it."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from onewindow.cases.instant.table import Cell, Column, Op, Row, Table, Value
from onewindow.cases.instant.values import Values


def holds(column: Column, cell: Cell | None, value: Value | None) -> bool | None:
    """Tell whether a cell of a column holds for a value; None where a value is wanting."""
    if cell is None:
        return True
    if value is None:
        return False if column.may_miss else None
    return MEANINGS[cell.op](value, cell.values)


def row_holds(table: Table, row: Row, values: Values) -> bool | None:
    """Tell whether a row holds; None where that hangs on a value that is not known."""
    found = [
        holds(column, cell, values.get(column.code))
        for column, cell in zip(table.columns, row.cells, strict=True)
    ]
    if False in found:
        return False
    return None if None in found else True


def is_less(one: Value, other: Value) -> bool:
    """Tell whether a number or day comes before another; raise TypeError for what has no order."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one < other
    if isinstance(one, date) and isinstance(other, date):
        return one < other
    raise TypeError(f"{one!r} and {other!r} have no order")


MEANINGS: dict[Op, Callable[[Value, Sequence[Value]], bool]] = {
    Op.EQ: lambda value, said: value == said[0],
    Op.NE: lambda value, said: value != said[0],
    Op.LT: lambda value, said: is_less(value, said[0]),
    Op.LE: lambda value, said: not is_less(said[0], value),
    Op.GT: lambda value, said: is_less(said[0], value),
    Op.GE: lambda value, said: not is_less(value, said[0]),
    Op.BETWEEN: lambda value, said: not is_less(value, said[0]) and not is_less(said[1], value),
    Op.IN: lambda value, said: value in said,
    Op.NOT_IN: lambda value, said: value not in said,
}
