"""How characters sound: every reading of a character, with sounds that people mix up as one."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product

from django.conf import settings

LONGEST = 6
WAYS = 4


def fold(syllable: str) -> str:
    """Return a syllable with zh, ch, sh and a final ng as southern speakers say them."""
    for retroflex in ("zh", "ch", "sh"):
        if syllable.startswith(retroflex):
            syllable = syllable[0] + syllable[2:]
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable


def readings(character: str) -> tuple[str, ...]:
    """Return the folded syllables of a character, the usual one first; nothing if unknown."""
    return _table().get(character, ())


def spoken(character: str) -> tuple[str, ...]:
    """Return the syllables of a character; a letter or a digit stands for itself."""
    return readings(character) or ((character,) if character.isascii() else ())


def sound_pairs(text: str) -> set[str]:
    """Return neighbouring syllables as `jie-hun`, in every reading of both characters."""
    return {
        f"{left}-{right}"
        for before, after in pairwise(text)
        for left, right in product(spoken(before), spoken(after))
    }


def initial_pairs(text: str) -> set[str]:
    """Return neighbouring first letters as `jh`, in every reading of both characters."""
    return {
        left[0] + right[0]
        for before, after in pairwise(text)
        for left, right in product(spoken(before), spoken(after))
    }


def initials(text: str) -> str:
    """Return the first letters of a text in the usual reading."""
    return "".join(each[0][0] for each in map(spoken, text) if each)


def sounds(text: str) -> str:
    """Return the folded syllables of a text in the usual reading, without spaces."""
    return "".join(each[0] for each in map(spoken, text) if each)


def split(letters: str) -> list[tuple[str, ...]]:
    """Return the ways to read letters as syllables, fewest syllables first; none if they are not.

    `xian` is 县 as well as 西安: both are returned.
    """
    ways = sorted(_ways(letters), key=len)
    return [tuple(fold(each) for each in way) for way in ways[:WAYS]]


def _ways(letters: str, *, depth: int = 0) -> Iterator[tuple[str, ...]]:
    if not letters:
        yield ()
        return
    if depth > 20:
        return
    found = 0
    for length in range(min(LONGEST, len(letters)), 0, -1):
        if letters[:length] not in _syllables():
            continue
        for rest in _ways(letters[length:], depth=depth + 1):
            yield (letters[:length], *rest)
            found += 1
            if found == WAYS:
                return


@cache
def _rows() -> list[tuple[str, str, str]]:
    path = settings.DATA_FOLDER / "base" / "characters" / "pinyin.tsv"
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        syllable, first, second = line.split("\t")
        rows.append((syllable, first, second))
    return rows


@cache
def _syllables() -> frozenset[str]:
    return frozenset(row[0] for row in _rows())


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for place in (1, 2):
        for row in _rows():
            for character in row[place]:
                table[character] = (*table.get(character, ()), fold(row[0]))
    return {character: tuple(dict.fromkeys(sounds)) for character, sounds in table.items()}
