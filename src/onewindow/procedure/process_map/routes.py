"""The way of each path: straight down, or along a rail between two lanes.

Rail number n runs to the left of lane n; the last one to the right of all lanes.
"""

from collections import defaultdict
from dataclasses import dataclass

from onewindow.procedure.process_map.grid import Grid
from onewindow.procedure.process_map.paths import Path

CLEAR = 18.0
OUTSIDE = 0.6


@dataclass(frozen=True)
class Route:
    """How a path goes: at the x of its source or target, or along a track of a rail.

    `leaves_right` tells for a path that leads back on which side of its source it begins.
    """

    path: Path
    way: str
    rail: int = 0
    track: int = 0
    is_back: bool = False
    leaves_right: bool = True


def routes_of(grid: Grid, paths: tuple[Path, ...]) -> list[Route]:
    """Choose a way for every path, the frequent ones first, none over another on a rail."""
    busy: defaultdict[int, list[tuple[range, int]]] = defaultdict(list)
    routes = []
    for path in sorted(paths, key=lambda path: (-path.count, path.link)):
        if path.link in grid.back:
            routes.append(_back(grid, path, busy))
        else:
            routes.append(_forward(grid, path, busy))
    return routes


def tracks_of(routes: list[Route], rail: int) -> int:
    """Count the tracks of a rail."""
    used = [each.track for each in routes if each.way == "rail" and each.rail == rail]
    return 1 + max(used, default=-1)


def _forward(grid: Grid, path: Path, busy: defaultdict[int, list[tuple[range, int]]]) -> Route:
    source, target = path.link
    between = range(grid.row[source] + 1, grid.row[target])
    if not between:
        return Route(path, "direct")
    for way, name in (("source", source), ("target", target)):
        if grid.is_free(grid.lane[name], grid.offset[name], between, CLEAR):
            return Route(path, way)
    ends = grid.lane[source], grid.lane[target]

    def cost(rail: int) -> float:
        outside = OUTSIDE if rail in {0, len(grid.lanes)} else 0.0
        return sum(abs(rail - 0.5 - end) for end in ends) + outside + 0.2 * len(busy[rail])

    rail = min(range(len(grid.lanes) + 1), key=cost)
    return Route(path, "rail", rail, _track(busy[rail], between))


def _back(grid: Grid, path: Path, busy: defaultdict[int, list[tuple[range, int]]]) -> Route:
    source, target = path.link
    is_left, is_right = grid.beside(source)
    to_left = grid.lane[target] < grid.lane[source]
    leaves_right = is_right and not (is_left and to_left)
    rail = grid.lane[source] + leaves_right
    rows = range(grid.row[target], grid.row[source] + 1)
    return Route(
        path, "rail", rail, _track(busy[rail], rows), is_back=True, leaves_right=leaves_right
    )


def _track(taken: list[tuple[range, int]], rows: range) -> int:
    used = {
        track for other, track in taken if other.start <= rows.stop and rows.start <= other.stop
    }
    track = next(number for number in range(len(used) + 1) if number not in used)
    taken.append((rows, track))
    return track
