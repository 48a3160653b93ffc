"""A decision table: what it asks, its rows, and what each row says. No database, no Django."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = bool | Decimal | date | str

MOST_COLUMNS, MOST_ROWS, MOST_VALUES = 20, 200, 50


class ValueKind(StrEnum):
    """What kind of value a column asks for; free text is none of them."""

    FLAG = "flag"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"


class Op(StrEnum):
    """How a value is compared with what a cell says; BETWEEN includes both ends."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    BETWEEN = "between"
    IN = "in"
    NOT_IN = "not_in"


class Verdict(StrEnum):
    """What a row says. There is no refusal: a machine never refuses (ADR 26)."""

    GRANT = "grant"
    HUMAN = "human"


ORDER = (Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE, Op.BETWEEN)
OPS_FOR_KIND: dict[ValueKind, tuple[Op, ...]] = {
    ValueKind.FLAG: (Op.EQ,),
    ValueKind.NUMBER: ORDER,
    ValueKind.DAY: ORDER,
    ValueKind.CHOICE: (Op.EQ, Op.NE, Op.IN, Op.NOT_IN),
}


@dataclass(frozen=True)
class Cell:
    """A condition on the value of its column."""

    op: Op
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Column:
    """What a table asks of a case: `source` says where it comes from, `options` are (code, label).

    `code` is the name of the column inside the engine. Where `may_miss`, a case without a value
    fails every cell of the column; elsewhere it is a doubt.
    """

    code: str
    source: str
    label: str
    kind: ValueKind
    options: tuple[tuple[str, str], ...] = ()
    may_miss: bool = False


@dataclass(frozen=True)
class Row:
    """A rule: it holds where every cell does; no cell for a column means whatever the value.

    `basis` is what it rests on, in words for the applicant.
    """

    code: str
    cells: tuple[Cell | None, ...]
    verdict: Verdict
    basis: str = ""


@dataclass(frozen=True)
class Table:
    """Columns and rows in their order; each row has one place per column."""

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()

    def row_number(self, code: str) -> int:
        """Return the place of a row as people count, from 1; raise KeyError."""
        for number, row in enumerate(self.rows, 1):
            if row.code == code:
                return number
        raise KeyError(code)
