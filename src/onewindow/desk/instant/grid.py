"""The table as a form: every cell a comparison and its values, rows and columns by buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from onewindow.cases.instant.inputs import Source
from onewindow.cases.instant.soundness import problems_of
from onewindow.cases.instant.table import Cell, Column, Op, Row, Table, ValueKind, Verdict
from onewindow.cases.instant.values import BadValue, plain_text, read_value
from onewindow.cases.instant.wording import op_words

T = TypeVar("T")
MOVES = {"up": -1, "down": 1, "left": -1, "right": 1}


@dataclass(frozen=True)
class Choice:
    """One value that can be ticked."""

    code: str
    label: str
    is_chosen: bool


@dataclass
class GridCell:
    """A cell as it was typed; `name` begins the names of its controls."""

    column: Column
    row: str
    op: str = ""
    typed: list[str] = field(default_factory=list)
    error: str = ""

    @property
    def name(self) -> str:
        """The beginning of the names of its controls."""
        return f"x-{self.row}-{self.column.code}"

    @property
    def ops(self) -> list[tuple[str, str]]:
        """The comparisons to choose from."""
        words = op_words(self.column.kind)
        if self.column.kind is ValueKind.CHOICE:
            # One value or several: ticking says which.
            words = {Op.IN: words[Op.IN], Op.NOT_IN: words[Op.NOT_IN]}
        return [(op.value, label) for op, label in words.items()]

    @property
    def first(self) -> str:
        """The first value as typed."""
        return self.typed[0] if self.typed else ""

    @property
    def second(self) -> str:
        """The second value as typed."""
        return self.typed[1] if len(self.typed) > 1 else ""

    @property
    def choices(self) -> list[Choice]:
        """The values to tick."""
        return [Choice(code, label, code in self.typed) for code, label in self.column.options]


@dataclass
class GridRow:
    """A row as it was typed."""

    code: str
    number: int
    verdict: str
    basis: str
    cells: list[GridCell]
    notes: list[str] = field(default_factory=list)


@dataclass
class Grid:
    """What the page shows, and what it would save."""

    table: Table
    rows: list[GridRow]
    notes: list[str] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        """Whether something cannot be read."""
        return any(cell.error for row in self.rows for cell in row.cells)

    @cached_property
    def errors(self) -> list[tuple[str, str]]:
        """What cannot be read, with the control to jump to."""
        return [
            (cell.name, _("第 %(row)d 行“%(column)s”：%(error)s") % {
                "row": row.number, "column": cell.column.label, "error": cell.error,
            })
            for row in self.rows for cell in row.cells if cell.error
        ]  # fmt: skip


def grid_of(table: Table) -> Grid:
    """Return the form of a stored table, with what is still wrong with it."""
    rows = [
        GridRow(row.code, number, row.verdict.value, row.basis, [
            _cell(row, column, cell)
            for column, cell in zip(table.columns, row.cells, strict=True)
        ])
        for number, row in enumerate(table.rows, 1)
    ]  # fmt: skip
    grid = Grid(table, rows)
    by_code = {row.code: row for row in rows}
    labels = {column.code: column.label for column in table.columns}
    for problem in problems_of(table):
        place = f"“{labels[problem.column]}”：" if problem.column else ""
        notes = by_code[problem.row].notes if problem.row else grid.notes
        notes.append(place + problem.message)
    return grid


def read_grid(sent: QueryDict, stored: Table) -> Grid:
    """Return the form as it was sent; what a cell cannot read is said beside it."""
    known = {column.code: column for column in stored.columns}
    columns = tuple(
        replace(known[code], may_miss=f"c-{code}-miss" in sent)
        for code in sent.getlist("column")
        if code in known
    )
    rows, found = [], []
    for number, code in enumerate(sent.getlist("row"), 1):
        cells = [_sent_cell(sent, code, column) for column in columns]
        verdict = Verdict.GRANT if sent.get(f"r-{code}-verdict") == "grant" else Verdict.HUMAN
        basis = sent.get(f"r-{code}-basis", "").strip()[:300]
        rows.append(GridRow(code, number, verdict.value, basis, cells))
        found.append(Row(code, tuple(_read(cell) for cell in cells), verdict, basis))
    return Grid(Table(columns, tuple(found)), rows)


def change(table: Table, action: str, sources: Mapping[str, Source], chosen: str) -> Table:
    """Return the table after a button: `row:add`, `row:r2:up`, `column:add`, `column:c1:remove`."""
    what, _colon, rest = action.partition(":")
    code, _colon, verb = rest.rpartition(":")
    if what == "row":
        return _change_rows(table, code, verb)
    if what == "column" and verb == "add":
        return _add_column(table, sources.get(chosen))
    return _change_columns(table, code, verb) if what == "column" else table


def _change_rows(table: Table, code: str, verb: str) -> Table:
    codes = [row.code for row in table.rows]
    rows = list(table.rows)
    fresh = _fresh("r", codes)
    if verb == "add":
        rows.append(Row(fresh, (None,) * len(table.columns), Verdict.HUMAN))
    elif code in codes:
        place = codes.index(code)
        if verb == "copy":
            rows.insert(place + 1, replace(rows[place], code=fresh))
        elif verb == "remove":
            del rows[place]
        else:
            _move(rows, place, MOVES.get(verb, 0))
    return replace(table, rows=tuple(rows))


def _add_column(table: Table, source: Source | None) -> Table:
    if source is None or source.code in {column.source for column in table.columns}:
        return table
    code = _fresh("c", [column.code for column in table.columns])
    rows = tuple(replace(row, cells=(*row.cells, None)) for row in table.rows)
    return Table((*table.columns, source.as_column(code)), rows)


def _change_columns(table: Table, code: str, verb: str) -> Table:
    codes = [column.code for column in table.columns]
    if code not in codes:
        return table
    place = codes.index(code)

    def changed(listed: Sequence[T]) -> tuple[T, ...]:
        copy = list(listed)
        if verb == "remove":
            del copy[place]
        else:
            _move(copy, place, MOVES.get(verb, 0))
        return tuple(copy)

    rows = tuple(replace(row, cells=changed(row.cells)) for row in table.rows)
    return Table(changed(table.columns), rows)


def _move(listed: list[T], place: int, by: int) -> None:
    if 0 <= place + by < len(listed):
        listed.insert(place + by, listed.pop(place))


def _fresh(letter: str, used: Sequence[str]) -> str:
    return next(f"{letter}{n}" for n in range(1, len(used) + 2) if f"{letter}{n}" not in used)


def _cell(row: Row, column: Column, cell: Cell | None) -> GridCell:
    if cell is None:
        return GridCell(column, row.code)
    op = {Op.EQ: Op.IN, Op.NE: Op.NOT_IN}.get(cell.op, cell.op)
    shown = op if column.kind is ValueKind.CHOICE else cell.op
    return GridCell(column, row.code, shown.value, [plain_text(each) for each in cell.values])


def _sent_cell(sent: QueryDict, row: str, column: Column) -> GridCell:
    cell = GridCell(column, row)
    typed = [text.strip() for text in sent.getlist(f"{cell.name}-value")]
    cell.op = sent.get(f"{cell.name}-op", "")
    if column.kind is ValueKind.FLAG:
        cell.op = Op.EQ.value if any(typed) else ""
    if cell.op != Op.BETWEEN.value and column.kind in {ValueKind.NUMBER, ValueKind.DAY}:
        typed = typed[:1]
    cell.typed = typed if column.kind is not ValueKind.CHOICE else [text for text in typed if text]
    return cell


def _read(cell: GridCell) -> Cell | None:
    """Return what a cell says; what it cannot read is left out and said in `error`."""
    if not cell.op:
        if any(cell.typed):
            cell.error = _("选一种比较方式，或者把值清空（不限）。")
        return None
    if cell.op not in {op for op, _label in cell.ops}:
        cell.error = _("请从列出的选项里选一项。")
        return None
    if not cell.typed or not all(cell.typed):
        cell.error = _("请写要比较的值，或者改选“不限”。")
        return None
    try:
        values = tuple(read_value(cell.column, text) for text in cell.typed)
    except BadValue as bad:
        cell.error = bad.message
        return None
    return Cell(_op(cell, len(values)), values)


def _op(cell: GridCell, count: int) -> Op:
    op = Op(cell.op)
    if cell.column.kind is ValueKind.CHOICE and count == 1:
        return Op.EQ if op is Op.IN else Op.NE
    return op
