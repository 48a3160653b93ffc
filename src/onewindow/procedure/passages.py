"""How an arrow over several columns gets past the steps between: along a row or between rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onewindow.procedure.grid import Grid

Arrow = tuple[str, str]


@dataclass(frozen=True)
class Passage:
    """The way over the columns `first` to `last`.

    With `track` None it runs along the middle of row `line`, else on that track of the corridor
    above row `line` (corridor 0 lies above everything, the last one below).
    """

    first: int
    last: int
    line: int
    track: int | None


def passages(arrows: Sequence[Arrow], grid: Grid) -> dict[Arrow, Passage]:
    """Choose a passage for every arrow that skips a column, the short ones first."""
    result: dict[Arrow, Passage] = {}
    long = [arrow for arrow in arrows if grid.column[arrow[1]] - grid.column[arrow[0]] > 1]
    for arrow in sorted(long, key=lambda arrow: grid.column[arrow[1]] - grid.column[arrow[0]]):
        taken = list(result.values())
        result[arrow] = _along_a_row(arrow, grid, taken) or _between_rows(arrow, grid, taken)
    return result


def corridor_loads(found: Mapping[Arrow, Passage], grid: Grid) -> list[int]:
    """Count the tracks of every corridor."""
    loads = [0] * (grid.rows + 1)
    for passage in found.values():
        if passage.track is not None:
            loads[passage.line] = max(loads[passage.line], passage.track + 1)
    return loads


def _along_a_row(arrow: Arrow, grid: Grid, taken: Sequence[Passage]) -> Passage | None:
    source, target = arrow
    first, last = grid.column[source] + 1, grid.column[target] - 1
    cells = grid.cells()
    for row in dict.fromkeys((grid.row[target], grid.row[source])):
        is_free = all((column, row) not in cells for column in range(first, last + 1)) and all(
            other.track is not None or other.line != row or other.last < first or last < other.first
            for other in taken
        )
        if is_free:
            return Passage(first, last, row, None)
    return None


def _between_rows(arrow: Arrow, grid: Grid, taken: Sequence[Passage]) -> Passage:
    source, target = arrow
    first, last = grid.column[source] + 1, grid.column[target] - 1
    options = []
    for corridor in range(grid.rows + 1):
        busy = {
            other.track
            for other in taken
            if other.track is not None
            and other.line == corridor
            # Two passages on one track keep a whole gutter between them, so that neither seems
            # to be the other's end.
            and not (other.last < first - 1 or last < other.first - 1)
        }
        track = next(track for track in range(len(busy) + 1) if track not in busy)
        height = corridor - 0.5
        way = abs(height - grid.row[source]) + abs(height - grid.row[target])
        outside = 0.5 if corridor in {0, grid.rows} else 0.0
        options.append((way + 0.4 * track + outside, corridor, track))
    _, corridor, track = min(options)
    return Passage(first, last, corridor, track)
