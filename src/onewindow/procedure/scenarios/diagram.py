"""Multi-valued decision diagrams: sets of assignments, shared, reduced and therefore canonical.

A diagram is a number. 0 is the empty set, 1 is everything; every other node asks for the value of
one variable (its level) and has one child for each value. Two diagrams are the same set if and only
if they are the same number, so emptiness and equality cost nothing and are exact.
"""

from collections.abc import Callable, Iterator, Sequence

NOTHING, EVERYTHING = 0, 1

Assignment = tuple[int, ...]


class TooComplex(Exception):
    """The diagrams grew beyond the budget; nothing can be said of the whole."""


class Diagrams:
    """The nodes over variables with `sizes[level]` values each.

    `budget` bounds the work: the number of nodes made and of pairs combined since `allow`.
    """

    def __init__(self, sizes: Sequence[int], budget: int) -> None:
        self.sizes = tuple(sizes)
        end = len(self.sizes)
        self._nodes: list[tuple[int, tuple[int, ...]]] = [(end, ()), (end, ())]
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._either: dict[tuple[int, int], int] = {}
        self._inverse = {NOTHING: EVERYTHING, EVERYTHING: NOTHING}
        self._counts = {NOTHING: 0, EVERYTHING: 1}
        self._below = [1] * (end + 1)
        for level in reversed(range(end)):
            self._below[level] = self._below[level + 1] * self.sizes[level]
        self.allow(budget)

    def allow(self, budget: int) -> None:
        """Start a new piece of work with a budget of its own."""
        self._left = budget

    def spend(self, work: int = 1) -> None:
        """Note a piece of work done; raise TooComplex beyond the budget."""
        self._left -= work
        if self._left < 0:
            raise TooComplex

    def level(self, node: int) -> int:
        """Return which variable a node asks for; past the last one for 0 and 1."""
        return self._nodes[node][0]

    def children(self, node: int) -> tuple[int, ...]:
        """Return where each value of the node's variable leads."""
        return self._nodes[node][1]

    def node(self, level: int, children: Sequence[int]) -> int:
        """Return the node with these children; without a question if they are all the same."""
        key = (level, tuple(children))
        if key[1].count(key[1][0]) == len(key[1]):
            return key[1][0]
        if key not in self._known:
            self.spend()
            self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return self._known[key]

    def variable(self, level: int, holds: Callable[[int], bool]) -> int:
        """Return the assignments whose value at a level is one that `holds`."""
        return self.node(level, [int(holds(value)) for value in range(self.sizes[level])])

    def inverse(self, node: int) -> int:
        """Return every assignment that is not in the set."""
        if node not in self._inverse:
            self.spend()
            level, children = self._nodes[node]
            self._inverse[node] = self.node(level, [self.inverse(child) for child in children])
        return self._inverse[node]

    def both(self, one: int, other: int) -> int:
        """Return what is in both sets."""
        return self._combine(self._both, NOTHING, one, other)

    def either(self, one: int, other: int) -> int:
        """Return what is in at least one of the sets."""
        return self._combine(self._either, EVERYTHING, one, other)

    def without(self, one: int, other: int) -> int:
        """Return what is in the first set but not in the second."""
        return self.both(one, self.inverse(other))

    def _combine(self, cache: dict[tuple[int, int], int], strong: int, one: int, other: int) -> int:
        if strong in {one, other}:
            return strong
        if one == other or other <= EVERYTHING:
            return one
        if one <= EVERYTHING:
            return other
        key = (one, other) if one < other else (other, one)
        if key not in cache:
            self.spend()
            level = min(self.level(one), self.level(other))
            pairs = zip(self.split(one, level), self.split(other, level), strict=True)
            cache[key] = self.node(
                level, [self._combine(cache, strong, left, right) for left, right in pairs]
            )
        return cache[key]

    def split(self, node: int, level: int) -> tuple[int, ...]:
        """Return what is left of a set for each value of a variable not below its own."""
        at, children = self._nodes[node]
        return children if at == level else (node,) * self.sizes[level]

    def forget(self, node: int, level: int) -> int:
        """Return what is possible after `level`, whatever the values up to there were."""
        while self.level(node) < level:
            children = self.children(node)
            node = children[0]
            for child in children[1:]:
                node = self.either(node, child)
        return node

    def count(self, node: int) -> int:
        """Count the assignments in the set, exactly."""
        return self._below[0] // self._below[self.level(node)] * self._count(node)

    def _count(self, node: int) -> int:
        if node not in self._counts:
            level, children = self._nodes[node]
            self._counts[node] = sum(
                self._count(child) * (self._below[level + 1] // self._below[self.level(child)])
                for child in children
            )
        return self._counts[node]

    def has(self, node: int, assignment: Assignment) -> bool:
        """Tell whether an assignment is in the set."""
        while node > EVERYTHING:
            level, children = self._nodes[node]
            node = children[assignment[level]]
        return node == EVERYTHING

    def first(self, node: int) -> Assignment:
        """Return the first assignment, in the order of `each`, of a set that is not empty."""
        return next(self.each(node))

    def each(self, node: int) -> Iterator[Assignment]:
        """Go through the assignments of a set in order, one at a time."""
        values: list[int] = []
        nodes = [node]
        value = 0
        while nodes:
            level = len(values)
            if level == len(self.sizes) and nodes[-1] == EVERYTHING:
                yield tuple(values)
            rest = self.split(nodes[-1], level)[value:] if level < len(self.sizes) else ()
            step = next((n for n, child in enumerate(rest) if child != NOTHING), None)
            if step is None:
                nodes.pop()
                value = values.pop() + 1 if values else 0
            else:
                values.append(value + step)
                nodes.append(rest[step])
                value = 0

    def reached(self, start: Sequence[int]) -> Iterator[int]:
        """Go through the nodes that some diagrams are made of, each once."""
        seen = set(start)
        stack = [node for node in seen if node > EVERYTHING]
        while stack:
            node = stack.pop()
            yield node
            for child in self.children(node):
                if child > EVERYTHING and child not in seen:
                    seen.add(child)
                    stack.append(child)
