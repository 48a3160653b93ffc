"""One spelling for all: full width, capitals and traditional characters are folded."""

import unicodedata
from functools import cache, lru_cache

from django.conf import settings


def squash(text: str) -> str:
    """Return a text in simplified characters and lower case, without spaces and marks."""
    return "".join(words(text))


def words(text: str) -> list[str]:
    """Return the runs of letters, digits and characters of a text, in one spelling."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(_simplified())
    return "".join(each if each.isalnum() else " " for each in folded).split()


@lru_cache(maxsize=50_000)
def pairs(text: str) -> tuple[str, ...]:
    """Return the pairs of neighbouring characters, in their order, each once."""
    return tuple(dict.fromkeys(text[at : at + 2] for at in range(len(text) - 1)))


@cache
def _simplified() -> dict[int, str]:
    path = settings.DATA_FOLDER / "base" / "characters" / "traditional.txt"
    return {ord(pair[0]): pair[1] for pair in path.read_text(encoding="utf-8").split()}
