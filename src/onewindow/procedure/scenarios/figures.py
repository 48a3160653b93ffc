"""Days, fees, visits and numbers of materials over all paths, counted without walking them.

Days and limits differ from path to path: each value leads to the paths that have it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from onewindow.procedure.critical import working_days
from onewindow.procedure.graph import in_order
from onewindow.procedure.scenarios.diagram import NOTHING
from onewindow.procedure.scenarios.model import ElementKind
from onewindow.procedure.scenarios.settings import Setting, on_paths
from onewindow.procedure.scenarios.space import Space
from onewindow.procedure.scenarios.sums import sums
from onewindow.procedure.step import StepKind

ONE = Decimal(1)


@dataclass(frozen=True)
class Figures:
    """How many paths have each value, smallest value first; None if that is too complex to count.

    `materials`: how many are asked for. `days`: the longest chain of steps up to the decision in
    working days, empty for an unsound procedure. `promised`: acceptance and review limit together.
    `fee`: the sum of the fixed fees in yuan.
    """

    materials: Mapping[int, int] | None
    days: Mapping[int, int] | None
    promised: Mapping[int, int] | None
    visits: Mapping[int, int] | None
    fee: Mapping[Decimal, int] | None


def figures(space: Space, budget: int) -> Figures:
    """Count the paths by each figure, each within the budget."""
    acceptance = space.scenarios.acceptance_limit

    def counted(figure: Mapping[int, int]) -> dict[int, int]:
        return {value: space.diagrams.count(figure[value]) for value in sorted(figure)}

    return Figures(
        materials=space.attempt(budget, lambda: _materials(space)),
        days=space.attempt(budget, lambda: counted(days(space))),
        promised=space.attempt(budget, lambda: counted(_by(space, lambda s: acceptance + s[0]))),
        visits=space.attempt(budget, lambda: counted(_by(space, lambda s: s[1]))),
        fee=space.attempt(budget, lambda: _fees(space)),
    )


def _materials(space: Space) -> dict[int, int]:
    needed = _conditions(space, ElementKind.MATERIAL).values()
    return {int(n): paths for n, paths in sums(space, ((node, ONE) for node in needed)).items()}


def _fees(space: Space) -> dict[Decimal, int]:
    due = _conditions(space, ElementKind.FEE)
    fees = space.scenarios.fees
    fixed = ((due[fee.code], fee.amount) for fee in fees if fee.amount is not None)
    return sums(space, fixed)


def _conditions(space: Space, kind: ElementKind) -> dict[str, int]:
    return {each.code: space.holds(each) for each in space.things if each.kind is kind}


def _by(space: Space, value: Callable[[Setting], int]) -> dict[int, int]:
    result: dict[int, int] = {}
    for setting, paths in on_paths(space).items():
        known = result.get(value(setting), NOTHING)
        result[value(setting)] = space.diagrams.either(known, paths)
    return result


def days(space: Space) -> dict[int, int]:
    """Return the paths by the days of their longest chain; nothing for an unsound procedure.

    A pruned step hands its predecessors on, so it counts as one that takes no time.
    """
    steps = {step.code: step for step in space.scenarios.steps}
    if space.fault:
        return {}
    needed = _conditions(space, ElementKind.STEP)
    done: dict[str, dict[int, int]] = {}
    longest = {0: space.paths}
    for code in in_order({code: step.needs for code, step in steps.items()}):
        step = steps[code]
        if step.kind is StepKind.DELIVERY:
            continue
        start = {0: space.paths}
        for need in step.needs:
            start = _paired(space, start, done[need], max)
        own = working_days(step.limit, step.limit_unit)
        done[code] = _paired(space, start, _if_needed(space, needed[code], own), int.__add__)
        longest = _paired(space, longest, done[code], max)
    return longest


def _if_needed(space: Space, condition: int, amount: int) -> dict[int, int]:
    needed = space.diagrams.both(space.paths, condition)
    rest = space.diagrams.without(space.paths, condition)
    return {amount: needed, 0: rest} if amount else {0: space.paths}


def _paired(
    space: Space,
    one: Mapping[int, int],
    other: Mapping[int, int],
    join: Callable[[int, int], int],
) -> dict[int, int]:
    """Combine two figures path by path."""
    result: dict[int, int] = {}
    for mine, here in one.items():
        for theirs, there in other.items():
            paths = space.diagrams.both(here, there)
            if paths != NOTHING:
                value = join(mine, theirs)
                result[value] = space.diagrams.either(result.get(value, NOTHING), paths)
    return result
