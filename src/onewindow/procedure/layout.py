"""The wide flow chart: a lane for each unit, time from left to right."""

from collections.abc import Mapping
from itertools import accumulate
from math import ceil

from onewindow.procedure.cards import SMALL_SIZE, Card, card_of
from onewindow.procedure.describe import describe
from onewindow.procedure.drawing import (
    Box,
    Drawing,
    Edge,
    Lane,
    Line,
    Mark,
    Point,
    Show,
    draw_edges,
    straighten,
)
from onewindow.procedure.grid import Grid, grid_of
from onewindow.procedure.gutters import TRACK, Port, Trunk, Wire, route
from onewindow.procedure.model import Procedure
from onewindow.procedure.passages import Arrow, Passage, corridor_loads, passages
from onewindow.procedure.reading import Reading
from onewindow.procedure.wording import text_width, wrap

# Widths that the style sheet knows: a chart shows wherever there is that much room.
WIDTHS = (560, 640, 744, 832, 960, 1088, 1216, 1344)

NAME_ROOM = 92.0
LONG_NAME = 12
LONG_NAME_ROOM = 152.0
LABEL_ROOM = 98.0
LABEL_PADDING = 12.0
EDGE_SPACE = 16.0
GUTTER = 22.0
CORRIDOR = 15.0
CORRIDOR_TRACK = 10.0
LINE_HEIGHT = 20.0


