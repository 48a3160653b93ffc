"""Which activities follow which, and the usual paths among them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

Link = tuple[str, str]
# Two activities that follow each other both ways about as often run side by side.
BALANCED = 0.25


@dataclass(frozen=True)
class Node:
    """An activity in a unit: how often it ran and how long it took (median, working days).

    `repeated` is the share of its runs that came again right after themselves.
    """

    name: str
    unit: str
    count: int
    days: float | None = None
    repeated: float = 0.0


@dataclass(frozen=True)
class Path:
    """One activity right after another: how often, and the wait between (median, working days)."""

    source: str
    target: str
    count: int
    days: float | None = None

    @property
    def link(self) -> Link:
        """Both ends."""
        return self.source, self.target


@dataclass(frozen=True)
class Paths:
    """What a map shows: nodes by name, the paths between, and what runs side by side.

    `shown` is the share of all steps from activity to activity that the paths stand for.
    """

    nodes: Mapping[str, Node]
    paths: tuple[Path, ...]
    parallel: tuple[Link, ...] = ()
    shown: float = 1.0


def usual(nodes: Iterable[Node], paths: Iterable[Path], *, share: float) -> Paths:
    """Keep the most frequent paths that make up a share of all, and every shown node connected.

    A path from an activity to itself becomes the share of repeated runs of its node.
    """
    known = {node.name: node for node in nodes}
    told = [path for path in paths if path.source in known and path.target in known]
    known = _with_repeats(known, told)
    between = sorted(
        (path for path in told if path.source != path.target),
        key=lambda path: (-path.count, path.link),
    )
    total = sum(path.count for path in between)
    kept = _most(between, share * total)
    shown = {name for path in kept for name in path.link} or set(known)
    kept += _ties(between, kept, shown)
    kept, parallel = _side_by_side(kept)
    counted = sum(path.count for path in kept) + sum(
        path.count for path in between if _either(path.link) in parallel
    )
    named = {name: node for name, node in known.items() if name in shown}
    return Paths(named, tuple(kept), tuple(sorted(parallel)), counted / total if total else 1.0)


def _with_repeats(nodes: Mapping[str, Node], paths: Iterable[Path]) -> dict[str, Node]:
    again = {path.source: path.count for path in paths if path.source == path.target}
    return {
        name: replace(node, repeated=again.get(name, 0) / node.count if node.count else 0.0)
        for name, node in nodes.items()
    }


def _most(paths: Iterable[Path], wanted: float) -> list[Path]:
    kept: list[Path] = []
    reached = 0
    for path in paths:
        if reached >= wanted:
            break
        kept.append(path)
        reached += path.count
    return kept


def _ties(paths: Iterable[Path], kept: list[Path], shown: set[str]) -> list[Path]:
    """Return the most frequent way in and out of every node that has none."""
    into, out = Counter(p.target for p in kept), Counter(p.source for p in kept)
    more = []
    for path in paths:
        if path in kept or not set(path.link) <= shown:
            continue
        if not into[path.target] or not out[path.source]:
            more.append(path)
            into[path.target] += 1
            out[path.source] += 1
    return more


def _side_by_side(paths: list[Path]) -> tuple[list[Path], set[Link]]:
    """Take out the pairs that go both ways about as often, unless one is a detour of the other.

    A detour (补正 and back) has hardly another way in.
    """
    counts = {path.link: path.count for path in paths}
    into = Counter[str]()
    for path in paths:
        into[path.target] += path.count
    parallel = set()
    for (source, target), count in counts.items():
        back = counts.get((target, source), 0)
        is_balanced = back >= BALANCED * count and count >= BALANCED * back > 0
        other_ways = min(into[target] - count, into[source] - back)
        if is_balanced and other_ways >= BALANCED * min(count, back):
            parallel.add(_either((source, target)))
    return [path for path in paths if _either(path.link) not in parallel], parallel


def _either(link: Link) -> Link:
    first, second = sorted(link)
    return first, second
