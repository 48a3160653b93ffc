"""Where the boxes of a map stand: a column for each unit, a row for each step in time."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from onewindow.procedure.process_map.paths import Link, Node, Paths
from onewindow.procedure.process_map.rows import rows_of
from onewindow.procedure.wording import text_width, wrap

NAME_SIZE, SMALL_SIZE = 15.0, 14.0
# Foreign names are long, and break only between words.
NAME_ROOM, LATIN_ROOM = 96.0, 132.0
PADDING = 9.0
LINE = 18.0
BESIDE = 12.0


@dataclass(frozen=True)
class Card:
    """What a box says and the room it takes."""

    node: Node
    name: tuple[str, ...]
    note: str
    width: float

    @property
    def height(self) -> float:
        """As high as its lines."""
        return LINE * (len(self.name) + bool(self.note)) + 10


@dataclass(frozen=True)
class Grid:
    """The cards by name with lane, row and distance from the middle of the lane."""

    cards: Mapping[str, Card]
    lanes: tuple[str, ...]
    lane: Mapping[str, int]
    row: Mapping[str, int]
    offset: Mapping[str, float]
    back: frozenset[Link]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return 1 + max(self.row.values(), default=0)

    def room_of_lane(self, lane: int) -> float:
        """The width that the cards of a lane need."""
        inside = [name for name, at in self.lane.items() if at == lane]
        return max(2 * (abs(self.offset[name]) + self.cards[name].width / 2) for name in inside)

    def height_of_row(self, row: int) -> float:
        """The height of the highest card of a row."""
        return max((self.cards[n].height for n, at in self.row.items() if at == row), default=0.0)

    def is_free(self, lane: int, x: float, rows: range, margin: float) -> bool:
        """Whether no card of a lane stands in the way of a line down at `x` from its middle."""
        return all(
            abs(self.offset[name] - x) > self.cards[name].width / 2 + margin
            for name, at in self.row.items()
            if at in rows and self.lane[name] == lane
        )

    def beside(self, name: str) -> tuple[bool, bool]:
        """Whether nothing stands in the same row and lane to the left and to the right."""
        others = [
            self.offset[each] for each, at in self.row.items()
            if at == self.row[name] and self.lane[each] == self.lane[name] and each != name
        ]  # fmt: skip
        mine = self.offset[name]
        return all(each > mine for each in others), all(each < mine for each in others)


def grid_of(paths: Paths) -> Grid:
    """Place the nodes of a map."""
    row, back = rows_of(paths)
    names = sorted(paths.nodes, key=lambda name: (row[name], -paths.nodes[name].count, name))
    lanes = tuple(dict.fromkeys(paths.nodes[name].unit for name in names))
    lane = {name: lanes.index(paths.nodes[name].unit) for name in names}
    cards = {name: card_of(paths.nodes[name]) for name in names}
    cells: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for name in names:
        cells[lane[name], row[name]].append(name)
    offset = {}
    for inside in cells.values():
        width = sum(cards[name].width for name in inside) + BESIDE * (len(inside) - 1)
        x = -width / 2
        for name in inside:
            offset[name] = x + cards[name].width / 2
            x += cards[name].width + BESIDE
    return Grid(cards, lanes, lane, row, offset, frozenset(back))


def card_of(node: Node) -> Card:
    """Say what a box says: the name, how long it takes, and how often it is done again."""
    name = wrap(node.name, NAME_SIZE, LATIN_ROOM if node.name.isascii() else NAME_ROOM, 3)
    said = []
    if node.days is not None:
        said.append(days_words(node.days))
    if node.repeated >= 0.05:
        said.append(f"重复 {node.repeated:.0%}")
    note = " · ".join(said)
    widest = max(*(text_width(line, NAME_SIZE) for line in name), text_width(note, SMALL_SIZE))
    return Card(node, name, note, ceil(widest + 2 * PADDING))


def days_words(days: float) -> str:
    """Say working days: "当场", "0.4 日", "3 日", "12 日"."""
    if days < 0.05:
        return "当场"
    return f"{days:.1f} 日" if days < 10 else f"{days:.0f} 日"
