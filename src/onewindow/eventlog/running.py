"""Run Ibis expressions and hand back plain rows."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import ibis
import ibis.expr.types as ir
import pyarrow as pa

Row: TypeAlias = dict[str, object]


def rows(table: ir.Table) -> list[Row]:
    """Run an expression on the engine that its tables live in."""
    backend = table.get_backend()
    if backend.name != "duckdb":
        return list(table.to_pyarrow().to_pylist())
    # What Ibis does here too, but it loads pandas first, which a Parquet log has no use for.
    backend._run_pre_execute_hooks(table)
    found = backend.con.execute(ibis.to_sql(table, dialect="duckdb")).to_arrow_table()
    return list(found.cast(table.schema().to_pyarrow()).to_pylist())


def table_of(known: Iterable[Mapping[str, object]], schema: Mapping[str, str]) -> ir.Table:
    """Return rows that are at hand as a table of any engine."""
    types = ibis.schema(schema).to_pyarrow()
    return ibis.memtable(pa.Table.from_pylist(list(known), schema=types))


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
    return integer(next(iter(rows(scalar.name("number").as_table())[0].values())))
