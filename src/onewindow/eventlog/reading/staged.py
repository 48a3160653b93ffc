"""What a reader hands over: rows as the source has them, not yet judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import ibis.expr.types as ir

from onewindow.eventlog.engine import Engine
from onewindow.eventlog.mapping import ColumnMapping
from onewindow.eventlog.problems import Problems
from onewindow.eventlog.reading.times import TimeFormat

POSITION = "@position"


@dataclass
class Staged:
    """A table with a row per event of the source, and how to understand it.

    `times` has the format of every text column that holds times; `case_columns` belong to the case.
    `cases` is the table of case attributes where the source keeps them apart.
    `is_lasting`: the source itself is as quick to read as a copy would be.
    """

    kind: str
    engine: Engine
    events: ir.Table
    mapping: ColumnMapping
    problems: Problems
    zone: str
    times: Mapping[str, TimeFormat] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    case_columns: tuple[str, ...] = ()
    cases: ir.Table | None = None
    encoding: str = "utf-8"
    columns: tuple[str, ...] = ()
    is_lasting: bool = False
