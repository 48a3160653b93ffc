"""How a visitor wants the pages to look: light or dark, ordinary or large type."""

from collections.abc import Mapping
from dataclasses import dataclass

SCHEMES = ("light", "dark")
TYPES = ("large",)
COOKIES = {"scheme": "ow_scheme", "type": "ow_type"}
YEAR_IN_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class Look:
    """The stored choice; an empty string follows the device."""

    scheme: str = ""
    type: str = ""


def look_of(cookies: Mapping[str, str]) -> Look:
    """Read the choice from the cookies; ignore values we did not set."""
    scheme = cookies.get(COOKIES["scheme"], "")
    size = cookies.get(COOKIES["type"], "")
    return Look(scheme if scheme in SCHEMES else "", size if size in TYPES else "")


def allowed(name: str, value: str) -> bool:
    """Say whether `value` is a choice of the setting `name` (empty: follow the device)."""
    return value == "" or value in {"scheme": SCHEMES, "type": TYPES}.get(name, ())
