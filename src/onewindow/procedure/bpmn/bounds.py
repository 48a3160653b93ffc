"""Rectangles, sizes and labels of BPMN shapes."""

from dataclasses import dataclass
from math import sqrt

from onewindow.procedure.bpmn.flow import Node, NodeKind
from onewindow.procedure.drawing import Point
from onewindow.procedure.wording import text_width, wrap

# The sizes that BPMN editors draw.
SIZES = {
    NodeKind.START: (36.0, 36.0),
    NodeKind.TASK: (120.0, 80.0),
    NodeKind.PARALLEL: (50.0, 50.0),
    NodeKind.EXCLUSIVE: (50.0, 50.0),
    NodeKind.END: (36.0, 36.0),
}
LABEL_SIZE = 12.0
LABEL_LINE = 14.0
LABEL_ROOM = 108.0
LABEL_GAP = 4.0
# Fonts differ: an editor should not need another line.
SLACK = 6.0


@dataclass(frozen=True)
class Bounds:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(cls, x: float, y: float, size: tuple[float, float]) -> "Bounds":
        """Return the rectangle of a size around a point."""
        return cls(round(x - size[0] / 2, 1), round(y - size[1] / 2, 1), *size)

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> float:
        """The x of the middle."""
        return self.x + self.width / 2

    @property
    def middle(self) -> float:
        """The y of the middle."""
        return self.y + self.height / 2


def size_of(node: Node) -> tuple[float, float]:
    """Return width and height of a node's shape."""
    return SIZES[node.kind]


def label_width(text: str) -> float:
    """Return the room a line of a label takes."""
    return text_width(text, LABEL_SIZE) + SLACK


def label_lines(node: Node) -> tuple[str, ...]:
    """Break what stands beside a shape into at most three lines; a task's name stands inside."""
    if not node.name or node.kind is NodeKind.TASK:
        return ()
    return wrap(node.name, LABEL_SIZE, LABEL_ROOM, 3)


def label_of(node: Node) -> str:
    """Return the name that a diagram shows."""
    return node.name if node.kind is NodeKind.TASK else "".join(label_lines(node))


def label_below(node: Node, shape: Bounds | None = None) -> Bounds:
    """Return where the label of a node stands: centred under its shape."""
    lines = label_lines(node)
    at = shape or Bounds(0, 0, *size_of(node))
    width = max((label_width(line) for line in lines), default=0.0)
    height = LABEL_GAP + LABEL_LINE * len(lines) if lines else 0.0
    return Bounds(round(at.centre - width / 2, 1), at.bottom + LABEL_GAP, width, height)


def dock_right(node: Node, shape: Bounds, y: float) -> Point:
    """Return the point on the right outline at a height."""
    return round(shape.right - _inset(node, shape, y), 1), y


def dock_left(node: Node, shape: Bounds, y: float) -> Point:
    """Return the point on the left outline at a height."""
    return round(shape.x + _inset(node, shape, y), 1), y


def _inset(node: Node, shape: Bounds, y: float) -> float:
    """Measure how far the outline of a diamond or circle lies inside its box at a height."""
    away = abs(shape.middle - y)
    if node.kind in {NodeKind.PARALLEL, NodeKind.EXCLUSIVE}:
        return away
    if node.kind in {NodeKind.START, NodeKind.END}:
        radius = shape.width / 2
        return radius - sqrt(max(0.0, radius**2 - away**2))
    return 0.0
