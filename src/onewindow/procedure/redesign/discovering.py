"""The procedure behind a log: its usual activities, in the order that most cases kept."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onewindow.procedure.model import Procedure
from onewindow.procedure.reading import without_shortcuts
from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.errors import BadDefinition
from onewindow.procedure.step import Step, StepKind

# An activity of fewer cases is an exception, not a step; of fewer than half, a step on call.
USUAL = 0.3
ON_CALL = 0.5
# One activity comes before another if it does in nine of ten cases that have both, of five or more.
ORDERLY = 0.9
FEWEST = 5
ACCEPTS = ("受理", "收件", "接件")
DECIDES = ("决定", "审批决定", "审定", "签发", "decision")
NO_UNIT = "-"

Pair = tuple[str, str]


@dataclass(frozen=True)
class Activity:
    """An activity of a log. `place`: its mean place in a case; `days`: working days that 95 in 100
    take; `cases`: those that have it.
    """

    name: str
    cases: int
    place: float
    days: float = 1.0
    unit: str = ""


@dataclass(frozen=True)
class Discovered:
    """What the log shows, and the activities that are no step, each with the reason."""

    definition: Definition
    left_out: Mapping[str, str] = field(default_factory=dict)


def _too_few(usual: Sequence[Activity], cases: int) -> str:
    """Say what is missing, and what to do about it."""
    named = f"只有“{usual[0].name}”" if usual else "一种也没有"
    return (
        f"{cases} 件里，三成以上办件都有的环节{named}，看不出流程。"
        "请看环节那一列选对了没有；选对了的话，请重新导出每件的全部环节，不要只导其中一步。"
    )


def discover(
    name: str, cases: int, activities: Sequence[Activity], precedes: Mapping[Pair, int]
) -> Discovered:
    """Write down the procedure of a log; raise BadDefinition where fewer than two steps are seen.

    `precedes` counts the cases in which one activity first happens before another. The steps have
    no limits of their own, so each gets what it took.
    """
    usual = sorted(
        (each for each in activities if each.cases >= USUAL * cases),
        key=lambda each: (each.place, each.name),
    )
    left_out = {
        each.name: f"只有 {each.cases}/{cases} 的办件有"
        for each in activities
        if each.cases < USUAL * cases
    }
    if len(usual) < 2:
        raise BadDefinition([_too_few(usual, cases)])
    order = _Order(usual, precedes)
    early = {each.name for each in usual if order.is_before(each.name, order.accepts)}
    early.discard(order.decides)
    left_out |= dict.fromkeys(early, "在受理以前")
    steps = order.steps([each for each in usual if each.name not in early], cases)
    units = {each.unit or NO_UNIT: each.unit or "未写明单位" for each in usual}
    definition = Definition(code="", name=name, procedure=Procedure.of(steps), unit_names=units)
    return Discovered(definition, left_out)


class _Order:
    """Which activity accepts, which decides, and which come before which."""

    def __init__(self, usual: Sequence[Activity], precedes: Mapping[Pair, int]) -> None:
        self.precedes = precedes
        self.places = {each.name: (each.place, each.name) for each in usual}
        names = [each.name for each in usual]
        self.accepts = next((name for name in names if _says(name, ACCEPTS)), names[0])
        rest = [name for name in names if name != self.accepts]
        deciding = [name for name in rest if _says(name, DECIDES)]
        self.decides = (deciding or rest)[-1]

    def is_before(self, one: str, other: str) -> bool:
        """Whether one usually comes first; the mean place keeps circles out."""
        there, back = self.precedes.get((one, other), 0), self.precedes.get((other, one), 0)
        is_clear = there + back >= FEWEST and there >= ORDERLY * (there + back)
        return is_clear and self.places[one] < self.places[other]

    def steps(self, kept: Sequence[Activity], cases: int) -> list[Step]:
        """Return sound steps: reviews lead to the decision, what follows it is a delivery."""
        names = [each.name for each in kept]
        kinds = {name: self._kind(name) for name in names}
        needs = {name: self._needs(name, names, kinds) for name in names}
        reviews = tuple(name for name in names if kinds[name] is StepKind.REVIEW)
        needs[self.decides] = (self.accepts, *reviews)
        reduced = without_shortcuts(needs)
        codes = {name: f"s{number}" for number, name in enumerate(names, 1)}
        return [
            Step(
                code=codes[each.name],
                name=each.name,
                kind=kinds[each.name],
                unit=each.unit or NO_UNIT,
                limit=max(1, math.ceil(each.days)),
                needs=tuple(codes[need] for need in reduced[each.name]),
                is_optional=kinds[each.name] is StepKind.REVIEW and each.cases < ON_CALL * cases,
            )
            for each in kept
        ]

    def _kind(self, name: str) -> StepKind:
        if name == self.accepts:
            return StepKind.ACCEPTANCE
        if name == self.decides:
            return StepKind.DECISION
        is_after = self.is_before(self.decides, name)
        return StepKind.DELIVERY if is_after else StepKind.REVIEW

    def _needs(
        self, name: str, names: Sequence[str], kinds: Mapping[str, StepKind]
    ) -> tuple[str, ...]:
        if kinds[name] is StepKind.ACCEPTANCE:
            return ()
        if kinds[name] is StepKind.DELIVERY:
            able, first = {StepKind.DELIVERY}, self.decides
        else:
            able, first = {StepKind.REVIEW}, self.accepts
        found = (other for other in names if kinds[other] in able and self.is_before(other, name))
        return (first, *found)


def _says(name: str, words: Sequence[str]) -> bool:
    return any(word in name.lower() for word in words)
