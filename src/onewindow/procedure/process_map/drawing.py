"""A process map as geometry, in pixels from the top left corner: all that a template needs."""

from dataclasses import dataclass
from enum import StrEnum

from onewindow.procedure.drawing import Line, Point

# The length of an arrow's head; every arrow comes in from above.
HEAD = 9.0


class Wait(StrEnum):
    """How long cases wait on a path, for colour, dash and legend alike."""

    SHORT = "short"
    SOME = "some"
    LONG = "long"

    @classmethod
    def of(cls, days: float | None) -> "Wait":
        """Sort a wait in working days: under 1, up to 3, over 3."""
        if days is None or days < 1:
            return cls.SHORT
        return cls.SOME if days <= 3 else cls.LONG


@dataclass(frozen=True)
class MapLane:
    """The column of one unit."""

    x: float
    width: float
    lines: tuple[Line, ...]
    is_odd: bool


@dataclass(frozen=True)
class MapBox:
    """One activity."""

    name: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    title: str

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Pill:
    """The words on a path, in a frame of their own; `x` and `y` are its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    text: str

    @property
    def middle(self) -> Point:
        """Where its text is centred, on the baseline."""
        return self.x + self.width / 2, self.y + self.height - 6


@dataclass(frozen=True)
class Arrow:
    """A path from activity to activity; `path` is SVG, `width` says how frequent it is."""

    source: str
    target: str
    path: str
    points: tuple[Point, ...]
    width: float
    wait: Wait
    is_back: bool
    is_worst: bool
    title: str
    pill: Pill | None = None

    @property
    def head(self) -> str:
        """The corners of its head, for an SVG polygon."""
        x, y = self.points[-1]
        half = max(5.0, self.width * 0.8)
        return f"{x - half:.1f},{y:.1f} {x + half:.1f},{y:.1f} {x:.1f},{y + HEAD:.1f}"


@dataclass(frozen=True)
class MapDrawing:
    """A whole map; `description` tells it in words."""

    width: float
    height: float
    head: float
    lanes: tuple[MapLane, ...]
    boxes: tuple[MapBox, ...]
    arrows: tuple[Arrow, ...]
    description: tuple[str, ...]