class _Layout:
    """One chart while it is being laid out."""

    def __init__(
        self,
        procedure: Procedure,
        names: Mapping[str, str],
        show: Show,
        marks: Mapping[str, Mark],
    ) -> None:
        self.reading = Reading.of(procedure)
        self.marks = marks
        self.grid: Grid = grid_of(self.reading)
        self.passages: dict[Arrow, Passage] = passages(self.reading.arrows, self.grid)
        self.cards: dict[str, Card] = {
            step.code: card_of(
                step,
                names,
                show,
                marks.get(step.code),
                room=LONG_NAME_ROOM if len(step.name) > LONG_NAME else NAME_ROOM,
            )
            for step in self.reading.steps
        }
        self.labels = {
            unit: wrap(names.get(unit, unit), SMALL_SIZE, LABEL_ROOM) for unit in self.grid.units
        }
        self._set_rows()
        self._route()
        self._set_columns()

    def _set_rows(self) -> None:
        """Stack rows and corridors; the corridor between two lanes belongs to the upper one."""
        grid, loads = self.grid, corridor_loads(self.passages, self.grid)
        self.row_height = [
            max(self.cards[code].height for code, at in grid.row.items() if at == row)
            for row in range(grid.rows)
        ]
        ends = {rows.stop for rows in grid.rows_of.values()}
        self.row_top: list[float] = []
        self.corridor_top: list[float] = []
        self.lane_bottom: list[float] = []
        y = 0.0
        for row in range(grid.rows + 1):
            self.corridor_top.append(y)
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

    def _middle(self, row: int) -> float:
        return self.row_top[row] + self.row_height[row] / 2

    def _passage_y(self, passage: Passage) -> float:
        if passage.track is None:
            return self._middle(passage.line)
        return self.corridor_top[passage.line] + CORRIDOR + passage.track * CORRIDOR_TRACK

    def _route(self) -> None:
        """Route gutter after gutter from the left, since a moved passage stays moved."""
        grid = self.grid
        out = {code: Port(code, self._middle(row), is_box=True) for code, row in grid.row.items()}
        into = {code: Port(code, self._middle(row), is_box=True) for code, row in grid.row.items()}
        across = {
            arrow: Port("→".join(arrow), self._passage_y(passage), is_box=False)
            for arrow, passage in self.passages.items()
        }
        self.gutters: list[list[Trunk]] = []
        self.ways: dict[Arrow, list[Wire]] = {arrow: [] for arrow in self.reading.arrows}
        for column in range(grid.columns - 1):
            here = []
            for arrow, way in self.ways.items():
                source, target = arrow
                starts, ends = grid.column[source] == column, grid.column[target] == column + 1
                if starts or ends:
                    left = out[source] if starts else across[arrow]
                    right = into[target] if ends else across[arrow]
                    way.append(Wire(left, right))
                    here.append(way[-1])
            self.gutters.append(route(here))

    def _set_columns(self) -> None:
        """Give columns and gutters their widths, then spread what is left up to a known width."""
        grid = self.grid
        label = max(
            text_width(line, SMALL_SIZE) for lines in self.labels.values() for line in lines
        )
        self.label_width = ceil(label + 2 * LABEL_PADDING)
        widths = [
            ceil(max(self.cards[code].width for code, at in grid.column.items() if at == column))
            for column in range(grid.columns)
        ]
        gutters = [GUTTER + TRACK * max(t.track for t in trunks) for trunks in self.gutters]
        needed = self.label_width + 2 * EDGE_SPACE + sum(widths) + sum(gutters)
        self.width = next((width for width in WIDTHS if width >= needed), needed)
        spare = (self.width - needed) // (2 * len(gutters) + 2)
        gutters = [gutter + 2 * spare for gutter in gutters]
        steps = [width + gutter for width, gutter in zip(widths, [*gutters, 0.0], strict=True)]
        start = self.label_width + EDGE_SPACE + spare
        self.column_x = list(accumulate(steps[:-1], initial=start))
        self.column_width = widths
        self.gutter_width = gutters

    def _track_x(self, gutter: int, trunk: Trunk) -> float:
        trunks = self.gutters[gutter]
        bundle = TRACK * max(each.track for each in trunks)
        left = self.column_x[gutter] + self.column_width[gutter]
        # A little left of the middle, so that the arrow head has its own straight piece.
        return left + (self.gutter_width[gutter] - bundle) / 2 - 3 + TRACK * trunk.track

    def _points(self, arrow: Arrow) -> tuple[Point, ...]:
        source, target = arrow
        first, last = self.grid.column[source], self.grid.column[target]
        points = [(self.column_x[first] + self.column_width[first], self.ways[arrow][0].left.y)]
        gutters = [first] if last == first + 1 else [first, last - 1]
        for gutter, wire in zip(gutters, self.ways[arrow], strict=True):
            trunk = next(t for t in self.gutters[gutter] if any(w is wire for w in t.wires))
            x = self._track_x(gutter, trunk)
            points += [(x, wire.left.y), (x, wire.right.y)]
        points.append((self.column_x[last], self.ways[arrow][-1].right.y))
        return straighten([(round(x, 1), round(y, 1)) for x, y in points])

    def boxes(self) -> tuple[Box, ...]:
        """Set every step into its cell."""
        result = []
        for number, step in enumerate(self.reading.steps, start=1):
            column, row = self.grid.column[step.code], self.grid.row[step.code]
            x, width = self.column_x[column], self.column_width[column]
            lines, icon = self.cards[step.code].lines(
                x + width / 2, self.row_top[row], self.row_height[row]
            )
            mark = self.marks.get(step.code)
            result.append(
                Box(
                    code=step.code,
                    number=number,
                    kind=step.kind,
                    title=step.name,
                    x=x,
                    y=self.row_top[row],
                    width=width,
                    height=self.row_height[row],
                    lines=lines,
                    badge=(x, self.row_top[row]),
                    is_optional=step.when is not None,
                    state=mark.state if mark else None,
                    icon=icon,
                )
            )
        return tuple(result)

    def edges(self) -> tuple[Edge, ...]:
        """Draw every arrow."""
        return draw_edges(self.reading.arrows, self._points, self.marks)

    def lanes(self) -> tuple[Lane, ...]:
        """Draw the rows of every unit with its name."""
        result = []
        top = 0.0
        for number, unit in enumerate(self.grid.units):
            bottom = self.lane_bottom[number]
            lines = self.labels[unit]
            first = (top + bottom) / 2 - len(lines) * LINE_HEIGHT / 2 + 15
            texts = (
                Line(LABEL_PADDING, first + place * LINE_HEIGHT, text, "unit")
                for place, text in enumerate(lines)
            )
            result.append(
                Lane(top, bottom - top, self.label_width, tuple(texts), is_odd=number % 2 == 0)
            )
            top = bottom
        return tuple(result)


def layout(
    procedure: Procedure,
    unit_names: Mapping[str, str],
    *,
    show: Show = Show.PUBLIC,
    marks: Mapping[str, Mark] | None = None,
) -> Drawing:
    """Lay out the wide chart; `unit_names` may name posts too."""
    chart = _Layout(procedure, unit_names, show, marks or {})
    return Drawing(
        width=chart.width,
        height=chart.height,
        boxes=chart.boxes(),
        edges=chart.edges(),
        lanes=chart.lanes(),
        description=tuple(describe(procedure, unit_names, show=show, marks=marks)),
    )
