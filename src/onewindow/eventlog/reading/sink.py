"""Rows on their way to Parquet: a chunk at a time, so that a log of any size fits."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

CHUNK = 50_000


class Sink:
    """Collect rows of texts and write them as files that together are one table."""

    def __init__(self, folder: Path, name: str, *, chunk: int = CHUNK) -> None:
        self._pattern = str(folder / f"{name}-{{:06d}}.parquet")
        self.glob = str(folder / f"{name}-*.parquet")
        self._chunk = chunk
        self._columns: dict[str, list[str | int | None]] = {}
        self._waiting = 0
        self._files = 0
        self.rows = 0

    def add(self, row: Mapping[str, str | int | None]) -> None:
        """Take one row; a column that it lacks is null."""
        columns, position = self._columns, self._waiting
        for key, value in row.items():
            values = columns.get(key)
            if values is None:
                values = columns[key] = [None] * position
            elif len(values) < position:
                values.extend([None] * (position - len(values)))
            values.append(value)
        self._waiting += 1
        self.rows += 1
        if self._waiting == self._chunk:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if not self._waiting:
            return
        for values in self._columns.values():
            values.extend([None] * (self._waiting - len(values)))
        table = pa.table({key: self._array(values) for key, values in self._columns.items()})
        pq.write_table(table, self._pattern.format(self._files), compression="zstd")
        self._columns, self._waiting = {}, 0
        self._files += 1

    @staticmethod
    def _array(values: list[str | int | None]) -> "pa.Array":
        is_number = isinstance(next((v for v in values if v is not None), None), int)
        return pa.array(values, type=pa.int64() if is_number else pa.string())
