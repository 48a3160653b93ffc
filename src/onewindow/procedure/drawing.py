"""A flow chart as geometry, in pixels from the top left corner: all that a template needs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from onewindow.procedure.step import StepKind

CORNER = 6.0

Point = tuple[float, float]


class Show(StrEnum):
    """For whom a chart is drawn: the internal one also names the post of every step."""

    PUBLIC = "public"
    INTERNAL = "internal"


class StepState(StrEnum):
    """How far a step of a running case has come."""

    DONE = "done"
    NOW = "now"
    WAITING = "waiting"
    LATE = "late"
    PRUNED = "pruned"


class Difference(StrEnum):
    """What became of a step from one version of a procedure to the next."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


State = StepState | Difference

STATE_WORDS: Mapping[State, str] = {
    StepState.DONE: "已完成",
    StepState.NOW: "办理中",
    StepState.WAITING: "未开始",
    StepState.LATE: "已超期",
    StepState.PRUNED: "不需要",
    Difference.ADDED: "新增",
    Difference.REMOVED: "取消",
    Difference.CHANGED: "有改动",
    Difference.MOVED: "顺序调整",
}


@dataclass(frozen=True)
class Mark:
    """The state of one step, with words that replace the usual ones (for example a date)."""

    state: State
    text: str = ""

    @property
    def words(self) -> str:
        """What the chart writes for this state."""
        return self.text or STATE_WORDS[self.state]


@dataclass(frozen=True)
class Line:
    """One line of text; `y` is the baseline, `role` names its style."""

    x: float
    y: float
    text: str
    role: str = "name"


@dataclass(frozen=True)
class Lane:
    """The row of one unit."""

    y: float
    height: float
    label_width: float
    lines: tuple[Line, ...]
    is_odd: bool

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Box:
    """One step. `number` (drawn at `badge`) is its place in the reading order."""

    code: str
    number: int
    kind: StepKind
    title: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    is_optional: bool = False
    badge: Point = (0.0, 0.0)
    state: State | None = None
    icon: Point | None = None

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    @property
    def badge_baseline(self) -> float:
        """The y on which the number stands in its badge."""
        return self.badge[1] + 5


@dataclass(frozen=True)
class Edge:
    """An arrow from one step to the next along horizontal and vertical lines."""

    source: str
    target: str
    points: tuple[Point, ...]
    is_passed: bool = False
    is_skipped: bool = False
    change: Difference | None = None

    @property
    def look(self) -> str:
        """Name the style of the line: passed, skipped, added, removed, or nothing special."""
        if self.change is not None:
            return self.change.value
        return "skipped" if self.is_skipped else "passed" if self.is_passed else ""

    @property
    def path(self) -> str:
        """The SVG path with rounded corners."""
        parts = [f"M{_at(self.points[0])}"]
        for before, corner, after in zip(
            self.points, self.points[1:], self.points[2:], strict=False
        ):
            near, far = _towards(corner, before), _towards(corner, after)
            parts.append(f"L{_at(near)}Q{_at(corner)} {_at(far)}")
        parts.append(f"L{_at(self.points[-1])}")
        return "".join(parts)


@dataclass(frozen=True)
class Drawing:
    """A whole chart; `title` and `description` are its text alternative."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    lanes: tuple[Lane, ...] = ()
    labels: tuple[Line, ...] = ()
    description: tuple[str, ...] = ()

    @property
    def inner_width(self) -> float:
        """The width of a frame drawn half a pixel inside."""
        return self.width - 1

    @property
    def inner_height(self) -> float:
        """The height of a frame drawn half a pixel inside."""
        return self.height - 1


def draw_edges(
    arrows: Iterable[tuple[str, str]],
    points: Callable[[tuple[str, str]], tuple[Point, ...]],
    marks: Mapping[str, Mark],
    changes: Mapping[tuple[str, str], Difference],
) -> tuple[Edge, ...]:
    """Draw arrows in their states, passed ones first: a join then shows what it waits for.

    What changed from one version to the next is drawn last, on top.
    """
    states = {code: mark.state for code, mark in marks.items()}
    edges = [
        Edge(
            source,
            target,
            points((source, target)),
            is_passed=states.get(source) is StepState.DONE,
            is_skipped=StepState.PRUNED in {states.get(source), states.get(target)},
            change=changes.get((source, target)),
        )
        for source, target in arrows
    ]
    return tuple(
        sorted(edges, key=lambda e: (e.change is not None, not e.is_skipped, not e.is_passed))
    )


def straighten(points: list[Point]) -> tuple[Point, ...]:
    """Drop repeated points and those in the middle of a straight line."""
    result: list[Point] = []
    for point in points:
        if result and point == result[-1]:
            continue
        if len(result) > 1 and (
            result[-2][0] == result[-1][0] == point[0] or result[-2][1] == result[-1][1] == point[1]
        ):
            result.pop()
        result.append(point)
    return tuple(result)


def _towards(corner: Point, other: Point) -> Point:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = abs(dx) + abs(dy)
    step = min(CORNER, length / 2) / length
    return corner[0] + dx * step, corner[1] + dy * step


def _at(point: Point) -> str:
    return f"{point[0]:g},{point[1]:g}"
