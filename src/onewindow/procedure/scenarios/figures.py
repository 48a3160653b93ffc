"""Days, fees, visits and numbers of materials over all paths, counted without walking them.

A figure that differs from path to path is a dictionary from each value to the paths that have it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from onewindow.procedure.critical import working_days
from onewindow.procedure.graph import in_order
from onewindow.procedure.scenarios.diagram import NOTHING
from onewindow.procedure.scenarios.model import ElementKind
from onewindow.procedure.scenarios.settings import Setting, on_paths
from onewindow.procedure.scenarios.space import Space
from onewindow.procedure.step import StepKind

_Value = TypeVar("_Value", int, Decimal)

FREE = Decimal()


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
    amounts = {fee.code: fee.amount for fee in space.scenarios.fees if fee.amount is not None}

    def counted(work: Callable[[], Mapping[_Value, int]]) -> dict[_Value, int] | None:
        figure = space.attempt(budget, work)
        if figure is None:
            return None
        return {value: space.diagrams.count(figure[value]) for value in sorted(figure)}

    return Figures(
        materials=counted(lambda: _sums(space, ElementKind.MATERIAL, lambda _code: 1, 0)),
        days=counted(lambda: days(space)),
        promised=counted(lambda: _by(space, lambda each: acceptance + each[0])),
        visits=counted(lambda: _by(space, lambda each: each[1])),
        fee=counted(
            lambda: _sums(space, ElementKind.FEE, lambda code: amounts.get(code, FREE), FREE)
        ),
    )


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
    node = {
        each.code: space.on_paths(each) for each in space.things if each.kind is ElementKind.STEP
    }
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
        done[code] = _paired(space, start, _if_needed(space, node[code], own, 0), int.__add__)
        longest = _paired(space, longest, done[code], max)
    return longest


def _sums(
    space: Space, kind: ElementKind, amount: Callable[[str], _Value], zero: _Value
) -> dict[_Value, int]:
    result = {zero: space.paths}
    for about in space.things:
        if about.kind is kind:
            more = _if_needed(space, space.on_paths(about), amount(about.code), zero)
            result = _paired(space, result, more, lambda one, other: one + other)
    return result


def _if_needed(space: Space, node: int, amount: _Value, zero: _Value) -> dict[_Value, int]:
    if amount == zero:
        return {zero: space.paths}
    return {amount: node, zero: space.diagrams.without(space.paths, node)}


def _paired(
    space: Space,
    one: Mapping[_Value, int],
    other: Mapping[_Value, int],
    join: Callable[[_Value, _Value], _Value],
) -> dict[_Value, int]:
    """Combine two figures path by path."""
    result: dict[_Value, int] = {}
    for mine, here in one.items():
        for theirs, there in other.items():
            paths = space.diagrams.both(here, there)
            if paths != NOTHING:
                value = join(mine, theirs)
                result[value] = space.diagrams.either(result.get(value, NOTHING), paths)
    return result
