"""How a result came about: every value and every row, ready to be shown and kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from cattrs import Converter

from onewindow.cases.instant.judging import Judgement
from onewindow.cases.instant.oracle import holds
from onewindow.cases.instant.table import Row, Table, Verdict
from onewindow.cases.instant.values import Values, say_value
from onewindow.cases.instant.wording import say_cell, say_row

_CONVERTER = Converter()


@dataclass(frozen=True)
class TracedValue:
    """What the table asked and got."""

    code: str
    label: str
    said: str


@dataclass(frozen=True)
class TracedCell:
    """A condition of a row; `holds` is None where the value was not known."""

    label: str
    asked: str
    said: str
    holds: bool | None


@dataclass(frozen=True)
class TracedRow:
    """A row in words and whether it held; None where that hung on an unknown value."""

    code: str
    number: int
    words: str
    basis: str
    verdict: str
    holds: bool | None
    cells: tuple[TracedCell, ...]


@dataclass(frozen=True)
class Trace:
    """Everything that was looked at, by what engine; `problem` says what broke, if something."""

    engine: str = ""
    values: tuple[TracedValue, ...] = ()
    rows: tuple[TracedRow, ...] = ()
    problem: str = ""

    @property
    def granting(self) -> list[TracedRow]:
        """The rows by which it was granted."""
        return [row for row in self.rows if row.holds and row.verdict == Verdict.GRANT]

    def as_plain(self) -> dict[str, object]:
        """Return plain values, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, object]) -> "Trace":
        """Return a trace from decoded JSON."""
        return _CONVERTER.structure(plain, cls)


def trace_of(
    table: Table, values: Values, judgement: Judgement, *, engine: str, problem: str = ""
) -> Trace:
    """Write down how a judgement came about."""
    return Trace(
        engine=engine,
        values=tuple(
            TracedValue(each.code, each.label, say_value(each, values.get(each.code)))
            for each in table.columns
        ),
        rows=tuple(
            _row(table, number, row, values, judgement) for number, row in enumerate(table.rows, 1)
        ),
        problem=problem,
    )


def _row(table: Table, number: int, row: Row, values: Values, judgement: Judgement) -> TracedRow:
    cells = tuple(
        TracedCell(
            column.label,
            say_cell(column, cell),
            say_value(column, values.get(column.code)),
            holds(column, cell, values.get(column.code)),
        )
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell is not None
    )
    held = True if row.code in judgement.hit else None if row.code in judgement.unknown else False
    return TracedRow(
        row.code, number, say_row(table, row), row.basis, row.verdict.value, held, cells
    )
