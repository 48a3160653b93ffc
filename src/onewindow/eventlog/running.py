"""Run Ibis expressions and hand back plain rows."""

from collections.abc import Iterator
from typing import TypeAlias

import ibis
import ibis.expr.types as ir

Row: TypeAlias = dict[str, object]


def rows(table: ir.Table) -> list[Row]:
    """Run an expression on the engine that its tables live in."""
    return list(table.to_pyarrow().to_pylist())


def streamed(table: ir.Table, size: int) -> Iterator[Row]:
    """Run an expression on DuckDB and yield its rows, so many in memory at a time."""
    # Ibis's own way asks DuckDB for what it has given another name.
    cursor = table.get_backend().con.cursor()
    for batch in cursor.execute(ibis.to_sql(table)).to_arrow_reader(size):
        yield from batch.to_pylist()


def integer(value: object) -> int:
    """Return a count from a row; nothing counts as 0."""
    return int(str(value)) if value is not None else 0


def number(scalar: ir.Scalar) -> int:
    """Run an expression that is one number; nothing counts as 0."""
    return int(scalar.to_pyarrow().as_py() or 0)
