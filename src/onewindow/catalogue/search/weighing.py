"""How much the words of a question tell: rare ones tell more, unknown ones may be misspelt."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log

from onewindow.catalogue.search.asking import WEAK, Asked, Kind, Part, Way

UNKNOWN = 0.1
LEAST = 0.05
UNSURE = {Kind.SPELLING, Kind.SOUND, Kind.SHORT}


def tokens_in(asked: Asked) -> set[str]:
    """Return the tokens whose frequency matters."""
    return {token for part in asked.parts for way in part.ways for token in way.tokens}


def weigh(asked: Asked, counts: Mapping[str, int], *, entries: int) -> Asked:
    """Return the question with its parts weighed; a pair that is in no name gets its sounds.

    Without counts (an index never rebuilt) every token is taken for rare.
    """
    if not counts:
        return asked
    parts = tuple(_weigh(part, counts, entries) for part in asked.parts)
    return replace(asked, parts=parts, understood=_understood(asked.parts, parts))


def _understood(said: Sequence[Part], known: Sequence[Part]) -> float:
    telling = [(a.weight, b) for a, b in zip(said, known, strict=True) if a.weight > WEAK]
    sure = sum(weight for weight, part in telling if _is_sure(part))
    total = sum(weight for weight, _ in telling)
    return sure / total if total else 1.0


def _is_sure(part: Part) -> bool:
    if len(part.said) == 1:
        return False
    has_letters = part.said.isascii()
    return any(has_letters or way.kind not in UNSURE for way in part.ways)


def rarity(count: int, entries: int) -> float:
    """Return 1 for a token of one entry, near 0 for one of all."""
    return max(LEAST, min(1.0, log((entries + 1) / (count + 0.5)) / log(entries + 1)))


def _weigh(part: Part, counts: Mapping[str, int], entries: int) -> Part:
    known = tuple(way for way in part.ways if all(token in counts for token in way.tokens))
    direct = [way for way in known if way.kind is Kind.DIRECT]
    if any(way.kind is Kind.WORD for way in part.ways):
        telling = max((_rarity(way, counts, entries) for way in known), default=0)
        return replace(part, ways=known, weight=part.weight * (0.4 + 0.6 * telling))
    if len(part.said) > 2 or any(way.kind is Kind.DEED for way in part.ways):
        return replace(part, ways=known)
    kept = tuple(direct) or known
    if not kept:
        return replace(part, ways=(), weight=UNKNOWN * part.weight)
    telling = max(way.worth * _rarity(way, counts, entries) for way in kept)
    return replace(part, ways=kept, weight=part.weight * telling)


def _rarity(way: Way, counts: Mapping[str, int], entries: int) -> float:
    return max(rarity(counts[token], entries) for token in way.tokens)
