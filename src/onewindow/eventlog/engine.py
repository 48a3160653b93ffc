"""The DuckDB that a log lives in: bounded memory, what does not fit goes to disk."""

import re
import tempfile
import weakref
from dataclasses import dataclass
from pathlib import Path

import ibis
from ibis.backends.duckdb import Backend

from onewindow.eventlog.errors import LogError

MEMORY_LIMIT = "1GB"
LIMIT = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s?([MGT])(?:i?B)?", re.IGNORECASE)
MEGABYTES = {"M": 1, "G": 1_000, "T": 1_000_000}
# The reader of CSV alone takes half of this.
LEAST = 512


@dataclass(frozen=True)
class Engine:
    """A DuckDB connection and the folder for what is written on the way."""

    backend: Backend
    folder: Path

    @classmethod
    def start(cls, *, memory_limit: str = "", threads: int = 0) -> "Engine":
        """Start an empty DuckDB; its folder is removed with it.

        The limit is DuckDB's notation (`4GB`); beyond it DuckDB works on disk. Raise LogError
        for what is no size, or too small a one.
        """
        limit = memory_limit or MEMORY_LIMIT
        _check(limit)
        scratch = tempfile.TemporaryDirectory(prefix="onewindow-log-")
        folder = Path(scratch.name)
        backend = ibis.duckdb.connect(
            folder / "log.duckdb",
            memory_limit=limit,
            temp_directory=str(folder / "spill"),
            **({"threads": threads} if threads else {}),
        )
        # With the backend, not with the engine: tables made on the way may outlive that.
        weakref.finalize(backend, scratch.cleanup)
        return cls(backend, folder)

    def run(self, statement: str, *parameters: object) -> list[tuple[object, ...]]:
        """Run one SQL statement and return its rows."""
        found: list[tuple[object, ...]] = self.backend.con.execute(
            statement, list(parameters)
        ).fetchall()
        return found


def _check(limit: str) -> None:
    found = LIMIT.fullmatch(limit.strip())
    if not found or float(found[1]) * MEGABYTES[found[2].upper()] < LEAST:
        raise LogError(f"内存上限不能是“{limit}”，请写数字和单位，如 2GB，至少 {LEAST}MB。")
