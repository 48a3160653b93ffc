"""What a question says: its words, each with the ways in which it may stand in a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from onewindow.catalogue.search.cutting import Piece, cut
from onewindow.catalogue.search.lexicon import Lexicon
from onewindow.catalogue.search.normal import pairs, words
from onewindow.catalogue.search.pinyin import sound_pairs, split
from onewindow.catalogue.search.tokens import DEED, INITIALS

LONGEST_QUERY = 50
MOST_PARTS = 14
MOST_WORDS = 6
WEAK, PAIR = 0.15, 0.7


class Kind(StrEnum):
    """How a word of the question stands in an item."""

    DIRECT = "direct"
    WORD = "word"
    DEED = "deed"
    SOUND = "sound"
    INITIALS = "initials"
    SPELLING = "spelling"
    SHORT = "short"


@dataclass(frozen=True)
class Way:
    """Texts, sounds or first letters that an item has to hold together, and what that is worth.

    `tokens` find it in the index: all of them are needed.
    """

    kind: Kind
    texts: tuple[str, ...]
    tokens: tuple[str, ...]
    worth: float = 1.0


@dataclass(frozen=True)
class Part:
    """A word of the question, how much it tells (0 to about 1.5), and its ways."""

    said: str
    ways: tuple[Way, ...]
    weight: float


@dataclass(frozen=True)
class Asked:
    """A question in one spelling, its parts, and the deeds that it speaks of.

    `understood` is how much of it stands in any name as it was said, 1 for all of it.
    """

    text: str
    parts: tuple[Part, ...]
    deeds: frozenset[str]
    understood: float = 1.0


def understand(query: str, lexicon: Lexicon) -> Asked:
    """Return what a question says, before it is known how common its words are."""
    runs = words(query[:LONGEST_QUERY])
    text = "".join(runs)
    spoken = text if not text.isascii() else " ".join(runs)
    parts = [part for piece in cut(spoken, lexicon) for part in _parts(piece, lexicon)]
    deeds = {way.texts[0] for part in parts for way in part.ways if way.kind is Kind.DEED}
    return Asked(text, tuple(parts[:MOST_PARTS]), lexicon.deeds_in(text) | deeds)


def _parts(piece: Piece, lexicon: Lexicon) -> Iterator[Part]:
    word = piece.word
    if word in lexicon.terms:
        weight = min(0.55 + 0.2 * len(word), 1.4) if len(word) > 1 else 0.35
        weight *= piece.worth
        yield Part(piece.said, tuple(_word_ways(piece, lexicon)), weight)
        if len(word) > 2 and word[0] in lexicon.terms:
            yield Part(word[0], tuple(_term_ways(word[0], lexicon)), 0.25)
    elif word in lexicon.said:
        yield Part(piece.said, tuple(_deed_ways(word, lexicon)), 0.4)
    elif not word:
        for run in words(_spaced(piece.said)):
            if run.isascii() and run.isalpha():
                yield from _letter_parts(run, lexicon)
            else:
                yield from _rest_parts(run, lexicon)


def _spaced(text: str) -> str:
    """Put a space between Chinese and Latin letters."""
    spaced = ""
    for each in text:
        if spaced and spaced[-1].isascii() != each.isascii():
            spaced += " "
        spaced += each
    return spaced


def _word_ways(piece: Piece, lexicon: Lexicon) -> Iterator[Way]:
    yield Way(Kind.DIRECT, (piece.word,), _tokens(piece.word))
    yield from _term_ways(piece.word, lexicon)


def _term_ways(word: str, lexicon: Lexicon) -> Iterator[Way]:
    for term in lexicon.terms[word][:MOST_WORDS]:
        tokens = tuple(token for part in term for token in _tokens(part))
        yield Way(Kind.WORD, term, tokens, 0.95)


def _deed_ways(said: str, lexicon: Lexicon) -> Iterator[Way]:
    code = lexicon.said[said]
    yield Way(Kind.DIRECT, (said,), _tokens(said))
    yield Way(Kind.DEED, (code,), (DEED + code,), 0.9)


def _rest_parts(run: str, lexicon: Lexicon) -> Iterator[Part]:
    if len(run) == 1 and run not in lexicon.weak:
        yield Part(run, (Way(Kind.SPELLING, (run,), (run,), 0.5),), 0.3)
    for pair in pairs(run):
        direct = Way(Kind.DIRECT, (pair,), (pair,))
        if lexicon.weak.intersection(pair):
            yield Part(pair, (direct,), WEAK)
            continue
        ways = [direct, Way(Kind.SHORT, tuple(pair), tuple(pair), 0.6)]
        ways += [Way(Kind.SOUND, (sound,), (sound,), 0.65) for sound in sorted(sound_pairs(pair))]
        ways += [Way(Kind.SPELLING, (each,), (each,), 0.3) for each in pair]
        yield Part(pair, tuple(ways), PAIR)


def _letter_parts(run: str, lexicon: Lexicon) -> Iterator[Part]:
    if len(run) == 1:
        return
    deed = _deed_by_letters(run, lexicon)
    if deed:
        yield Part(run, tuple(_deed_ways(deed, lexicon)), 0.4)
        return
    ways = [Way(Kind.DIRECT, (run,), _tokens(run)), *_words_by_letters(run, lexicon)]
    ways.append(Way(Kind.INITIALS, (run,), tuple(INITIALS + pair for pair in pairs(run)), 0.85))
    readings = split(run)
    ways += [_spoken(syllables) for syllables in readings if len(syllables) > 1]
    yield Part(run, tuple(ways), 1.0)
    if readings and len(readings[0]) > 2:
        for at in range(len(readings[0]) - 1):
            yield Part(run, (_spoken(readings[0][at : at + 2]),), 0.5)


def _spoken(syllables: tuple[str, ...]) -> Way:
    sounds = tuple(f"{left}-{right}" for left, right in pairwise(syllables))
    return Way(Kind.SOUND, sounds, sounds, 0.9)


def _deed_by_letters(run: str, lexicon: Lexicon) -> str:
    for syllables in split(run):
        for word in lexicon.by_sound.get("".join(syllables), ()):
            if word in lexicon.said:
                return word
    return ""


def _words_by_letters(run: str, lexicon: Lexicon) -> Iterator[Way]:
    """Return the official terms of everyday words that sound like this or start like this."""
    found: dict[str, float] = {}
    for syllables in split(run):
        for word in lexicon.by_sound.get("".join(syllables), ()):
            if word in lexicon.terms:
                found.setdefault(word, 0.9)
    for length in range(len(run), 1, -1):
        for word in lexicon.by_initials.get(run[:length], ()):
            found.setdefault(word, 0.85 * (length / len(run)) ** 2)
    for word, worth in list(found.items())[:MOST_WORDS]:
        for term in lexicon.terms[word][:2]:
            tokens = tuple(token for part in term for token in _tokens(part))
            yield Way(Kind.WORD, term, tokens, worth)


def _tokens(text: str) -> tuple[str, ...]:
    return pairs(text) or (text,)
