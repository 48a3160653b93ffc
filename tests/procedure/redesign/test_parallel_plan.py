"""The parallel plan asks for no more order than data and law: the best of all orders."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.procedure.graph import in_order, reached
from onewindow.procedure.model import Procedure, Step, StepKind
from onewindow.procedure.redesign import Definition, Precedence, Reference, Work, accept, propose
from onewindow.procedure.redesign.order import dependencies, needless
from tests.procedure.redesign.cases import item

ARTICLE = Reference("示例法", "第一条")
MIDDLE = ("p", "q", "r", "s")


@st.composite
def small_chains(draw: st.DrawFn) -> Definition:
    """Draw up to four reviews one after another, with data and law between some of them."""
    codes = MIDDLE[: draw(st.integers(1, 4))]
    order = ("a", *codes, "d")
    kinds = {"a": StepKind.ACCEPTANCE, "d": StepKind.DECISION}
    steps = [
        Step(
            code,
            code,
            kinds.get(code, StepKind.REVIEW),
            "m",
            limit=draw(st.integers(0, 9)),
            needs=(order[place - 1],) if place else (),
        )
        for place, code in enumerate(order)
    ]
    pairs = list(itertools.combinations(codes, 2))
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True)) if pairs else []
    by_law = {pair for pair in chosen if draw(st.booleans())}
    works: dict[str, Work] = {}
    for one, other in set(chosen) - by_law:
        works[one] = replace(works.get(one, Work()), writes=(f"of {one}",))
        reader = works.get(other, Work())
        works[other] = replace(reader, reads=(*reader.reads, f"of {one}"))
    return Definition(
        code="",
        name="",
        procedure=Procedure.of(steps),
        works=works,
        precedences=tuple(Precedence(*pair, ARTICLE) for pair in sorted(by_law)),
    )


def every_order(codes: tuple[str, ...]) -> Iterator[list[tuple[str, str]]]:
    """Draw every arrow one way, the other, or not at all."""
    pairs = list(itertools.combinations(codes, 2))
    for choice in itertools.product((0, 1, 2), repeat=len(pairs)):
        yield [
            pair if which == 1 else pair[::-1]
            for pair, which in zip(pairs, choice, strict=True)
            if which
        ]


def best(definition: Definition) -> int:
    """Return the shortest longest chain of all graphs that keep what must be kept."""
    days = {step.code: step.limit for step in definition.steps}
    middle = tuple(step.code for step in definition.steps if step.kind is StepKind.REVIEW)
    must = [(each.before, each.after) for each in dependencies(definition)]
    inner = [(one, other) for one, other in must if one in middle and other in middle]
    found = []
    for arrows in every_order(middle):
        needs: dict[str, tuple[str, ...]] = {
            code: ("a", *(one for one, other in arrows if other == code)) for code in middle
        }
        needs = {"a": (), **needs, "d": ("a", *middle)}
        order = in_order(needs)
        if len(order) < len(needs):
            continue
        if any(one not in reached(needs[other], needs) for one, other in inner):
            continue
        end: dict[str, int] = {}
        for code in order:
            end[code] = days[code] + max((end[need] for need in needs[code]), default=0)
        found.append(end["d"])
    return min(found)


def compare_with_the_best(definition: Definition) -> None:
    proposals = [each for each in propose(definition) if each.heuristic == "parallelism"]
    result = accept(definition, proposals)
    assert result.after.days == best(definition)
    assert needless(result.definition) == frozenset()


@settings(max_examples=12)
@given(small_chains())
def test_it_is_as_short_as_the_best_of_all_orders(definition: Definition) -> None:
    compare_with_the_best(definition)


@pytest.mark.long
@settings(max_examples=1000)
@given(small_chains())
def test_it_is_as_short_as_the_best_of_all_orders_of_many(definition: Definition) -> None:
    compare_with_the_best(definition)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (("b 意见 m 1", "c 意见二 p 1", "g 意见三 q 1"), {"b": "a", "c": "a", "g": "a"}),
        (("b 测算 m 1 writes=x", "c 意见 p 1", "g 核算 q 1 reads=x"),
         {"b": "a", "c": "a", "g": "b"}),
        (("b 材料审查 m 1", "c 意见 p 1", "h 听证 q 1"), {"b": "a", "c": "a", "h": "b,c"}),
        (("y 材料齐全性核对 m/x 1", "b 意见 m 1", "c 意见二 p 1"), {"y": "a", "b": "y", "c": "y"}),
        (("b 意见 m 1", "c 意见二 p 1", "q 汇总 q 1 join_rule=lead"),
         {"b": "a", "c": "a", "q": "b,c"}),
    ],
)  # fmt: skip
def test_who_waits_for_whom_in_the_end(steps: tuple[str, ...], expected: dict[str, str]) -> None:
    definition, _evidence = item("a 受理 w 1", *steps, "d 决定 m 1", "e 送达 w 1")
    chosen = [each for each in propose(definition) if each.heuristic == "parallelism"]
    result = accept(definition, chosen).definition.procedure
    assert {code: ",".join(result.needs[code]) for code in expected} == expected
