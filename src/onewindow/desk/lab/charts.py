"""Charts as SVG geometry: they stand on a phone, on paper, and without scripts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil

from django.utils.translation import gettext as _

from onewindow.procedure.wording import text_width

WIDTH, HEIGHT = 340.0, 200.0
TOP, FOOT, SIDE = 34.0, 28.0, 14.0
TICKS = 5
LABEL = 60.0


@dataclass(frozen=True)
class Tick:
    """A mark on the axis."""

    x: float
    text: str


@dataclass(frozen=True)
class Mark:
    """A vertical line with words; `anchor` keeps them inside, `y` apart."""

    x: float
    y: float
    text: str
    anchor: str
    kind: str

    @property
    def text_x(self) -> float:
        """Where the words begin or end."""
        return self.x + (6 if self.anchor == "start" else -6)


@dataclass(frozen=True)
class Hill:
    """How many cases took how long, as an area."""

    kind: str
    area: str
    line: str


@dataclass(frozen=True)
class Distribution:
    """One or two hills over the same axis of working days."""

    hills: tuple[Hill, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    width: float = WIDTH
    height: float = HEIGHT
    ground: float = HEIGHT - FOOT
    baseline: float = HEIGHT - 8
    right: float = WIDTH - SIDE
    left: float = SIDE


@dataclass(frozen=True)
class Days:
    """Shares of cases by working days, `step` days apart, with the median."""

    kind: str
    shares: Sequence[float]
    step: float
    median: float
    said: str


def promise_words(days: int) -> str:
    """Say a promise beside times that run from the application: it runs from the acceptance."""
    return _("承诺 %(n)s 日，从受理起") % {"n": days}


@dataclass(frozen=True)
class Limit:
    """A limit to draw as a line."""

    days: float
    said: str


def distribution(found: Sequence[Days], limits: Sequence[Limit] = ()) -> Distribution:
    """Draw shares of cases over working days, each with its median, and limits."""
    longest = max(
        [*(_reach(each) for each in found), *(limit.days * 1.08 for limit in limits), 1.0]
    )
    step = next(each for each in (1, 2, 3, 5, 10, 20, 50, 100) if longest / each <= TICKS + 1)
    top = max((max(each.shares, default=0.0) / each.step for each in found), default=1.0) or 1.0

    def x_of(days: float) -> float:
        return round(SIDE + (WIDTH - 2 * SIDE) * min(days / longest, 1.0), 1)

    hills = tuple(_hill(each, x_of, top) for each in found)
    marks = [
        *((each.median, each.said, each.kind) for each in found),
        *((limit.days, limit.said, "limit") for limit in limits),
    ]
    return Distribution(
        hills,
        tuple(_mark(place, x_of(days), said, kind) for place, (days, said, kind) in
              enumerate(sorted(marks))),
        tuple(Tick(x_of(days), f"{days}") for days in range(0, int(longest) + 1, step)),
    )  # fmt: skip


def _mark(place: int, x: float, said: str, kind: str) -> Mark:
    anchor = "end" if x > WIDTH * 0.7 else "start"
    return Mark(x, 14.0 + 18 * (place % 3), said, anchor, kind)


def _reach(days: Days) -> float:
    """Return the days within which 99 in a hundred are done."""
    total, reached = sum(days.shares) or 1.0, 0.0
    for place, share in enumerate(days.shares, 1):
        reached += share
        if reached >= 0.99 * total:
            return place * days.step
    return len(days.shares) * days.step


def _hill(days: Days, x_of: Callable[[float], float], top: float) -> Hill:
    ground, room = HEIGHT - FOOT, HEIGHT - FOOT - TOP - 26
    smooth = _smoothed(days.shares)
    points = [(x_of(0.0), ground)]
    points += [
        (x_of((place + 0.5) * days.step), round(ground - room * share / days.step / top, 1))
        for place, share in enumerate(smooth)
        if (place + 0.5) * days.step <= _reach(days) * 1.05
    ]
    points.append((points[-1][0], ground))
    path = "M" + "L".join(f"{x:g},{y:g}" for x, y in points)
    return Hill(days.kind, f"{path}Z", path)


def _smoothed(shares: Sequence[float]) -> list[float]:
    """Take the middle of each three, so that a hill is no saw."""
    padded = [shares[0], *shares, shares[-1]] if shares else []
    return [(a + 2 * b + c) / 4 for a, b, c in zip(padded, padded[1:], padded[2:], strict=False)]


@dataclass(frozen=True)
class Bar:
    """One bar of a row of bars; `value` as it is said."""

    label: str
    value: str
    share: float
    note: str = ""
    is_worst: bool = False

    @property
    def of_hundred(self) -> int:
        """Its length for a progress element."""
        return max(1, round(100 * self.share)) if self.share > 0 else 0


@dataclass(frozen=True)
class Column:
    """One column of a small column chart."""

    x: float
    y: float
    width: float
    height: float
    label: str
    title: str

    @property
    def middle(self) -> float:
        """The x of its label."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Columns:
    """Columns side by side, such as arrivals by hour."""

    columns: tuple[Column, ...]
    width: float = WIDTH
    height: float = 130.0
    ground: float = field(default=104.0)


def columns(values: Sequence[tuple[str, float]], *, unit: str = "") -> Columns:
    """Draw values as columns; as many get a label as there is room for."""
    most = max((value for _label, value in values), default=0) or 1
    room = (WIDTH - 2 * SIDE) / max(1, len(values))
    every = ceil(text_width(max((label for label, _ in values), key=len, default=""), 14) / room)
    drawn = []
    for place, (label, value) in enumerate(values):
        height = round(92 * value / most, 1)
        shown = label if place % max(every, 1) == 0 else ""
        drawn.append(
            Column(
                round(SIDE + room * place + room * 0.12, 1), 104 - height, round(room * 0.76, 1),
                height, shown, f"{label} {value:g}{unit}",
            )
        )  # fmt: skip
    return Columns(tuple(drawn))
