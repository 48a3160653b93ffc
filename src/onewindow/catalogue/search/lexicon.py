"""What people say and what officials write: `data/base/synonyms/` and `data/base/asking.yaml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypedDict

import yaml
from django.conf import settings

from onewindow.catalogue.search.normal import squash
from onewindow.catalogue.search.pinyin import initials, sounds

LONG = 4
FIRST_TIME = frozenset({"new"})


@dataclass(frozen=True)
class Deed:
    """A way of handling an item: for the first time, again, changed, given up, …"""

    code: str
    said: frozenset[str]
    written: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Everyday words with the official terms they stand for, deeds, and words without meaning.

    A term is a tuple of parts that a name has to hold together.
    """

    terms: Mapping[str, tuple[tuple[str, ...], ...]]
    deeds: tuple[Deed, ...]
    fillers: frozenset[str]
    weak: frozenset[str]

    @cached_property
    def longest(self) -> int:
        """The length of the longest word."""
        return max(map(len, [*self.terms, *self.said, *self.fillers]))

    @cached_property
    def said(self) -> dict[str, str]:
        """The code of the deed behind each word for one."""
        return {word: deed.code for deed in self.deeds for word in deed.said}

    @cached_property
    def by_initials(self) -> dict[str, list[str]]:
        """The everyday words by the first letters of their syllables."""
        found: dict[str, list[str]] = {}
        for word in self.terms:
            found.setdefault(initials(word), []).append(word)
        return found

    @cached_property
    def by_sound(self) -> dict[str, list[str]]:
        """The everyday words by their syllables."""
        found: dict[str, list[str]] = {}
        for word in [*self.terms, *self.said]:
            found.setdefault(sounds(word), []).append(word)
        return found

    @cached_property
    def long_by_start(self) -> dict[str, list[str]]:
        """The everyday words of four characters or more, by the first one, the longest first."""
        found: dict[str, list[str]] = {}
        for word in sorted(self.terms, key=len, reverse=True):
            if len(word) >= LONG:
                found.setdefault(word[0], []).append(word)
        return found

    @cached_property
    def _written(self) -> dict[str, str]:
        return {word: deed.code for deed in self.deeds for word in deed.written}

    @cached_property
    def _writing(self) -> re.Pattern[str]:
        # Each word is looked for at every place: 补换 in 补换证 hides neither 换证 nor 补换.
        words = sorted(self._written, key=len, reverse=True)
        return re.compile("(?=(" + "|".join(map(re.escape, words)) + "))")

    def deeds_of(self, name: str) -> frozenset[str]:
        """Return the deeds that a name of an item speaks of; the first handling if of none."""
        return frozenset(self._written[word] for word in self._writing.findall(name)) or FIRST_TIME

    def deeds_in(self, query: str) -> frozenset[str]:
        """Return the deeds that a question speaks of."""
        return frozenset(code for word, code in self.said.items() if word in query)


class _Deed(TypedDict):
    code: str
    say: str
    names: str


class _Asking(TypedDict):
    fillers: list[str]
    weak: str
    deeds: list[_Deed]


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of the data folder, read once."""
    base = settings.DATA_FOLDER / "base"
    asking: _Asking = yaml.load((base / "asking.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return Lexicon(
        terms=_terms(base / "synonyms"),
        deeds=tuple(
            Deed(
                row["code"],
                frozenset(map(squash, row["say"].split())),
                tuple(map(squash, row["names"].split())),
            )
            for row in asking["deeds"]
        ),
        fillers=frozenset(squash(word) for line in asking["fillers"] for word in line.split()),
        weak=frozenset(asking["weak"]),
    )


def _terms(folder: Path) -> dict[str, tuple[tuple[str, ...], ...]]:
    terms: dict[str, tuple[tuple[str, ...], ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        rows: dict[str, list[str]] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        for official, everyday in rows.items():
            term = tuple(map(squash, official.split()))
            for word in map(squash, everyday):
                terms[word] = (*terms.get(word, ()), term)
    return terms
