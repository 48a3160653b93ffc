"""A process map in words: the same facts for who cannot see it, and on a phone."""

from collections.abc import Mapping

from onewindow.procedure.process_map.grid import Grid, days_words
from onewindow.procedure.process_map.paths import Path, Paths


def tell(paths: Paths, grid: Grid, names: Mapping[str, str]) -> tuple[str, ...]:
    """Tell every activity in its order, with the ways on from it."""
    lines = []
    for name in sorted(grid.row, key=lambda name: (grid.row[name], grid.lane[name])):
        node = paths.nodes[name]
        unit = names.get(node.unit, node.unit)
        took = "" if node.days is None else f"，一半在 {days_words(node.days)}内办完"
        again = f"，{node.repeated:.0%} 接着又办一次" if node.repeated >= 0.005 else ""
        after = sorted((p for p in paths.paths if p.source == name), key=lambda p: -p.count)
        on = "；".join(_way(path, is_back=path.link in grid.back) for path in after)
        whose = f"（{unit}）" if unit else ""
        lines.append(f"{name}{whose}：{node.count:,} 次{took}{again}。{on and f'接着：{on}。'}")
    lines += [f"{first}和{second}大多同时进行。" for first, second in paths.parallel]
    return tuple(lines)


def _way(path: Path, *, is_back: bool) -> str:
    waits = "" if path.days is None else f"，等 {days_words(path.days)}"
    return f"{'回到' if is_back else ''}{path.target} {path.count:,} 次{waits}"
