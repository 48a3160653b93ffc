"""What cannot be read, said to the person who gave the file."""

from onewindow.kernel.errors import DomainError


class LogError(DomainError):
    """A file is no event log, or not one that can be measured."""


class UnknownMapping(LogError):
    """Which column is the case, the activity or the time cannot be told; it has to be said."""
