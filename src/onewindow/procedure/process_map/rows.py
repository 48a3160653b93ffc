"""In which row each activity stands, and which paths lead back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from onewindow.procedure.graph import levels
from onewindow.procedure.process_map.paths import Link, Path, Paths


def rows_of(paths: Paths) -> tuple[dict[str, int], set[Link]]:
    """Give every node its row, and name the links that lead back.

    The order is the one with few steps back (greedy, Eades, Lin and Smyth 1993); the row is the
    length of the longest path that leads there. What runs side by side shares a row.
    """
    place = {name: at for at, name in enumerate(_order(paths.nodes, paths.paths))}
    back = {path.link for path in paths.paths if place[path.source] > place[path.target]}
    needs: dict[str, list[str]] = {name: [] for name in sorted(place, key=lambda name: place[name])}
    for path in paths.paths:
        if path.link not in back:
            needs[path.target].append(path.source)
    row = levels({name: tuple(before) for name, before in needs.items()})
    return _together(row, paths, back), back


def _order(nodes: Iterable[str], paths: Iterable[Path]) -> list[str]:
    """Order nodes so that little leads back: sources first, sinks last, else what gives most."""
    out: defaultdict[str, dict[str, int]] = defaultdict(dict)
    into: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for path in paths:
        out[path.source][path.target] = into[path.target][path.source] = path.count
    left = list(nodes)
    first: list[str] = []
    last: list[str] = []
    while left:
        rest = set(left)

        def gain(name: str, rest: set[str] = rest) -> tuple[bool, int]:
            given = sum(n for other, n in out[name].items() if other in rest)
            taken = sum(n for other, n in into[name].items() if other in rest)
            return taken == 0, given - taken

        sink = next(
            (n for n in reversed(left) if not rest & set(out[n]) and rest & set(into[n])), None
        )
        if sink is not None:
            last.insert(0, sink)
            left.remove(sink)
            continue
        best = max(left, key=gain)
        first.append(best)
        left.remove(best)
    return first + last


def _together(row: Mapping[str, int], paths: Paths, back: set[Link]) -> dict[str, int]:
    """Lower what runs side by side to the lower row of the two, where nothing is overtaken."""
    result = dict(row)
    for first, second in paths.parallel:
        upper, lower = sorted((first, second), key=lambda name: result[name])
        after = [result[p.target] for p in paths.paths if p.source == upper and p.link not in back]
        if all(result[lower] < each for each in after):
            result[upper] = result[lower]
    return result
