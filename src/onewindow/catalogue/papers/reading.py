"""Read the table of a paper that was filled in: 统计表 and 联系表, columns in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange import docx_reader, xlsx_reader
from onewindow.catalogue.exchange.guards import check_package
from onewindow.catalogue.exchange.labels import plain_label
from onewindow.catalogue.exchange.problems import FormProblems, Problem, refuse_file
from onewindow.catalogue.exchange.raw import Grid

Columns = Mapping[str, tuple[str, ...]]
READERS = {".xlsx": xlsx_reader.read_grids, ".docx": docx_reader.read_grids}
MOST_ROWS = 3_000


@dataclass(frozen=True)
class Line:
    """A line of the table: texts by column, and the place of each; `all` is what it says at all."""

    texts: Mapping[str, str]
    places: Mapping[str, str]
    all: tuple[str, ...]


def read_lines(data: bytes, filename: str, columns: Columns, needed: Sequence[str]) -> list[Line]:
    """Return the lines below the heads, up to the end of the table; raise FormProblems.

    `columns` gives the printed heads of each column, `needed` the columns it cannot do without.
    """
    suffix = Path(filename).suffix.lower()
    if suffix not in READERS:
        raise refuse_file(_("只认 .xlsx 和 .docx 文件：请选择填好的表"))
    check_package(data, suffix)
    for grid in READERS[suffix](data):
        for row in range(grid.height):
            heads = _heads(grid, row, columns)
            if all(code in heads for code in needed):
                return _lines(grid, row, heads)
    wanted = "、".join(columns[code][0] for code in needed)
    raise FormProblems([Problem(_("表头"), "", _("没有找到有这些列的表：%s") % wanted)])


def _heads(grid: Grid, row: int, columns: Columns) -> dict[str, int]:
    found: dict[str, int] = {}
    for cell in grid.starting_in(row):
        label = plain_label(cell.text)
        for code, names in columns.items():
            if label in names and code not in found:
                found[code] = cell.col
    return found


def _lines(grid: Grid, head: int, heads: Mapping[str, int]) -> list[Line]:
    lines = []
    for row in range(grid.at(head, min(heads.values())).row_end + 1, grid.height):
        cells = {code: grid.at(row, col) for code, col in heads.items()}
        every = dict.fromkeys(grid.at(row, col) for col in range(grid.width))
        said = tuple(cell.text for cell in every if cell.text)
        if said:
            lines.append(
                Line(
                    {code: cell.text.strip() for code, cell in cells.items()},
                    {code: cell.where for code, cell in cells.items()},
                    said,
                )
            )
        if len(lines) > MOST_ROWS:
            raise refuse_file(_("表格超过 %d 行：请分成几份") % MOST_ROWS)
    return lines
