"""Random sound tables, and values that lie on and beside what their cells say."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from onewindow.cases.instant.table import (
    OPS_FOR_KIND,
    Cell,
    Column,
    Op,
    Row,
    Table,
    Value,
    ValueKind,
    Verdict,
)

OPTIONS = (("a", "甲"), ("b", "乙"), ("“引”号 '", "丙"), ("true", "丁"), ("5", "戊"))
NUMBERS = st.one_of(
    st.integers(-3, 3).map(Decimal),
    st.decimals(-(10**14), 10**14, places=6),
    st.sampled_from([Decimal("0.1"), Decimal("0.3"), Decimal("-0.000001"), Decimal("2.50")]),
).map(lambda number: Decimal(f"{number.normalize() + 0:f}"))
DAYS = st.integers(-400, 400).map(lambda days: date(2026, 2, 28) + timedelta(days=days))


@dataclass(frozen=True)
class Judged:
    """A table and one case for it."""

    table: Table
    values: dict[str, Value | None]


def values(kind: ValueKind) -> st.SearchStrategy[Value]:
    """Return the values that a column of a kind can have."""
    match kind:
        case ValueKind.FLAG:
            return st.booleans()
        case ValueKind.NUMBER:
            return NUMBERS
        case ValueKind.DAY:
            return DAYS
    return st.sampled_from([code for code, _label in OPTIONS])


@st.composite
def cells(draw: st.DrawFn, kind: ValueKind) -> Cell:
    """Return a cell that a column of a kind can have."""
    op = draw(st.sampled_from(OPS_FOR_KIND[kind]))
    if op is Op.BETWEEN:
        low, high = sorted([draw(NUMBERS), draw(NUMBERS)])
        first, last = sorted([draw(DAYS), draw(DAYS)])
        return Cell(op, (low, high) if kind is ValueKind.NUMBER else (first, last))
    most = 3 if op in {Op.IN, Op.NOT_IN} else 1
    return Cell(op, tuple(draw(st.lists(values(kind), min_size=1, max_size=most))))


@st.composite
def judged(draw: st.DrawFn) -> Judged:
    """Return a table and a case; some values are missing, many equal what a cell says."""
    kinds = draw(st.lists(st.sampled_from(list(ValueKind)), min_size=1, max_size=4))
    columns = tuple(
        Column(
            f"c{n}",
            f"field.f{n}",
            f"第{n}列",
            kind,
            OPTIONS if kind == "choice" else (),
            draw(st.booleans()),
        )
        for n, kind in enumerate(kinds, 1)
    )
    rows = tuple(
        Row(
            f"r{n}",
            tuple(draw(st.none() | cells(kind)) for kind in kinds),
            draw(st.sampled_from(list(Verdict))),
            "示例条例第三条",
        )
        for n in range(1, draw(st.integers(1, 4)) + 1)
    )
    case: dict[str, Value | None] = {}
    for place, column in enumerate(columns):
        said = [value for row in rows if (cell := row.cells[place]) for value in cell.values]
        near = st.sampled_from(said) if said else values(column.kind)
        case[column.code] = draw(st.none() | values(column.kind) | near)
    return Judged(Table(columns, rows), case)
