"""What the diagrams say about questions, conditions, rules and results."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from onewindow.kernel.conditions import Term, explain
from onewindow.procedure.critical import working_days
from onewindow.procedure.scenarios.diagram import NOTHING
from onewindow.procedure.scenarios.figures import days
from onewindow.procedure.scenarios.findings import Finding, FindingCode, finding
from onewindow.procedure.scenarios.model import Conditional, ElementKind
from onewindow.procedure.scenarios.references import parts_of
from onewindow.procedure.scenarios.settings import effective, on_paths
from onewindow.procedure.scenarios.space import Space
from onewindow.procedure.step import StepKind


def condition_findings(space: Space) -> Iterator[Finding]:
    """Find conditions that never hold, or hold whatever is answered."""
    for about in (*space.questions, *space.things, *space.rules):
        if about.when is None:
            continue
        condition = explain(about.when, space.labels)
        if space.holds(about) == NOTHING:
            yield finding(FindingCode.CONTRADICTORY, about, condition=condition)
        elif space.on_paths(about) == NOTHING:
            yield finding(FindingCode.NEVER_NEEDED, about, condition=condition)
        elif space.on_paths(about) == space.paths:
            yield finding(FindingCode.ALWAYS_TRUE, about, condition=condition)
        else:
            yield from _idle_parts(space, about, about.when)


def _idle_parts(space: Space, about: Conditional, term: Term) -> Iterator[Finding]:
    """Find parts that are the same on every path although the whole condition is not."""
    for part in parts_of(term):
        holding = space.on_paths(replace(about, when=part))
        if holding in {NOTHING, space.paths}:
            truth = "不成立" if holding == NOTHING else "成立"
            yield finding(
                FindingCode.IDLE_PART, about, part=explain(part, space.labels), truth=truth
            )
        else:
            yield from _idle_parts(space, about, part)


def rule_findings(space: Space) -> Iterator[Finding]:
    """Find rules that earlier ones always forestall, and rules that change nothing."""
    wins = effective(space)
    usual = on_paths(space)
    for place, about in enumerate(space.rules):
        holds = space.on_paths(about)
        if holds == NOTHING:
            continue
        if space.diagrams.both(holds, wins[place]) == NOTHING:
            earlier = [
                f"“{other.name or other.code}”"
                for other, win in zip(space.rules[:place], wins, strict=False)
                if space.diagrams.both(holds, win) != NOTHING
            ]
            yield finding(FindingCode.RULE_SHADOWED, about, earlier="、".join(earlier))
        elif on_paths(space, left_out=place) == usual:
            yield finding(FindingCode.RULE_WITHOUT_EFFECT, about)


def question_findings(space: Space) -> Iterator[Finding]:
    """Find questions whose answers lead to the same, all of them or some.

    Two answers are the same if exchanging them changes neither which questions follow nor anything
    else: then every set of paths that matters goes on alike after both.
    """
    matters = [space.paths, *map(space.on_paths, space.things), *on_paths(space).values()]
    after: list[list[tuple[int, ...]]] = [[] for _ in space.questions]
    for node in space.diagrams.reached(matters):
        after[space.diagrams.level(node)].append(space.diagrams.children(node))
    for level, about in enumerate(space.questions):
        if space.diagrams.both(space.paths, space.answered(level)) == NOTHING:
            continue
        alike = _alike(len(space.choices[level]), after[level])
        if len(alike) == 1:
            yield finding(FindingCode.QUESTION_WITHOUT_EFFECT, about)
            continue
        for same in (group for group in alike if len(group) > 1):
            words = [space.choices[level][value].words for value in same]
            yield finding(FindingCode.SAME_ANSWERS, about, said="、".join(words))


def _alike(values: int, after: list[tuple[int, ...]]) -> list[list[int]]:
    """Group the values that have the same child in every node."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for value in range(values):
        groups.setdefault(tuple(children[value] for children in after), []).append(value)
    return list(groups.values())


def result_findings(space: Space) -> Iterator[Finding]:
    """Find paths that end without a result; an item that has none at all is not our matter."""
    results = [each for each in space.things if each.kind is ElementKind.RESULT]
    left = space.paths if results else NOTHING
    for about in results:
        left = space.diagrams.without(left, space.holds(about))
    if left != NOTHING:
        path = space.diagrams.first(left)
        about = Conditional(ElementKind.RESULT, "", "", None)
        yield finding(
            FindingCode.PATH_WITHOUT_RESULT,
            about,
            answers=space.answers(path),
            paths=space.diagrams.count(left),
            example=space.words(path),
        )


def limit_findings(space: Space) -> Iterator[Finding]:
    """Find paths whose steps may take longer than is promised, and tell how much at most.

    The promise counts from acceptance, and every chain begins with that.
    """
    worst = 0
    steps = space.scenarios.steps
    first = sum(working_days(s.limit, s.limit_unit) for s in steps if s.kind is StepKind.ACCEPTANCE)
    late = NOTHING
    found: tuple[int, int, int] | None = None
    for length, paths in days(space).items():
        for (limit, _visits), node in on_paths(space).items():
            both = space.diagrams.both(paths, node)
            if both == NOTHING or length - first <= limit:
                continue
            late = space.diagrams.either(late, both)
            if length - first - limit > worst:
                worst, found = length - first - limit, (both, length - first, limit)
    if found:
        path = space.diagrams.first(found[0])
        yield finding(
            FindingCode.LIMIT_TOO_SHORT,
            Conditional(ElementKind.RULE, "", "", None),
            answers=space.answers(path),
            paths=space.diagrams.count(late),
            example=space.words(path),
            days=found[1],
            promised=found[2],
        )


def step_findings(space: Space) -> Iterator[Finding]:
    """Say that days cannot be counted while the procedure has faults of its own."""
    if space.fault and space.scenarios.steps:
        yield finding(FindingCode.UNSOUND_PROCEDURE, reason=space.fault.message)


CHECKS: tuple[Callable[[Space], Iterator[Finding]], ...] = (
    condition_findings,
    rule_findings,
    question_findings,
    result_findings,
    limit_findings,
    step_findings,
)
