"""Which row and column of a chart each step gets: a row group for each unit, columns by order."""

from collections.abc import Mapping
from dataclasses import dataclass

from onewindow.procedure.graph import Graph, levels


@dataclass(frozen=True)
class Grid:
    """Cells of the chart: `units` in order of first appearance, each with one or more rows."""

    units: tuple[str, ...]
    rows_of: Mapping[str, range]
    column: Mapping[str, int]
    row: Mapping[str, int]

    @property
    def columns(self) -> int:
        """The number of columns."""
        return 1 + max(self.column.values())

    @property
    def rows(self) -> int:
        """The number of rows."""
        return max(rows.stop for rows in self.rows_of.values())

    def cells(self) -> set[tuple[int, int]]:
        """List the (column, row) cells that hold a step."""
        return {(self.column[code], self.row[code]) for code in self.column}


def grid_of(needs: Graph, unit: Mapping[str, str]) -> Grid:
    """Place the nodes in reading order: a unit gets as many rows as it has nodes in one column."""
    column = levels(needs)
    by_cell: dict[tuple[str, int], list[str]] = {}
    for code in needs:
        by_cell.setdefault((unit[code], column[code]), []).append(code)
    units = tuple(dict.fromkeys(unit[code] for code in needs))
    rows_of: dict[str, range] = {}
    start = 0
    for name in units:
        height = max(len(codes) for (other, _), codes in by_cell.items() if other == name)
        rows_of[name] = range(start, start + height)
        start += height
    row: dict[str, int] = {}
    for (name, _), codes in sorted(by_cell.items(), key=lambda cell: cell[0][1]):
        row |= _rows(codes, rows_of[name], needs, row)
    return Grid(units, rows_of, column, row)


def _rows(
    codes: list[str], rows: range, needs: Mapping[str, tuple[str, ...]], placed: Mapping[str, int]
) -> dict[str, int]:
    """Put the steps of one cell beside what they wait for, keeping them apart."""
    wanted = {
        code: sum(placed[need] for need in needs[code]) / len(needs[code])
        if needs[code]
        else float(rows.start)
        for code in codes
    }
    result = {}
    free = rows.start
    ordered = sorted(codes, key=lambda code: wanted[code])
    for place, code in enumerate(ordered):
        last = rows.stop - (len(ordered) - place)
        result[code] = min(max(free, round(wanted[code])), last)
        free = result[code] + 1
    return result
