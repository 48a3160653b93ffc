"""The sub-tables of the form, found by their header rows wherever they stand."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange import fields
from onewindow.catalogue.exchange.fields import Field
from onewindow.catalogue.exchange.labels import label_code, plain_label
from onewindow.catalogue.exchange.problems import Problem, Refused
from onewindow.catalogue.exchange.raw import Cell, Grid, Raw, RawForm, RawRow, RawTable
from onewindow.catalogue.exchange.ticks import find_chosen

Column = Field[str]
FOOTNOTE = re.compile(r"^[\s　*]*(?:注|说明|备注|填表|填写|合计|签字|审核)")


def _by_word(columns: Sequence[object]) -> dict[str, "AnyColumn"]:
    known: dict[str, AnyColumn] = {}
    for column in columns:
        if isinstance(column, Field):
            described = AnyColumn(column.code, column.label, column.options)
            known |= dict.fromkeys((column.label, *column.synonyms), described)
    return known


class AnyColumn:
    """A column of a sub-table, whatever its values are read into."""

    def __init__(self, code: str, label: str, options: tuple[str, ...]) -> None:
        self.code = code
        self.label = label
        self.options = options


TABLES = (
    (fields.STEPS, _by_word(fields.STEP_COLUMNS)),
    (fields.MATERIALS, _by_word(fields.MATERIAL_COLUMNS)),
)


def take_tables(form: RawForm, grid: Grid) -> set[Cell]:
    """Read the sub-tables of the grid into the form; return the cells that belong to them."""
    taken: set[Cell] = set()
    for row in range(grid.height):
        for table, words in TABLES:
            if header := _header(grid, row, table, words):
                taken |= _take_table(form, grid, row, table, header)
    return taken


def _tells(table: Field[str], codes: set[str]) -> bool:
    if table is fields.STEPS:
        return bool(codes & {"unit", "post", "limit", "person", "kind"})
    return bool(codes & {"file_kinds", "necessity", "needs_original"})


def _header(
    grid: Grid, row: int, table: Field[str], words: dict[str, AnyColumn]
) -> dict[Cell, AnyColumn]:
    """Return the header cells of the table if the row is one, else nothing."""
    found = {cell: words.get(plain_label(cell.text)) for cell in grid.starting_in(row)}
    header = {cell: column for cell, column in found.items() if column is not None}
    codes = {column.code for column in header.values()}
    return header if "name" in codes and _tells(table, codes) else {}


def _take_table(
    form: RawForm, grid: Grid, row: int, table: Field[str], header: dict[Cell, AnyColumn]
) -> set[Cell]:
    taken = set(grid.starting_in(row))
    rows: list[RawRow] = []
    at = max(cell.row_end for cell in header) + 1
    while at < grid.height and not _is_end(grid, at, header):
        taken |= set(grid.starting_in(at))
        read = _read_row(form, grid, at, header)
        if read is not None:
            rows.append(read)
        at += 1
    first = next(iter(header))
    known = form.tables.get(table.code)
    rows = [*(known.rows if known else []), *rows]
    columns = frozenset(column.code for column in header.values())
    form.tables[table.code] = RawTable(known.where if known else first.where, columns, rows)
    return taken


def _is_end(grid: Grid, row: int, header: dict[Cell, AnyColumn]) -> bool:
    cells = [cell for cell in grid.starting_in(row) if cell.text]
    if not cells:
        return False
    if any(_header(grid, row, table, words) for table, words in TABLES):
        return True
    first = cells[0]
    if any(label_code(cell.text) for cell in cells[:1]) or FOOTNOTE.match(first.text):
        return len(cells) == 1 or first.col_end > first.col or bool(label_code(first.text))
    covered = sum(first.col <= cell.col and cell.col_end <= first.col_end for cell in header)
    return covered > len(header) / 2


def _read_row(form: RawForm, grid: Grid, row: int, header: dict[Cell, AnyColumn]) -> RawRow | None:
    cells: dict[str, list[Raw]] = {}
    for head, column in header.items():
        inside = [grid.at(row, col) for col in range(head.col, head.col_end + 1)]
        cell = next((each for each in inside if each.text), inside[0])
        cells[column.code] = _read_cell(form, cell, column)
    written = [raw for code, found in cells.items() if code != "order" for raw in found if raw.text]
    return RawRow(grid.at(row, 0).where, cells) if written else None


def _read_cell(form: RawForm, cell: Cell, column: AnyColumn) -> list[Raw]:
    if not column.options:
        return [Raw(cell.text, cell.where)]
    try:
        chosen = find_chosen(cell.text, column.options)
    except Refused as refused:
        form.problems.append(Problem(column.label, cell.where, str(refused)))
        return []
    return [Raw(word.text, cell.where) for word in chosen] or [Raw("", cell.where)]


def refuse_merged_lines(form: RawForm) -> None:
    """Refuse a name cell merged over several lines: one step or material is one line."""
    for table, _words in TABLES:
        found = form.tables.get(table.code)
        places = [row.place("name") for row in found.rows if row.text("name")] if found else []
        for place in {place for place in places if places.count(place) > 1}:
            message = _("一个名称合并了几行：请每行填一个，不要合并单元格")
            form.problems.append(Problem(table.label, place, message))
