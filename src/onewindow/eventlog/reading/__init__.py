"""Readers: a file of any of the known kinds becomes an event log."""

from onewindow.eventlog.reading.entry import read

__all__ = ["read"]
