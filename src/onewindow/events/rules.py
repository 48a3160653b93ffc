"""What an event of the ledger says."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

JSONValue = str | int | float | bool | None | Sequence["JSONValue"] | Mapping[str, "JSONValue"]


@dataclass(frozen=True)
class Principal:
    """In whose name somebody acts, by a stable code, and the number of the mandate for it."""

    code: str
    name: str
    mandate: str = ""

    def as_data(self) -> dict[str, JSONValue]:
        """Return what an event says of it under `for`."""
        return {"code": self.code, "name": self.name, "mandate": self.mandate}


@dataclass(frozen=True)
class Actor:
    """Who did it, by a stable code that outlives every account table, and for whom."""

    code: str
    name: str
    unit: str = ""
    on_behalf: Principal | None = None


SYSTEM = Actor(code="system", name="系统")


class Lifecycle(StrEnum):
    """The XES life cycle of an activity; NONE for an event that is no step."""

    NONE = ""
    ENABLED = "enabled"
    START = "start"
    COMPLETE = "complete"


def canonical_json(data: Mapping[str, JSONValue]) -> str:
    """Return the one text of an object: sorted keys, no space, no escapes, no NaN."""
    return json.dumps(
        data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def acted_for(data: Mapping[str, JSONValue]) -> str:
    """Return the name of whom an event was done for; nothing when somebody acted for himself."""
    told = data.get("for")
    return str(told.get("name", "")) if isinstance(told, Mapping) else ""
