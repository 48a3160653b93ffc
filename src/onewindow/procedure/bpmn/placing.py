"""Where the nodes of a BPMN diagram stand.

The gateways of a step stand beside it in one block; blocks have the lanes, columns and lines of our
own wide chart.
"""

from dataclasses import dataclass, field
from functools import cached_property

from onewindow.procedure.bpmn.bounds import (
    LABEL_LINE,
    Bounds,
    dock_left,
    dock_right,
    label_below,
    label_lines,
    label_width,
    size_of,
)
from onewindow.procedure.bpmn.flow import END, Flow, FlowGraph, Node, NodeKind, lanes
from onewindow.procedure.drawing import Point
from onewindow.procedure.raster import Raster

MARGIN = 20.0
BAND = 30.0
EDGE_SPACE = 24.0
GUTTER = 40.0
GAP = 32.0
DETOUR = 16.0
BETWEEN_ENDS = 96.0


@dataclass
class Placed:
    """The whole diagram; labels are those that stand beside their node or flow."""

    pool: Bounds
    lanes: dict[str, Bounds] = field(default_factory=dict)
    shapes: dict[str, Bounds] = field(default_factory=dict)
    labels: dict[str, Bounds] = field(default_factory=dict)
    edges: dict[str, tuple[Point, ...]] = field(default_factory=dict)


def place(graph: FlowGraph) -> Placed:
    """Lay the diagram out."""
    return _Placing(graph).placed


class _Placing:
    def __init__(self, graph: FlowGraph) -> None:
        self.graph = graph
        self.block = {node.id: node.block for node in graph.nodes}
        self.nodes = {node.id: node for node in graph.nodes}
        self.raster = Raster(
            self._needs(),
            {block: nodes[0].unit for block, nodes in graph.blocks.items()},
            {block: _room(nodes) for block, nodes in graph.blocks.items()},
            gutter=GUTTER,
        )
        self.raster.place(MARGIN + 2 * BAND + EDGE_SPACE)
        width = 2 * (BAND + EDGE_SPACE) + self.raster.width
        self.placed = Placed(Bounds(MARGIN, MARGIN, width, self.raster.height))
        self._place_lanes()
        for block, nodes in graph.blocks.items():
            self._place_block(block, nodes)
        for flow in graph.flows:
            self._place_flow(flow)

    def _needs(self) -> dict[str, tuple[str, ...]]:
        needs: dict[str, tuple[str, ...]] = dict.fromkeys(self.graph.blocks, ())
        for flow in self._between_blocks:
            needs[self.block[flow.target]] += (self.block[flow.source],)
        return needs

    @cached_property
    def _between_blocks(self) -> list[Flow]:
        return [
            flow for flow in self.graph.flows if self.block[flow.source] != self.block[flow.target]
        ]

    def _place_lanes(self) -> None:
        pool, top = self.placed.pool, 0.0
        for (unit, _), bottom in zip(lanes(self.graph), self.raster.lane_bottom, strict=True):
            bounds = Bounds(pool.x + BAND, top + MARGIN, pool.width - BAND, bottom - top)
            self.placed.lanes[unit] = bounds
            top = bottom

    def _place_block(self, block: str, nodes: list[Node]) -> None:
        """Set the nodes beside each other on the middle line; two ends above each other."""
        left, _, width, _ = self.raster.cell(block)
        middle = self.raster.middle(block) + MARGIN
        x = left + (width - _room(nodes)[0]) / 2
        for column in _columns(nodes):
            wide = max(_width(node) for node in column)
            y = middle - BETWEEN_ENDS / 2 * (len(column) - 1)
            for node in column:
                shape = Bounds.around(x + wide / 2, y, size_of(node))
                self.placed.shapes[node.id] = shape
                self._label(node, shape)
                y += BETWEEN_ENDS
            x += wide + GAP

    def _label(self, node: Node, shape: Bounds) -> None:
        if not label_lines(node):
            return
        below = label_below(node, shape)
        if self._has_ends(node):
            # Its two ways leave above and below.
            below = Bounds(
                shape.right + 4, shape.middle - LABEL_LINE / 2, below.width, below.height
            )
        self.placed.labels[node.id] = below

    def _has_ends(self, node: Node) -> bool:
        return any(self.nodes[flow.target].kind is NodeKind.END for flow in self.graph.out_of(node))

    def _place_flow(self, flow: Flow) -> None:
        source, target = self.nodes[flow.source], self.nodes[flow.target]
        if flow in self._between_blocks:
            arrow = (source.block, target.block)
            points = [(x, round(y + MARGIN, 1)) for x, y in self.raster.points(arrow)]
            points[0] = dock_right(source, self.placed.shapes[source.id], points[0][1])
            points[-1] = dock_left(target, self.placed.shapes[target.id], points[-1][1])
        else:
            points = self._inside(flow, source, target)
        self.placed.edges[flow.id] = tuple(points)
        if flow.name:
            self.placed.labels[flow.id] = self._word(flow, points)

    def _inside(self, flow: Flow, source: Node, target: Node) -> list[Point]:
        start, end = self.placed.shapes[source.id], self.placed.shapes[target.id]
        if target.kind is NodeKind.END:
            edge = start.y if end.middle < start.middle else start.bottom
            return [(start.centre, edge), (start.centre, end.middle), (end.x, end.middle)]
        if flow.is_default:
            task = next(n for n in self.graph.blocks[source.block] if n.kind is NodeKind.TASK)
            y = self.placed.shapes[task.id].y - DETOUR
            return [
                (start.centre, start.y),
                (start.centre, y),
                (end.centre, y),
                (end.centre, end.y),
            ]
        return [(start.right, start.middle), (end.x, end.middle)]

    def _word(self, flow: Flow, points: list[Point]) -> Bounds:
        """Put the word over the first level piece of a flow."""
        width = label_width(flow.name)
        (x, y), shift = (points[0], 3.0) if len(points) == 2 else (points[1], 8.0)
        return Bounds(x + shift, y - LABEL_LINE - 2, width, LABEL_LINE)


def _columns(nodes: list[Node]) -> list[list[Node]]:
    ends = [node for node in nodes if node.kind is NodeKind.END]
    others = [[node] for node in nodes if node.kind is not NodeKind.END]
    return [*others, ends] if ends else others


def _width(node: Node) -> float:
    width = size_of(node)[0]
    return max([width, *(label_width(line) for line in label_lines(node))])


def _room(nodes: list[Node]) -> tuple[float, float]:
    columns = _columns(nodes)
    width = sum(max(_width(node) for node in column) for column in columns)
    # As much above the middle line as below it.
    heights = [size_of(node)[1] + 2 * label_below(node).height for node in nodes]
    if any(node.kind is NodeKind.EXCLUSIVE for node in nodes) and nodes[0].block != END:
        heights.append(80.0 + 2 * (DETOUR + LABEL_LINE + 2))
    if nodes[0].block == END:
        heights.append(BETWEEN_ENDS + max(heights))
    return width + GAP * (len(columns) - 1), max(heights)
