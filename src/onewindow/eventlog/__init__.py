"""Event logs: read, measure, check against a procedure, write. Plain Python on Ibis and DuckDB."""

from onewindow.eventlog.errors import LogError, UnknownMapping
from onewindow.eventlog.filters import Filter, where
from onewindow.eventlog.log import EventLog, Source
from onewindow.eventlog.mapping import ColumnMapping
from onewindow.eventlog.measures import Measures, measure
from onewindow.eventlog.office import OfficeHours
from onewindow.eventlog.problems import Kind, Problem, Problems
from onewindow.eventlog.reading import read

__all__ = [
    "ColumnMapping",
    "EventLog",
    "Filter",
    "Kind",
    "LogError",
    "Measures",
    "OfficeHours",
    "Problem",
    "Problems",
    "Source",
    "UnknownMapping",
    "measure",
    "read",
    "where",
]
