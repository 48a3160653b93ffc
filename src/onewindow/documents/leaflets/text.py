"""A text of a leaflet: Chinese, and what the second column says beside it."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A second language beside the Chinese."""

    ENGLISH = "en"
    MONGOLIAN = "mn"


@dataclass(frozen=True)
class Text:
    """A Chinese text; `beside` says it in the second language, or is empty: not translated."""

    zh: str
    beside: str = ""

    def __bool__(self) -> bool:
        return bool(self.zh)

    @classmethod
    def same(cls, text: str) -> "Text":
        """Return a text that reads alike in every language: a number, a code, an address."""
        return cls(text, text)

    def content(self) -> dict[str, str]:
        """Return what the template prints."""
        return {"zh": self.zh, "beside": self.beside}
