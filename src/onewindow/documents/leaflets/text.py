"""A text of a leaflet: Chinese, and what the second column says beside it."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A second language beside the Chinese."""

    ENGLISH = "en"
    MONGOLIAN = "mn"


@dataclass(frozen=True)
class Text:
    """A Chinese text; `beside` says it in the second language, or is empty: not translated.

    `is_once` is said in Chinese only, and nobody misses it beside: the short name of an office.
    """

    zh: str
    beside: str = ""
    is_once: bool = False

    def __bool__(self) -> bool:
        return bool(self.zh)

    @classmethod
    def same(cls, text: str) -> "Text":
        """Return a text that reads alike in every language: a number, a code, an address."""
        return cls(text, text)

    @property
    def is_gap(self) -> bool:
        """Whether somebody still has to translate it."""
        return bool(self.zh) and not self.beside and not self.is_once

    def content(self) -> dict[str, str | bool]:
        """Return what the template prints."""
        return {"zh": self.zh, "beside": self.beside, "once": self.is_once}
