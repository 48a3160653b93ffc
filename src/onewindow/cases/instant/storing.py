"""Rows of the database to a plain table and back."""

from collections.abc import Sequence

from onewindow.cases.instant.models import (
    DecisionTable,
    TableCase,
    TableCell,
    TableColumn,
    TableRow,
)
from onewindow.cases.instant.table import Cell, Column, Op, Row, Table, Value, ValueKind, Verdict
from onewindow.cases.instant.testing import Example
from onewindow.cases.instant.values import BadValue, plain_text, read_value


def table_of(stored: DecisionTable) -> Table:
    """Return the rules of a stored table; raise BadValue for a cell that its column cannot read."""
    columns = tuple(
        Column(
            each.code, each.source, each.label, ValueKind(each.kind),
            tuple((code, label) for code, label in each.options), each.may_miss,
        )
        for each in stored.columns.order_by("position")
    )  # fmt: skip
    cells = {
        (cell.row_id, cell.column.code): cell
        for cell in TableCell.objects.filter(row__table=stored).select_related("column")
    }
    rows = []
    for row in stored.rows.order_by("position"):
        said = [_cell(column, cells.get((row.pk, column.code))) for column in columns]
        rows.append(Row(row.code, tuple(said), Verdict(row.verdict), row.basis))
    return Table(columns, tuple(rows))


def examples_of(stored: DecisionTable, table: Table) -> list[Example]:
    """Return the test cases of a table; what a column cannot read any more counts as missing."""
    found = []
    for each in stored.examples.order_by("position"):
        values = {
            column.code: _read(column, str(each.values.get(column.code, "")))
            for column in table.columns
        }
        found.append(Example(each.name, values, Verdict(each.expected)))
    return found


def write_table(stored: DecisionTable, table: Table) -> None:
    """Replace the rules of a draft; test cases keep the values of the columns that stay."""
    stored.rows.all().delete()
    stored.columns.all().delete()
    columns = TableColumn.objects.bulk_create(
        TableColumn(
            table=stored, position=position, code=each.code, source=each.source,
            label=each.label, kind=each.kind, options=[list(pair) for pair in each.options],
            may_miss=each.may_miss,
        )
        for position, each in enumerate(table.columns, 1)
    )  # fmt: skip
    rows = TableRow.objects.bulk_create(
        TableRow(
            table=stored, position=position, code=each.code, verdict=each.verdict,
            basis=each.basis,
        )
        for position, each in enumerate(table.rows, 1)
    )  # fmt: skip
    TableCell.objects.bulk_create(
        TableCell(
            row=row, column=column, op=cell.op, values=[plain_text(each) for each in cell.values]
        )
        for row, said in zip(rows, table.rows, strict=True)
        for column, cell in zip(columns, said.cells, strict=True)
        if cell is not None
    )


def write_examples(stored: DecisionTable, examples: Sequence[Example]) -> None:
    """Replace the test cases of a draft."""
    stored.examples.all().delete()
    TableCase.objects.bulk_create(
        TableCase(
            table=stored, position=position, name=each.name, expected=each.expected,
            values={
                code: plain_text(value) for code, value in each.values.items() if value is not None
            },
        )
        for position, each in enumerate(examples, 1)
    )  # fmt: skip


def _cell(column: Column, stored: TableCell | None) -> Cell | None:
    if stored is None:
        return None
    return Cell(Op(stored.op), tuple(read_value(column, text) for text in stored.values))


def _read(column: Column, text: str) -> Value | None:
    try:
        return read_value(column, text) if text else None
    except BadValue:
        return None
