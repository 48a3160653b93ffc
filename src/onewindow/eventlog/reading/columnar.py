"""Parquet: columns that already know what they are."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from onewindow.eventlog.engine import Engine
from onewindow.eventlog.errors import LogError
from onewindow.eventlog.problems import Problems
from onewindow.eventlog.reading.delimited import stage_table
from onewindow.eventlog.reading.staged import POSITION, Staged

MARK = b"PAR1"


def read_parquet(path: Path, engine: Engine, *, zone: str, given: Mapping[str, str]) -> Staged:
    """Stage a Parquet file; raise LogError when it cannot be read."""
    try:
        table = engine.backend.read_parquet(path, file_row_number=True)
    except duckdb.Error as error:
        raise LogError(f"文件 {path.name} 不是完整的 Parquet 文件。") from error
    table = table.rename({POSITION: "file_row_number"})
    staged = stage_table(table, engine, Problems(), kind="parquet", zone=zone, given=given)
    # Types are known, nothing has to be parsed: it need not be copied.
    staged.is_lasting = True
    return staged
