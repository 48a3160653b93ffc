"""One measured figure and the limit that it has to hold."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """A figure that may not exceed its limit, or with `at_least` may not fall below it."""

    bar: str
    value: float
    limit: float
    detail: str
    at_least: bool = False

    @property
    def ok(self) -> bool:
        """Tell whether the limit is held."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def line(self) -> str:
        """Return the bar as one line of JSON."""
        said = {
            "bar": self.bar,
            "value": round(self.value, 4),
            "limit": self.limit,
            "at_least": self.at_least,
            "ok": self.ok,
            "detail": self.detail,
        }
        return json.dumps(said, ensure_ascii=False)
