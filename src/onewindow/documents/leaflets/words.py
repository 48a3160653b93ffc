"""The fixed words of leaflets in three languages, from `words.yaml`."""

import functools
from datetime import date
from pathlib import Path

import yaml

from onewindow.documents.leaflets.text import Language, Text

_FILE = Path(__file__).resolve().with_name("words.yaml")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


class Words:
    """The words of a leaflet with one second language, or none."""

    def __init__(self, language: Language | None) -> None:
        self.language = language

    def say(self, word: str, /, **values: str | int | Text) -> Text:
        """Return a word with its values filled in; raise KeyError for an unknown word.

        With a value that nobody translated, the whole is not translated.
        """
        forms = words()[word]
        gaps = any(isinstance(value, Text) and value.is_gap for value in values.values())
        beside = forms[self.language] if self.language and not gaps else ""
        return Text(
            forms["zh"].format_map({key: _in(value, "zh") for key, value in values.items()}),
            beside.format_map({key: _in(value, "beside") for key, value in values.items()}),
        )

    def day(self, day: date) -> Text:
        """Return a date in words, without leading zeros."""
        return self.say(
            "date",
            year=day.year,
            month=day.month,
            day=day.day,
            month_name=_MONTHS[day.month - 1],
        )


@functools.cache
def words() -> dict[str, dict[str, str]]:
    """Return every word by its code and language."""
    content: dict[str, dict[str, str]] = yaml.load(_FILE.read_bytes(), Loader=yaml.CSafeLoader)
    return content


def _in(value: str | int | Text, side: str) -> str | int:
    if isinstance(value, Text):
        return value.zh if side == "zh" else value.beside
    return value
