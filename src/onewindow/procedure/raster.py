"""Coordinates for a graph in lanes: rows, columns, and the lines between, whatever is drawn there.

The caller says how much room every node needs; a node stands in the middle of its cell.
"""

from collections.abc import Mapping
from itertools import accumulate

from onewindow.procedure.drawing import Point, straighten
from onewindow.procedure.graph import Graph
from onewindow.procedure.grid import Grid, grid_of
from onewindow.procedure.gutters import TRACK, Port, Trunk, Wire, route
from onewindow.procedure.passages import Arrow, Passage, corridor_loads, passages

GUTTER = 22.0
CORRIDOR = 15.0
CORRIDOR_TRACK = 10.0

Size = tuple[float, float]


class Raster:
    """Places nodes and routes arrows; `room` maps each node to the (width, height) it needs."""

    def __init__(
        self,
        needs: Graph,
        unit: Mapping[str, str],
        room: Mapping[str, Size],
        *,
        gutter: float = GUTTER,
    ) -> None:
        self.grid: Grid = grid_of(needs, unit)
        self.arrows: list[Arrow] = [(need, code) for code in needs for need in needs[code]]
        self.passages: dict[Arrow, Passage] = passages(self.arrows, self.grid)
        self.room = room
        self._set_rows()
        self._route()
        self.column_width = [
            max(room[code][0] for code, at in self.grid.column.items() if at == column)
            for column in range(self.grid.columns)
        ]
        self.gutter_width = [
            gutter + TRACK * max(t.track for t in trunks) for trunks in self._bends
        ]
        self.column_x: list[float] = []

    def _set_rows(self) -> None:
        """Stack rows and corridors; the corridor between two lanes belongs to the upper one."""
        grid, loads = self.grid, corridor_loads(self.passages, self.grid)
        self.row_height = [
            max(self.room[code][1] for code, at in grid.row.items() if at == row)
            for row in range(grid.rows)
        ]
        ends = {rows.stop for rows in grid.rows_of.values()}
        self.row_top: list[float] = []
        self.lane_bottom: list[float] = []
        self._corridor_top: list[float] = []
        y = 0.0
        for row in range(grid.rows + 1):
            self._corridor_top.append(y)
            y += (
                CORRIDOR + max(0, loads[row] - 1) * CORRIDOR_TRACK + (CORRIDOR if loads[row] else 0)
            )
            if row in ends:
                self.lane_bottom.append(y)
                y += CORRIDOR
            if row < grid.rows:
                self.row_top.append(y)
                y += self.row_height[row]
        self.height = self.lane_bottom[-1]

    def _route(self) -> None:
        """Route gutter after gutter from the left, since a moved passage stays moved."""
        grid = self.grid
        out = {code: Port(code, self.middle(code), is_box=True) for code in grid.row}
        into = {code: Port(code, self.middle(code), is_box=True) for code in grid.row}
        across = {
            arrow: Port("→".join(arrow), self._passage_y(passage), is_box=False)
            for arrow, passage in self.passages.items()
        }
        self._bends: list[list[Trunk]] = []
        self._ways: dict[Arrow, list[Wire]] = {arrow: [] for arrow in self.arrows}
        for column in range(grid.columns - 1):
            here = []
            for arrow, way in self._ways.items():
                source, target = arrow
                starts, ends = grid.column[source] == column, grid.column[target] == column + 1
                if starts or ends:
                    left = out[source] if starts else across[arrow]
                    right = into[target] if ends else across[arrow]
                    way.append(Wire(left, right))
                    here.append(way[-1])
            self._bends.append(route(here))

    def _passage_y(self, passage: Passage) -> float:
        if passage.track is None:
            return self.row_top[passage.line] + self.row_height[passage.line] / 2
        return self._corridor_top[passage.line] + CORRIDOR + passage.track * CORRIDOR_TRACK

    def middle(self, code: str) -> float:
        """Return the y in which a node stands."""
        row = self.grid.row[code]
        return self.row_top[row] + self.row_height[row] / 2

    @property
    def width(self) -> float:
        """The width of all columns and gutters."""
        return sum(self.column_width) + sum(self.gutter_width)

    def place(self, left: float, spare: float = 0.0) -> None:
        """Start the first column at x = `left`; `spare` widens every gutter."""
        self.gutter_width = [width + spare for width in self.gutter_width]
        pairs = zip(self.column_width, [*self.gutter_width, 0.0], strict=True)
        steps = [width + gutter for width, gutter in pairs]
        self.column_x = list(accumulate(steps[:-1], initial=left))

    def cell(self, code: str) -> tuple[float, float, float, float]:
        """Return x, y, width and height of a node's cell."""
        column, row = self.grid.column[code], self.grid.row[code]
        return (
            self.column_x[column],
            self.row_top[row],
            self.column_width[column],
            self.row_height[row],
        )

    def points(self, arrow: Arrow) -> tuple[Point, ...]:
        """Return the corners of an arrow from cell to cell."""
        source, target = arrow
        first, last = self.grid.column[source], self.grid.column[target]
        way = self._ways[arrow]
        points = [(self.column_x[first] + self.column_width[first], way[0].left.y)]
        gutters = [first] if last == first + 1 else [first, last - 1]
        for gutter, wire in zip(gutters, way, strict=True):
            trunk = next(t for t in self._bends[gutter] if any(w is wire for w in t.wires))
            x = self._track_x(gutter, trunk)
            points += [(x, wire.left.y), (x, wire.right.y)]
        points.append((self.column_x[last], way[-1].right.y))
        return straighten([(round(x, 1), round(y, 1)) for x, y in points])

    def _track_x(self, gutter: int, trunk: Trunk) -> float:
        bundle = TRACK * max(each.track for each in self._bends[gutter])
        left = self.column_x[gutter] + self.column_width[gutter]
        # A little left of the middle, so that the arrow head has its own straight piece.
        return left + (self.gutter_width[gutter] - bundle) / 2 - 3 + TRACK * trunk.track
