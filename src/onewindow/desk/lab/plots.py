"""More charts as SVG geometry: stacked bars, and a week as a grid of hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from onewindow.desk.lab.charts import SIDE, WIDTH
from onewindow.procedure.wording import text_width, wrap

LINE = 44.0
BAR = 14.0
SIZE = 14.0
SHADES = 5
CELL = 20.0
DAY_LABEL = 32.0


@dataclass(frozen=True)
class Piece:
    """One part of a bar; `kind` gives it colour and pattern."""

    kind: str
    x: float
    width: float
    title: str


@dataclass(frozen=True)
class Stack:
    """A bar of several parts below its name and its value."""

    label: str
    value: str
    y: float
    pieces: tuple[Piece, ...]

    @property
    def text_y(self) -> float:
        """The baseline of its words."""
        return self.y - 6


@dataclass(frozen=True)
class Stacks:
    """Bars below one another, all measured by the longest."""

    stacks: tuple[Stack, ...]
    height: float
    width: float = WIDTH
    right: float = WIDTH
    bar: float = BAR


@dataclass(frozen=True)
class Parts:
    """What a bar shows: its amounts by kind, each with the words for it."""

    label: str
    value: str
    amounts: Mapping[str, tuple[float, str]]

    @property
    def total(self) -> float:
        """The whole bar."""
        return sum(amount for amount, _said in self.amounts.values())


def stacks(found: Sequence[Parts], *, is_share: bool = False) -> Stacks:
    """Draw bars of parts; with `is_share` every bar is as long as the paper is wide."""
    longest = max((each.total for each in found), default=0.0) or 1.0
    drawn = []
    for place, each in enumerate(found):
        scale = WIDTH / ((each.total or 1.0) if is_share else longest)
        room = WIDTH - text_width(each.value, SIZE) - 12
        label = wrap(each.label, SIZE, room, most_lines=1)[0]
        pieces, x = [], 0.0
        for kind, (amount, said) in each.amounts.items():
            if amount > 0:
                width = amount * scale
                pieces.append(Piece(kind, round(x, 1), round(max(width, 1.0), 1), said))
                x += width
        drawn.append(Stack(label, each.value, 22.0 + place * LINE, tuple(pieces)))
    return Stacks(tuple(drawn), 22.0 + len(found) * LINE - (LINE - BAR) + 2)


@dataclass(frozen=True)
class Cell:
    """One hour of one weekday; `shade` from 0 (nothing) to 5 (most)."""

    x: float
    y: float
    shade: int
    title: str


@dataclass(frozen=True)
class Label:
    """Words on the edge of a grid."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Week:
    """A grid of weekdays by hours."""

    cells: tuple[Cell, ...]
    days: tuple[Label, ...]
    hours: tuple[Label, ...]
    cell_width: float
    cell_height: float = CELL - 2
    width: float = WIDTH
    height: float = 7 * CELL + 22


def shortened(names: Sequence[str]) -> list[str]:
    """Leave out the sign that all names begin with: 周一, 周二 become 一, 二."""
    is_shared = len({name[:1] for name in names}) == 1
    return [name[1:] if is_shared else name for name in names]


def week(grid: Sequence[Sequence[int]], hours: range, days: Sequence[str], said: str) -> Week:
    """Draw how much falls on each hour of a week; `said` tells a cell (day, hour, n)."""
    most = max((grid[day][hour] for day in range(7) for hour in hours), default=0) or 1
    step = (WIDTH - DAY_LABEL - SIDE / 2) / len(hours)
    every = ceil(20 / step)
    cells = tuple(
        Cell(
            round(DAY_LABEL + step * place, 1), day * CELL,
            ceil(SHADES * grid[day][hour] / most),
            said % {"day": days[day], "hour": hour, "n": grid[day][hour]},
        )
        for day in range(7)
        for place, hour in enumerate(hours)
    )  # fmt: skip
    marks = tuple(
        Label(round(DAY_LABEL + step * (place + 0.5), 1), 7 * CELL + 15, f"{hour}")
        for place, hour in enumerate(hours)
        if place % every == 0
    )
    return Week(
        cells,
        tuple(Label(0, day * CELL + 14, name) for day, name in enumerate(shortened(days))),
        marks,
        round(step - 2, 1),
    )
