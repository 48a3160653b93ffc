"""The search: understand the question, fetch candidates, judge them, say why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from onewindow.catalogue.search.asking import understand
from onewindow.catalogue.search.candidates import Candidate, candidates, with_counts
from onewindow.catalogue.search.filters import Filters
from onewindow.catalogue.search.lexicon import lexicon
from onewindow.catalogue.search.ranking import Subject, Why, judge

# What counts as found: well enough, and not far worse than the best.
ENOUGH, SHARE_OF_BEST = 0.25, 0.4
WORTH_A_HINT, HINTS = 0.1, 5
ONLINE = 0.04

Facets: TypeAlias = dict[str, list[tuple[str, int]]]


@dataclass(frozen=True)
class Hit:
    """An entry that answers, how well (1 is perfect), and why."""

    candidate: Candidate
    score: float
    why: Why


@dataclass(frozen=True)
class Found:
    """What a search found, best first; `hints` are what might be meant when it found nothing."""

    hits: list[Hit] = field(default_factory=list)
    hints: list[Hit] = field(default_factory=list)

    def facets(self) -> Facets:
        """Count the hits by audience, theme, department, level and type, the commonest first."""
        found = [hit.candidate for hit in self.hits]
        return {
            "audience": _counted(each.audience for each in found),
            "theme": _counted(theme for each in found for theme in each.themes),
            "department": _counted(each.department_name for each in found),
            "level": _counted(each.level for each in found),
            "item_type": _counted(each.item_type for each in found),
            "online": _counted("yes" if each.is_online else "no" for each in found),
        }


def search(query: str, filters: Filters | None = None, *, near: str = "") -> Found:
    """Return the items that answer a question in ordinary words; nothing for an empty one.

    `near` is the code of the region whose items come first among items of one name.
    Three queries at most, whatever the number of items.
    """
    asked = understand(query, lexicon())
    if not asked.parts:
        return Found()
    weighed, counts = with_counts(asked)
    judged = []
    for candidate in candidates(weighed, counts, filters or Filters(), near=near):
        match = judge(weighed, _subject(*_texts(candidate)))
        score = match.score + (ONLINE if candidate.is_online else 0)
        judged.append(Hit(candidate, round(score, 4), match.why))
    return _sorted_out(judged, weighed.understood)


def _texts(candidate: Candidate) -> tuple[str, tuple[str, ...], str, str]:
    return (
        candidate.name, tuple(candidate.aliases), candidate.main_name, candidate.department_name
    )  # fmt: skip


@lru_cache(maxsize=2000)
def _subject(name: str, aliases: tuple[str, ...], main_name: str, department: str) -> Subject:
    return Subject(name, aliases, main_name, department, lexicon())


def _sorted_out(judged: list[Hit], understood: float) -> Found:
    judged.sort(key=lambda hit: (-hit.score, len(hit.candidate.name), hit.candidate.pk))
    best = judged[0].score if judged else 0.0
    # Half a question that is well answered is worth showing, so doubt counts by its root.
    if best * understood**0.5 < ENOUGH:
        return Found(hints=[hit for hit in judged[:HINTS] if hit.score >= WORTH_A_HINT])
    floor = max(ENOUGH, best * SHARE_OF_BEST)
    return Found(hits=[hit for hit in judged if hit.score >= floor])


def _counted(values: Iterable[str]) -> list[tuple[str, int]]:
    return Counter(values).most_common()


__all__ = ["Facets", "Filters", "Found", "Hit", "search"]
