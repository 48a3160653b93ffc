"""Writers: an event log as XES or OCEL 2.0, a batch at a time."""

from onewindow.eventlog.writing.ocel import write_ocel
from onewindow.eventlog.writing.xes import write_xes

__all__ = ["write_ocel", "write_xes"]
