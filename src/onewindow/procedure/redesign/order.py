"""What must come before what: by data, by law, by desk; and the graph that asks for no more."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from onewindow.procedure.graph import Graph, reached
from onewindow.procedure.reading import without_shortcuts
from onewindow.procedure.redesign.definition import Definition, Source
from onewindow.procedure.step import JoinRule, Step, StepKind

Relation = Mapping[str, frozenset[str]]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Dependency:
    """A step that must wait for another, and why."""

    before: str
    after: str
    why: str


def relation(definition: Definition) -> Relation:
    """Map every step to those that are surely done before it starts."""
    return definition.surely_before


def dependencies(definition: Definition) -> tuple[Dependency, ...]:
    """List what must wait for what, of what waits today; each pair once, the strongest reason."""
    present = relation(definition)
    found: dict[Pair, Dependency] = {}
    for each in _all(definition, present):
        if each.before in present.get(each.after, frozenset()):
            found.setdefault((each.before, each.after), each)
    return tuple(found.values())


def required(definition: Definition) -> Relation:
    """Map every step to those it must wait for, directly or through others."""
    before: dict[str, tuple[str, ...]] = {step.code: () for step in definition.steps}
    for each in dependencies(definition):
        before[each.after] = (*before[each.after], each.before)
    return {code: frozenset(reached(needs, before)) for code, needs in before.items()}


def needless(definition: Definition) -> frozenset[Pair]:
    """Return the pairs (earlier, later) that wait today without a reason."""
    must = required(definition)
    return frozenset(
        (earlier, later)
        for later, before in relation(definition).items()
        for earlier in before - must[later]
    )


def needless_among(definition: Definition, codes: Iterable[str]) -> frozenset[Pair]:
    """Return the needless pairs within a group of steps."""
    meant = set(codes)
    return frozenset(pair for pair in needless(definition) if meant >= set(pair))


def without(definition: Definition, dropped: Iterable[Pair]) -> tuple[Step, ...]:
    """Return the steps in the order of today but for these pairs, with as few arrows as can be.

    A dropped pair that other pairs imply stays. Steps on a quorum keep what they count.
    """
    procedure = definition.procedure
    gone = set(dropped)
    direct = {
        later: tuple(earlier for earlier in before if (earlier, later) not in gone)
        for later, before in relation(definition).items()
    }
    kept: Graph = {
        step.code: step.needs if step.code in procedure.quorums else direct[step.code]
        for step in definition.steps
    }
    reduced = without_shortcuts(kept, procedure.quorums)
    drawn = without_shortcuts(procedure.needs, procedure.quorums)
    result = []
    for step in definition.steps:
        if set(reduced[step.code]) == set(drawn[step.code]):
            result.append(step)
            continue
        old = {need for need in step.needs if need in kept[step.code]}
        needs = _in_form(definition, {*reduced[step.code], *old})
        result.append(replace(step, needs=needs))
    return tuple(result)


def _in_form(definition: Definition, codes: Iterable[str]) -> tuple[str, ...]:
    wanted = set(codes)
    return tuple(step.code for step in definition.steps if step.code in wanted)


def _all(definition: Definition, present: Relation) -> Iterator[Dependency]:
    became = definition.became
    for each in definition.precedences:
        if each.before in became and each.after in became:
            yield Dependency(became[each.before], became[each.after], str(each.reference))
    yield from _frame(definition)
    yield from _data(definition)
    for step in definition.steps:
        yield from _joining(definition, step, present)
        yield from _desk(definition, step, present)
        yield from _nature(definition, step, present)


def _frame(definition: Definition) -> Iterator[Dependency]:
    """Acceptance comes first, reviews before the decision, deliveries after it as they are now."""
    first, decision = definition.acceptance.code, definition.decision.code
    deliveries = [step for step in definition.steps if step.kind is StepKind.DELIVERY]
    for step in definition.steps:
        yield Dependency(first, step.code, "受理后才办理")
        if step.kind is StepKind.REVIEW:
            yield Dependency(step.code, decision, "审查后才决定")
    for step in deliveries:
        yield Dependency(decision, step.code, "决定后才送达")
        yield from (Dependency(need, step.code, "按现行顺序制证送达") for need in step.needs)


def _data(definition: Definition) -> Iterator[Dependency]:
    writers: dict[str, list[str]] = {}
    for step in definition.steps:
        for each in definition.work(step.code).writes:
            writers.setdefault(each, []).append(step.code)
    for material in definition.materials:
        if material.source is Source.STEP:
            producer = definition.became.get(material.produced_by, "")
            writers.setdefault(material.code, []).append(producer)
    for step in definition.steps:
        for each in definition.work(step.code).reads:
            for writer in writers.get(each, ()):
                if writer != step.code:
                    yield Dependency(writer, step.code, "要用前一环节的结果")


def _nature(definition: Definition, step: Step, present: Relation) -> Iterator[Dependency]:
    """What a step is may tie it to all before it, or all behind it to it."""
    work = definition.work(step.code)
    if work.gathers:
        for earlier in present[step.code]:
            yield Dependency(earlier, step.code, "要等前面的都办完")
    if work.opens:
        for later, before in present.items():
            if step.code in before:
                yield Dependency(step.code, later, "要先过这一关")


def _joining(definition: Definition, step: Step, present: Relation) -> Iterator[Dependency]:
    """A lead regards the opinions before it; what a quorum counts keeps its order."""
    if step.join_rule is JoinRule.LEAD:
        heard = present[step.code]
        yield from (Dependency(earlier, step.code, "听取意见后决定") for earlier in heard)
    if step.join_rule is JoinRule.QUORUM:
        for later in reached([step.code], definition.procedure.needs):
            for earlier in present[later]:
                yield Dependency(earlier, later, "会签人数按现行顺序计算")


def _desk(definition: Definition, step: Step, present: Relation) -> Iterator[Dependency]:
    if not step.post:
        return
    for other in definition.steps:
        is_same_desk = (other.unit, other.post) == (step.unit, step.post)
        if is_same_desk and other.code in present[step.code]:
            yield Dependency(other.code, step.code, "同一岗位办理")
