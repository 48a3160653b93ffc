"""What was written where, before anybody asks what it means."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from onewindow.catalogue.exchange.problems import Problem

# A word spread out to fill its cell: 受　理.
SPREAD = re.compile(r"^[\u3400-\u9fff](?:[ \t]*\u3000[ \t\u3000]*[\u3400-\u9fff])+$", re.MULTILINE)


def close_up(text: str) -> str:
    """Return the text with lines of single characters between full-width spaces closed up."""
    return SPREAD.sub(lambda line: "".join(line[0].split()), text)


@dataclass(frozen=True)
class Raw:
    """A written value and its place as a person names it (B7, 表格1 第7行第2列, steps[2].limit)."""

    text: str
    where: str


@dataclass(frozen=True)
class RawRow:
    """One line of a table: what its columns hold; `where` stands in for a missing column."""

    where: str
    cells: dict[str, list[Raw]]

    def text(self, code: str) -> str:
        """Return the text of the column, empty when nothing is written there."""
        return self.cells[code][0].text if self.cells.get(code) else ""

    def place(self, code: str) -> str:
        """Return the place of the column in this line."""
        return self.cells[code][0].where if self.cells.get(code) else self.where


@dataclass(frozen=True)
class RawTable:
    """The lines of one table, and which columns it has at all."""

    where: str
    columns: frozenset[str]
    rows: list[RawRow]


@dataclass
class RawForm:
    """Everything found in a file; `values` maps a field's code to what was written or ticked.

    A field that the file has but that is blank holds one empty `Raw` with its place.
    """

    home: str
    values: dict[str, list[Raw]] = field(default_factory=dict)
    tables: dict[str, RawTable] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, code: str) -> str:
        """Return where the field's value is, or should have been."""
        return self.values[code][0].where if self.values.get(code) else self.home


@dataclass(frozen=True)
class Cell:
    """A cell of a sheet or Word table and the rows and columns it spans (from 0, ends included)."""

    row: int
    col: int
    row_end: int
    col_end: int
    text: str
    where: str


@dataclass(frozen=True)
class Grid:
    """A rectangle of cells; `name_place` names a place where the file has no cell."""

    home: str
    height: int
    width: int
    cells: list[Cell]
    name_place: Callable[[int, int], str]
    _at: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.cells:
            for row in range(cell.row, cell.row_end + 1):
                for col in range(cell.col, cell.col_end + 1):
                    self._at[row, col] = cell

    def at(self, row: int, col: int) -> Cell:
        """Return the cell that covers the place; an empty one where there is none."""
        found = self._at.get((row, col))
        return found or Cell(row, col, row, col, "", self.name_place(row, col))

    def starting_in(self, row: int) -> list[Cell]:
        """Return the cells whose first row is this one, from left to right."""
        found = [self._at.get((row, col)) for col in range(self.width)]
        return [cell for cell in dict.fromkeys(found) if cell is not None and cell.row == row]
