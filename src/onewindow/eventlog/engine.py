"""The DuckDB that a log lives in: bounded memory, what does not fit goes to disk."""

import tempfile
import weakref
from dataclasses import dataclass
from pathlib import Path

import ibis
from ibis.backends.duckdb import Backend

MEMORY_LIMIT = "1GB"


@dataclass(frozen=True)
class Engine:
    """A DuckDB connection and the folder for what is written on the way."""

    backend: Backend
    folder: Path

    @classmethod
    def start(cls, *, memory_limit: str = "", threads: int = 0) -> "Engine":
        """Start an empty DuckDB; its folder is removed with it.

        The limit is DuckDB's notation (`4GB`); beyond it DuckDB works on disk.
        """
        scratch = tempfile.TemporaryDirectory(prefix="onewindow-log-")
        folder = Path(scratch.name)
        backend = ibis.duckdb.connect(
            folder / "log.duckdb",
            memory_limit=memory_limit or MEMORY_LIMIT,
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
