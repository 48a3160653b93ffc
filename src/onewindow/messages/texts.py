"""The words of each notice, from `data/base/notices.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TypedDict

import yaml
from django.conf import settings

SOURCE_LANGUAGE = "zh-hans"


class Words(TypedDict):
    """A title and a text, with `{names}` for the facts."""

    title: str
    text: str


@dataclass(frozen=True)
class Template:
    """The words of one kind of notice, and the channels it takes besides the inbox."""

    channels: tuple[str, ...]
    words: Mapping[str, Words]

    def fill(self, facts: Mapping[str, str]) -> dict[str, Words]:
        """Return the words in every language; raise KeyError for a fact that is missing."""
        return {
            language: {"title": each["title"].format(**facts), "text": each["text"].format(**facts)}
            for language, each in self.words.items()
        }


class _Line(TypedDict):
    channels: list[str]
    zh: Words
    en: Words


@cache
def templates() -> Mapping[str, Template]:
    """Return the template of each kind of notice."""
    path = settings.DATA_FOLDER / "base" / "notices.yaml"
    lines: dict[str, _Line] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return MappingProxyType(
        {
            kind: Template(tuple(line["channels"]), {SOURCE_LANGUAGE: line["zh"], "en": line["en"]})
            for kind, line in lines.items()
        }
    )


def words_in(texts: Mapping[str, Words], language: str) -> Words:
    """Return the words in a language, else in Chinese."""
    return texts.get(language) or texts[SOURCE_LANGUAGE]
