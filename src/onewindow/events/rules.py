"""What an event of the ledger says."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Actor:
    """Who did it, by a stable code that outlives every account table."""

    code: str
    name: str
    unit: str = ""


SYSTEM = Actor(code="system", name="系统")


class Lifecycle(StrEnum):
    """The XES life cycle of an activity; NONE for an event that is no step."""

    NONE = ""
    ENABLED = "enabled"
    START = "start"
    COMPLETE = "complete"
