"""What paths lead to, and how many paths lead to the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import heappop, heappush
from typing import Protocol, TypeVar

from onewindow.kernel.conditions import Scalar
from onewindow.procedure.plan import Plan
from onewindow.procedure.scenarios.diagram import NOTHING, Assignment, TooComplex
from onewindow.procedure.scenarios.model import ElementKind, Necessity
from onewindow.procedure.scenarios.settings import settings
from onewindow.procedure.scenarios.space import Space

# Sets of paths kept apart while outcomes are counted.
WIDEST = 20_000
# The part of a fork in which its condition holds.
HOLDS = 0
# The fork of the rules, in place of a set of paths.
RULES = -1

Parts = tuple[int, ...]


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


_Each = TypeVar("_Each", bound=_Coded)


@dataclass(frozen=True)
class Outcome:
    """What one kind of applicant has to do with: codes in the order of the form.

    `days`: the longest chain of steps up to the decision in working days, None for an unsound
    procedure. `promised`: acceptance and review limit together. `fee`: the sum of the fixed fees in
    yuan; fees without a fixed amount stand in `open_fees`.
    """

    materials: tuple[str, ...]
    required: tuple[str, ...]
    originals: tuple[str, ...]
    fields: tuple[str, ...]
    steps: tuple[str, ...]
    fees: tuple[str, ...]
    results: tuple[str, ...]
    visits: int
    review_limit: int
    promised: int
    days: int | None
    fee: Decimal
    open_fees: tuple[str, ...]


@dataclass(frozen=True)
class OutcomeGroup:
    """An outcome, how many paths lead to it, and the first of them."""

    outcome: Outcome
    paths: int
    answers: dict[str, Scalar]
    words: str


@dataclass(frozen=True)
class Path:
    """One path with what it leads to."""

    answers: dict[str, Scalar]
    words: str
    outcome: Outcome


class Outcomes:
    """The outcomes of a space of paths.

    What is needed on the same paths is one *fork* with two parts: the paths with it and those
    without. The rules are one fork, with a part for each limit and visits. So an outcome is one
    part of every fork, and different parts are different outcomes.
    """

    def __init__(self, space: Space) -> None:
        self.space = space
        things = zip(space.things, map(space.on_paths, space.things), strict=True)
        self._paths_with = {(each.kind, each.code): node for each, node in things}
        self._settings = settings(space)
        values = self._forks()
        self.forks = [parts for _with, parts in values]
        self._place = {paths_with: place for place, (paths_with, _parts) in enumerate(values)}
        self._known: dict[Parts, Outcome] = {}

    def _forks(self) -> list[tuple[int, Parts]]:
        """List the forks by the first question they depend on, each under the paths it is for."""
        values: dict[int, Parts] = {}
        for about in self.space.things:
            paths_with = self._paths_with[about.kind, about.code]
            if paths_with not in {self.space.paths, NOTHING} and paths_with not in values:
                holds = self.space.holds(about)
                values[paths_with] = (holds, self.space.diagrams.inverse(holds))
        if len(self._settings) > 1:
            values[RULES] = tuple(self._settings.values())
        return sorted(values.items(), key=lambda each: self._top(each[1]))

    def _top(self, parts: Parts) -> int:
        return min(self.space.diagrams.level(part) for part in parts)

    def count(self) -> int:
        """Count the different outcomes exactly; raise TooComplex if they cannot be kept apart.

        Once all forks that depend on a question are past, its answer no longer matters: paths that
        can still go the same ways are then one set, however many they are.
        """
        diagrams = self.space.diagrams
        sets = {self.space.paths: 1}
        for parts in self.forks:
            after: dict[int, int] = {}
            top = self._top(parts)
            for paths, outcomes in sets.items():
                possible = diagrams.forget(paths, top)
                for part in parts:
                    taken = diagrams.both(possible, part)
                    if taken != NOTHING:
                        after[taken] = after.get(taken, 0) + outcomes
            sets = after
            if len(sets) > WIDEST:
                raise TooComplex
        return sum(sets.values())

    def groups(self) -> Iterator[OutcomeGroup]:
        """Go through the outcomes in the order of their first paths, one at a time.

        Of the open sets the one with the first path is divided further; what is taken out whole is
        therefore always the next.
        """
        diagrams = self.space.diagrams
        first: Assignment = diagrams.first(self.space.paths)
        heap: list[tuple[Assignment, Parts, int]] = [(first, (), self.space.paths)]
        while heap:
            first, chosen, paths = heappop(heap)
            if len(chosen) == len(self.forks):
                answers, words = self.space.answers(first), self.space.words(first)
                yield OutcomeGroup(self.outcome(chosen), diagrams.count(paths), answers, words)
                continue
            for number, part in enumerate(self.forks[len(chosen)]):
                taken = diagrams.both(paths, part)
                if taken != NOTHING:
                    heappush(heap, (diagrams.first(taken), (*chosen, number), taken))

    def each_path(self) -> Iterator[Path]:
        """Go through the paths in the order of the answers, one at a time."""
        for path in self.space.diagrams.each(self.space.paths):
            chosen = tuple(self._part(parts, path) for parts in self.forks)
            yield Path(self.space.answers(path), self.space.words(path), self.outcome(chosen))

    def _part(self, parts: Sequence[int], path: Assignment) -> int:
        return next(n for n, part in enumerate(parts) if self.space.diagrams.has(part, path))

    def outcome(self, chosen: Parts) -> Outcome:
        """Return the outcome where each fork is left by this part."""
        if chosen not in self._known:
            self._known[chosen] = self._outcome(chosen)
        return self._known[chosen]

    def _outcome(self, chosen: Parts) -> Outcome:
        scenarios = self.space.scenarios
        materials = self._needed(ElementKind.MATERIAL, scenarios.materials, chosen)
        fees = self._needed(ElementKind.FEE, scenarios.fees, chosen)
        steps = _codes(self._needed(ElementKind.STEP, scenarios.steps, chosen))
        limit, visits = self._setting(chosen)
        return Outcome(
            materials=_codes(materials),
            required=_codes([m for m in materials if m.necessity is Necessity.REQUIRED]),
            originals=_codes([m for m in materials if m.needs_original]),
            fields=_codes(self._needed(ElementKind.FIELD, scenarios.fields, chosen)),
            steps=steps,
            fees=_codes(fees),
            results=_codes(self._needed(ElementKind.RESULT, scenarios.results, chosen)),
            visits=visits,
            review_limit=limit,
            promised=scenarios.acceptance_limit + limit,
            days=self._days(steps),
            fee=sum((fee.amount for fee in fees if fee.amount is not None), Decimal()),
            open_fees=_codes([fee for fee in fees if fee.amount is None]),
        )

    def _needed(self, kind: ElementKind, group: Sequence[_Each], chosen: Parts) -> list[_Each]:
        return [each for each in group if self._is_needed(kind, each.code, chosen)]

    def _is_needed(self, kind: ElementKind, code: str, chosen: Parts) -> bool:
        paths_with = self._paths_with[kind, code]
        if paths_with not in self._place:
            return paths_with == self.space.paths
        return chosen[self._place[paths_with]] == HOLDS

    def _setting(self, chosen: Parts) -> tuple[int, int]:
        values = list(self._settings)
        return values[chosen[self._place[RULES]]] if RULES in self._place else values[0]

    def _days(self, kept: tuple[str, ...]) -> int | None:
        if self.space.fault:
            return None
        plan = Plan.of(self.space.scenarios.steps, lambda step: step.code in kept)
        return plan.critical_path(with_delivery=False).days


def _codes(group: Sequence[_Coded]) -> tuple[str, ...]:
    return tuple(each.code for each in group)
