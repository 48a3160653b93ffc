"""Find the same row in two lists: by its key, else by likeness; and which rows were moved."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

T = TypeVar("T")
ALIKE = 0.6


@dataclass(frozen=True)
class Pair(Generic[T]):
    """A row before and after; None where it was not there. `number` counts from 1."""

    old: T | None
    new: T | None
    number: int
    is_moved: bool = False


def pair_rows(
    old: Sequence[T], new: Sequence[T], *, key: Callable[[T], object], text: Callable[[T], str]
) -> list[Pair[T]]:
    """Return every row once, in the order of the new list; rows that went stand where they were."""
    places = _same(old, new, key)
    _add_alike(old, new, places, text)
    kept = _in_order([places[at] for at in sorted(places)])
    pairs: list[Pair[T]] = []
    gone = [at for at in range(len(old)) if at not in set(places.values())]
    for at, row in enumerate(new):
        before = places.get(at)
        while gone and before is not None and gone[0] < before:
            place = gone.pop(0)
            pairs.append(Pair(old[place], None, place + 1))
        came_from = None if before is None else old[before]
        pairs.append(Pair(came_from, row, at + 1, before is not None and before not in kept))
    pairs.extend(Pair(old[place], None, place + 1) for place in gone)
    return pairs


def _same(old: Sequence[T], new: Sequence[T], key: Callable[[T], object]) -> dict[int, int]:
    found = {label: at for at, label in enumerate(_numbered(old, key))}
    labels = enumerate(_numbered(new, key))
    return {at: found[label] for at, label in labels if label in found}


def _numbered(rows: Sequence[T], key: Callable[[T], object]) -> list[Hashable]:
    # Two rows of the same key are told apart by their order.
    seen: Counter[str] = Counter()
    labels: list[Hashable] = []
    for row in rows:
        name = repr(key(row))
        seen[name] += 1
        labels.append((name, seen[name]))
    return labels


def _add_alike(
    old: Sequence[T], new: Sequence[T], places: dict[int, int], text: Callable[[T], str]
) -> None:
    free = [at for at in range(len(old)) if at not in set(places.values())]
    for at, row in enumerate(new):
        if at in places:
            continue
        alike = [(_likeness(text(old[place]), text(row)), -place) for place in free]
        best = max(alike, default=(0.0, 0))
        if best[0] >= ALIKE:
            places[at] = -best[1]
            free.remove(-best[1])


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first[:500], second[:500], autojunk=False).ratio()


def _in_order(places: Sequence[int]) -> frozenset[int]:
    """Return a longest increasing run of places: the rows that did not move."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    run = []
    last = ends[-1] if ends else None
    while last is not None:
        run.append(last)
        last = before[last]
    return frozenset(run)
