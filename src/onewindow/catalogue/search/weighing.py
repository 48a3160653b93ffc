"""How much the words of a question tell: rare ones tell more, unknown ones may be misspelt."""

from collections.abc import Mapping
from dataclasses import replace
from math import log

from onewindow.catalogue.search.asking import UNKNOWN_WORD, Asked, Kind, Part, Way

LEAST = 0.05


def tokens_in(asked: Asked) -> set[str]:
    """Return the tokens whose frequency matters."""
    return {token for part in asked.parts for way in part.ways for token in way.tokens}


def weigh(asked: Asked, counts: Mapping[str, int], *, entries: int) -> Asked:
    """Return the question with its parts weighed; a pair that is in no name gets its sounds.

    Without counts (an index never rebuilt) every token is taken for rare.
    """
    if not counts:
        return asked
    weighed = (_weigh(part, counts, entries) for part in asked.parts)
    return replace(asked, parts=tuple(part for part in weighed if part.ways or part.weight))


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
        return replace(part, ways=(), weight=part.weight * UNKNOWN_WORD / 0.7)
    telling = max(way.worth * _rarity(way, counts, entries) for way in kept)
    return replace(part, ways=kept, weight=part.weight * telling)


def _rarity(way: Way, counts: Mapping[str, int], entries: int) -> float:
    return max(rarity(counts[token], entries) for token in way.tokens)
