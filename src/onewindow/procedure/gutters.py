"""Where arrows turn: the vertical lines in the gutter between two columns.

Arrows of one fork (or one join) share one vertical line, a trunk. Two trunks lie side by side
whenever they would touch, and where one arrow leaves a row that another one enters, the leaving one
turns first: read from left to right, a line never seems to go on into somebody else's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import permutations

TRACK = 12.0
SHIFT_BOX = 12.0
SHIFT_PASSAGE = 7.0
MARGIN = 7.0
MOST_TRIED = 6


@dataclass
class Port:
    """Where an arrow enters or leaves a gutter: at a box, or where its passage begins or ends."""

    key: str
    y: float
    is_box: bool
    is_shifted: bool = False


@dataclass
class Wire:
    """One arrow's way through one gutter, from the port on its left to the one on its right."""

    left: Port
    right: Port


@dataclass
class Trunk:
    """The wires that turn together, and the track they got; track 0 is the leftmost."""

    wires: list[Wire] = field(default_factory=list)
    track: int = 0

    @property
    def top(self) -> float:
        """The upper end."""
        return min(min(wire.left.y, wire.right.y) for wire in self.wires)

    @property
    def bottom(self) -> float:
        """The lower end."""
        return max(max(wire.left.y, wire.right.y) for wire in self.wires)

    @property
    def is_flat(self) -> bool:
        """Whether all wires run straight through."""
        return self.top == self.bottom

    def touches(self, other: "Trunk") -> bool:
        """Whether the two would run over each other on one track."""
        return self.top - MARGIN < other.bottom and other.top - MARGIN < self.bottom

    def crossings_left_of(self, other: "Trunk") -> int:
        """Count the crossings if this trunk stands left of the other one."""
        leaving = {wire.right.y for wire in self.wires}
        entering = {wire.left.y for wire in other.wires}
        return sum(other.top < y < other.bottom for y in leaving) + sum(
            self.top < y < self.bottom for y in entering
        )


def route(wires: Sequence[Wire]) -> list[Trunk]:
    """Bundle the wires of one gutter into trunks and give every trunk its track.

    Where two rows exchange their arrows no order is right; then a right port is moved a little.
    """
    trunks = _bundle(wires)
    while True:
        bent = [trunk for trunk in trunks if not trunk.is_flat]
        before = _before(bent)
        stuck = _stuck(len(bent), before)
        if not stuck:
            break
        _shift(bent, {pair: port for pair, port in before.items() if set(pair) <= stuck})
    order = _order(bent, set(before))
    for place, number in enumerate(order):
        earlier = order[:place]
        bent[number].track = max(
            (
                bent[other].track + 1
                for other in earlier
                if bent[other].touches(bent[number]) or (other, number) in before
            ),
            default=0,
        )
    return trunks


def _bundle(wires: Sequence[Wire]) -> list[Trunk]:
    leaving = [wire.left.key for wire in wires]
    trunks: dict[tuple[str, str], Trunk] = {}
    for wire in wires:
        is_fork = leaving.count(wire.left.key) > 1
        key = ("from", wire.left.key) if is_fork else ("to", wire.right.key)
        trunks.setdefault(key, Trunk()).wires.append(wire)
    return list(trunks.values())


def _before(trunks: Sequence[Trunk]) -> dict[tuple[int, int], Port]:
    """List which trunk must stand left of which, with the port that the right one enters."""
    result = {}
    for first, trunk in enumerate(trunks):
        goals = {wire.right.key for wire in trunk.wires}
        for second, other in enumerate(trunks):
            if first == second:
                continue
            for wire in other.wires:
                meets = any(each.left.y == wire.right.y for each in trunk.wires)
                if meets and goals != {wire.right.key}:
                    result[first, second] = wire.right
    return result


def _stuck(count: int, before: dict[tuple[int, int], Port]) -> set[int]:
    """Find the trunks that wait for each other."""
    left = set(range(count))
    while True:
        free = {n for n in left if not any(b == n and a in left for a, b in before)}
        if not free:
            return left
        left -= free


def _shift(trunks: Sequence[Trunk], before: dict[tuple[int, int], Port]) -> None:
    (_, second), port = next((pair, port) for pair, port in before.items() if not port.is_shifted)
    from_above = trunks[second].top < port.y
    step = SHIFT_BOX if port.is_box else SHIFT_PASSAGE
    port.y += -step if from_above else step
    port.is_shifted = True


def _order(trunks: Sequence[Trunk], before: set[tuple[int, int]]) -> list[int]:
    """Order the trunks from left to right with the fewest crossings that the rules allow."""
    count = len(trunks)
    cost = [[a.crossings_left_of(b) if a is not b else 0 for b in trunks] for a in trunks]

    def price(order: tuple[int, ...]) -> int:
        return sum(cost[a][b] for place, a in enumerate(order) for b in order[place + 1 :])

    if count <= MOST_TRIED:
        allowed = [
            order
            for order in permutations(range(count))
            if all(order.index(a) < order.index(b) for a, b in before)
        ]
        best = min(allowed, key=price)
        return list(best)
    order: list[int] = []
    while len(order) < count:
        free = [
            n
            for n in range(count)
            if n not in order and not any(b == n and a not in order for a, b in before)
        ]
        rest = [n for n in range(count) if n not in order]
        order.append(min(free, key=lambda n: sum(cost[n][m] - cost[m][n] for m in rest)))
    return order
