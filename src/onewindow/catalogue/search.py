"""Find an item in ordinary words: official names, 民间说法, departments; by shared characters."""

from collections.abc import Iterable
from dataclasses import dataclass

from onewindow.catalogue.models import BaseItem, ItemVersion

WORTH_SHOWING = 0.34
MANY = 20


@dataclass(frozen=True)
class Hit:
    """A version that matches, how well (0 to 1), and the words that it matched by."""

    version: ItemVersion
    score: float
    why: str


def pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters, or the character itself when there is one."""
    kept = "".join(character for character in text if character.isalnum())
    return {kept[i : i + 2] for i in range(len(kept) - 1)} or set(kept)


def score(query: str, text: str) -> float:
    """Return how much of a query a text covers, 1 when it holds all of it."""
    if query and query in text:
        return 1.0
    wanted = pairs(query)
    return len(wanted & pairs(text)) / len(wanted) if wanted else 0.0


def best(query: str, texts: Iterable[str]) -> tuple[float, str]:
    """Return the best score among texts, and that text."""
    return max(((score(query, text), text) for text in texts), default=(0.0, ""))


def search(query: str, *, audience: str = "") -> list[Hit]:
    """Return published items that fit a query, best first; an empty query finds nothing."""
    query = query.strip()[:50]
    if not query:
        return []
    versions = ItemVersion.objects.public().select_related("item__department")
    if audience:
        versions = versions.filter(audience__in=[audience, "both"])
    hits = []
    for version in versions:
        fit, why = best(query, [version.name, *version.aliases, version.item.department.short_name])
        if fit >= WORTH_SHOWING:
            hits.append(Hit(version, fit, why))
    return sorted(hits, key=lambda hit: (-hit.score, len(hit.version.name)))[:MANY]


def search_base(query: str) -> list[BaseItem]:
    """Return base items whose name holds the query: known, not yet handled online."""
    query = query.strip()[:50]
    if not query:
        return []
    return list(BaseItem.objects.filter(name__icontains=query).order_by("name")[:MANY])
