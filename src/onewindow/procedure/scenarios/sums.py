"""Sums over all paths: how many paths have how many materials, or pay how much."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from onewindow.procedure.scenarios.diagram import EVERYTHING, NOTHING
from onewindow.procedure.scenarios.space import Space

NONE = Decimal()
# Conditions that are not decided yet, each with what it adds once it holds.
Open = tuple[tuple[int, Decimal], ...]
State = tuple[int, Open]


def sums(space: Space, amounts: Iterable[tuple[int, Decimal]]) -> dict[Decimal, int]:
    """Count the paths by the sum of the amounts whose conditions hold; raise TooComplex.

    Question by question, paths that can still go the same ways and decide the same things are one
    state. What was decided has been added and is forgotten.
    """
    starting: dict[int, list[tuple[int, Decimal]]] = {}
    for node, amount in amounts:
        starting.setdefault(space.diagrams.level(node), []).append((node, amount))
    last = len(space.questions)
    always = sum((amount for node, amount in starting.get(last, ()) if node == EVERYTHING), NONE)
    states: dict[State, dict[Decimal, int]] = {(space.paths, ()): {always: 1}}
    for level in range(last):
        states = _answered(space, level, states, starting.get(level, ()))
    (counts,) = states.values()
    return dict(sorted(counts.items()))


def _answered(
    space: Space,
    level: int,
    states: Mapping[State, Mapping[Decimal, int]],
    starting: Sequence[tuple[int, Decimal]],
) -> dict[State, dict[Decimal, int]]:
    """Go on from every state with every answer to one question."""
    diagrams = space.diagrams
    after: dict[State, dict[Decimal, int]] = {}
    for (paths, opened), counts in states.items():
        waiting = (*opened, *starting)
        for answer, rest in enumerate(diagrams.split(paths, level)):
            if rest == NOTHING:
                continue
            diagrams.spend(1 + len(waiting) + len(counts))
            parts = [(diagrams.split(node, level)[answer], amount) for node, amount in waiting]
            totals = after.setdefault((rest, _undecided(parts)), {})
            more = sum((amount for node, amount in parts if node == EVERYTHING), NONE)
            for total, paths_so_far in counts.items():
                totals[total + more] = totals.get(total + more, 0) + paths_so_far
    return after


def _undecided(parts: Iterable[tuple[int, Decimal]]) -> Open:
    """Keep what is open, the same condition once."""
    result: dict[int, Decimal] = {}
    for node, amount in parts:
        if node > EVERYTHING:
            result[node] = result[node] + amount if node in result else amount
    return tuple(sorted(result.items()))
