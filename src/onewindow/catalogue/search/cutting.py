"""Cut a question into words that the lexicon knows, even when they are not quite written so."""

from collections.abc import Iterator
from dataclasses import dataclass

from onewindow.catalogue.search.lexicon import Lexicon
from onewindow.catalogue.search.pinyin import sounds

MOST_BETWEEN = 3
SHORTEST_SOUND, LONGEST_SOUND = 3, 8
EXACT, SOUNDING, LOOSE, MISSPELT = 1.0, 0.85, 0.9, 0.85


@dataclass(frozen=True)
class Piece:
    """A stretch of a question: `word` is what the lexicon knows it as, empty if it does not."""

    said: str
    word: str
    worth: float


def cut(text: str, lexicon: Lexicon) -> Iterator[Piece]:
    """Return the words of a question, the longest first, and what is left between them."""
    at = rest = 0
    while at < len(text):
        found = _longest(text, at, lexicon)
        if found is None:
            at += 1
            continue
        if rest < at:
            yield Piece(text[rest:at], "", 0)
        yield found
        at += len(found.said)
        rest = at
    if rest < len(text):
        yield Piece(text[rest:], "", 0)


def _longest(text: str, at: int, lexicon: Lexicon) -> Piece | None:
    if _splits_letters(text, at):
        return None
    exact = _exact(text, at, lexicon)
    close = _loose(text, at, lexicon) or _sounding(text, at, lexicon)
    if exact and (close is None or len(close.word) <= len(exact.word) + 1):
        return exact
    return close


def _exact(text: str, at: int, lexicon: Lexicon) -> Piece | None:
    for length in range(min(lexicon.longest, len(text) - at), 0, -1):
        word = text[at : at + length]
        is_known = word in lexicon.terms or word in lexicon.said or word in lexicon.fillers
        if is_known and not _splits_letters(text, at + length):
            return Piece(word, word, EXACT)
    return None


def _sounding(text: str, at: int, lexicon: Lexicon) -> Piece | None:
    """Return a word that is written with other characters of the same sound."""
    for length in range(min(LONGEST_SOUND, len(text) - at), SHORTEST_SOUND - 1, -1):
        stretch = text[at : at + length]
        if stretch.isascii():
            continue
        for word in lexicon.by_sound.get(sounds(stretch), ()):
            if len(word) == length:
                return Piece(stretch, word, SOUNDING)
    return None


def _loose(text: str, at: int, lexicon: Lexicon) -> Piece | None:
    """Return a long word that stands here with a few characters between or with one other."""
    for word in lexicon.long_by_start.get(text[at], ()):
        end = _end_of(word, text, at)
        if end:
            return Piece(text[at:end], word, LOOSE)
        stretch = text[at : at + len(word)]
        if _differ(word, stretch) == 1:
            return Piece(stretch, word, MISSPELT)
    return None


def _end_of(word: str, text: str, at: int) -> int:
    limit = at + len(word) + MOST_BETWEEN
    for each in word:
        found = text.find(each, at, limit)
        if found < 0:
            return 0
        at = found + 1
    return at


def _differ(word: str, stretch: str) -> int:
    if len(word) != len(stretch):
        return len(word)
    return sum(a != b for a, b in zip(word, stretch, strict=True))


def _splits_letters(text: str, at: int) -> bool:
    around = text[at - 1 : at + 1]
    return 0 < at < len(text) and around.isascii() and around.isalnum()
