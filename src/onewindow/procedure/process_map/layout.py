"""Lay a process map out: boxes in lanes, arrows between them, words on the arrows."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import accumulate

from onewindow.procedure.drawing import Line
from onewindow.procedure.process_map.drawing import (
    HEAD,
    Arrow,
    MapBox,
    MapDrawing,
    MapLane,
    Wait,
)
from onewindow.procedure.process_map.grid import LINE, SMALL_SIZE, Card, Grid, days_words, grid_of
from onewindow.procedure.process_map.lines import Curve
from onewindow.procedure.process_map.paths import Path, Paths
from onewindow.procedure.process_map.pills import place_pills
from onewindow.procedure.process_map.routes import Route, routes_of, tracks_of
from onewindow.procedure.process_map.telling import tell
from onewindow.procedure.wording import text_width, wrap

GAP = 36.0
SIDE = 7.0
TRACK = 14.0
NARROWEST = 160.0
HEAD_PADDING = 12.0
LABEL_ROOM = 98.0
PORT = 18.0
THIN, THICK = 1.6, 8.0


def draw(paths: Paths, unit_names: Mapping[str, str]) -> MapDrawing:
    """Draw a map; `unit_names` names the lanes, in which a unit without a name is its code."""
    if not paths.nodes:
        return MapDrawing(0, 0, 0, (), (), (), ())
    return _Layout(paths, unit_names).drawing()


class _Layout:
    def __init__(self, paths: Paths, names: Mapping[str, str]) -> None:
        self.paths, self.names = paths, names
        self.grid: Grid = grid_of(paths)
        self.routes = routes_of(self.grid, paths.paths)
        self.labels = [
            wrap(names.get(unit, unit) or "未写明单位", SMALL_SIZE, LABEL_ROOM)
            for unit in self.grid.lanes
        ]
        self._set_columns()
        self._set_rows()
        self.boxes = {name: self._box(card) for name, card in self.grid.cards.items()}

    def _set_columns(self) -> None:
        """Rail, lane, rail, lane … from the left."""
        lanes = range(len(self.grid.lanes))
        self.rail_room = [
            TRACK * tracks_of(self.routes, rail) for rail in range(len(self.grid.lanes) + 1)
        ]
        self.lane_room = [
            max(
                self.grid.room_of_lane(lane),
                *(text_width(line, SMALL_SIZE) for line in self.labels[lane]),
            )
            + 2 * SIDE
            for lane in lanes
        ]
        widths = [each for lane in lanes for each in (self.rail_room[lane], self.lane_room[lane])]
        edges = list(accumulate([*widths, self.rail_room[-1]], initial=0.0))
        self.rail_x = edges[0:-1:2]
        self.lane_x = edges[1:-1:2]
        # Not narrower than the words of an arrow.
        self.width = max(edges[-1], NARROWEST)

    def _set_rows(self) -> None:
        self.head = HEAD_PADDING * 2 + LINE * max(len(lines) for lines in self.labels)
        heights = [self.grid.height_of_row(row) for row in range(self.grid.rows)]
        self.row_top = list(
            accumulate((height + GAP for height in heights[:-1]), initial=self.head + GAP / 2)
        )
        self.row_height = heights
        self.height = self.row_top[-1] + heights[-1] + GAP / 2

    def _box(self, card: Card) -> MapBox:
        name = card.node.name
        lane, row = self.grid.lane[name], self.grid.row[name]
        middle = self.lane_x[lane] + self.lane_room[lane] / 2 + self.grid.offset[name]
        y = self.row_top[row] + (self.row_height[row] - card.height) / 2
        lines = [Line(middle, y + 5 + LINE * at + 14, text) for at, text in enumerate(card.name)]
        if card.note:
            lines.append(Line(middle, y + 5 + LINE * len(card.name) + 13, card.note, "small"))
        x = middle - card.width / 2
        title = f"{name}：{card.node.count:,} 次"
        return MapBox(name, x, y, card.width, card.height, tuple(lines), title)

    def _lanes(self) -> tuple[MapLane, ...]:
        result = []
        for lane, lines in enumerate(self.labels):
            left = self.rail_x[lane] + self.rail_room[lane] / 2 if lane else 0.0
            right = self.rail_x[lane + 1] + self.rail_room[lane + 1] / 2
            right = self.width if lane + 1 == len(self.labels) else right
            middle = self.lane_x[lane] + self.lane_room[lane] / 2
            texts = (
                Line(middle, HEAD_PADDING + LINE * at + 15, text, "unit")
                for at, text in enumerate(lines)
            )
            result.append(MapLane(left, right - left, tuple(texts), is_odd=lane % 2 == 0))
        return tuple(result)

    def _rail(self, route: Route) -> float:
        return self.rail_x[route.rail] + TRACK * (route.track + 0.5)

    def _ports(self) -> tuple[dict[Path, float], dict[Path, float]]:
        """Spread the arrows along the edges of their boxes, in the order of where they lead."""
        out: defaultdict[str, list[tuple[float, Path]]] = defaultdict(list)
        into: defaultdict[str, list[tuple[float, Path]]] = defaultdict(list)
        for route in self.routes:
            source, target = (self.boxes[name] for name in route.path.link)
            rail = self._rail(route)
            towards = rail if route.way == "rail" else target.middle
            if not route.is_back:
                out[source.name].append((towards, route.path))
            comes = rail if route.way == "rail" else source.middle
            into[target.name].append((comes, route.path))
        return self._spread(out), self._spread(into)

    def _spread(self, at: Mapping[str, list[tuple[float, Path]]]) -> dict[Path, float]:
        result = {}
        for name, towards in at.items():
            box = self.boxes[name]
            step = min(PORT, (box.width - 16) / max(1, len(towards) - 1))
            ordered = sorted(towards, key=lambda each: (each[0], each[1].link))
            for place, (_, path) in enumerate(ordered):
                result[path] = box.middle + step * (place - (len(ordered) - 1) / 2)
        return result

    def _curves(self) -> dict[Path, Curve]:
        out, into = self._ports()
        curves = {}
        for route in self.routes:
            source, target = (self.boxes[name] for name in route.path.link)
            end = (into[route.path], target.y - HEAD)
            above = self.row_top[self.grid.row[target.name]] - GAP * 0.85
            if route.is_back:
                y = source.y + source.height / 2
                start = (source.right if route.leaves_right else source.x, y)
                curves[route.path] = Curve.back(start, self._rail(route), above, end)
                continue
            start = (out[route.path], source.bottom)
            row = self.grid.row[source.name]
            below = self.row_top[row] + self.row_height[row] + GAP * 0.9
            x = {"source": start[0], "target": end[0]}.get(route.way, self._rail(route))
            curves[route.path] = (
                Curve.direct(start, end)
                if route.way == "direct"
                else Curve.along(start, x, (below, above), end)
            )
        return curves

    def drawing(self) -> MapDrawing:
        """Put everything together; words only where they cover no box and no other words."""
        curves = self._curves()
        most = max((path.count for path in self.paths.paths), default=1)
        waits = [path.days for path in self.paths.paths if path.days is not None]
        worst = max((days for days in waits if days >= 1), default=None)
        words = {route.path: _words(route) for route in self.routes}
        pills = place_pills(curves, words, tuple(self.boxes.values()), (self.width, self.head))
        arrows = [
            Arrow(
                route.path.source, route.path.target, curves[route.path].path,
                curves[route.path].points, _width(route.path.count / most),
                Wait.of(route.path.days), route.is_back,
                is_worst=worst is not None and route.path.days == worst and not route.is_back,
                title=_title(route.path), pill=pills.get(route.path),
            )
            for route in self.routes
        ]  # fmt: skip
        return MapDrawing(
            self.width, self.height, self.head, self._lanes(), tuple(self.boxes.values()),
            tuple(reversed(arrows)), tell(self.paths, self.grid, self.names),
        )  # fmt: skip


def _width(share: float) -> float:
    return round(THIN + (THICK - THIN) * share, 1)


def _words(route: Route) -> str:
    if route.is_back:
        return f"返回 {route.path.count:,} 件"
    if route.path.days is None or route.path.days < 0.05:
        return ""
    return f"等 {days_words(route.path.days)}"


def _title(path: Path) -> str:
    waits = "" if path.days is None else f"，一半的办件等 {days_words(path.days)}以上"
    return f"{path.source} → {path.target}：{path.count:,} 次{waits}"
