"""Conditions taken apart into lines and put together again mean what they meant."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import Condition, OptionRow, QuestionRow
from onewindow.catalogue.scenarios.changes import (
    AskedTooLate,
    StillUsed,
    check_questions,
    moved,
    next_code,
)
from onewindow.catalogue.scenarios.lines import (
    Group,
    How,
    Kept,
    Line,
    Lines,
    put_together,
    rewritten,
    take_apart,
)
from onewindow.kernel.conditions import (
    And,
    Compare,
    In,
    Not,
    Op,
    Or,
    Scalar,
    Term,
    dump,
    evaluate,
    parse,
)

QUESTIONS = (
    QuestionRow("kind", "哪一类？", "choice", options=(OptionRow("a", "甲"), OptionRow("b", "乙"))),
    QuestionRow("area", "多大？", "number"),
    QuestionRow("food", "食品？", "bool"),
)
CHOICES: tuple[tuple[Scalar, ...], ...] = (("", "a", "b"), ("", 1, 5), ("", True, False))
ANSWERS = [dict(zip(("kind", "area", "food"), each, strict=True)) for each in product(*CHOICES)]
LEAVES = st.one_of(
    st.builds(Compare, st.just("kind"), st.sampled_from([Op.EQ, Op.NE]), st.sampled_from("ab")),
    st.builds(Compare, st.just("area"), st.sampled_from(Op), st.integers(0, 6)),
    st.builds(Compare, st.just("food"), st.sampled_from([Op.EQ, Op.NE]), st.booleans()),
    st.builds(In, st.just("kind"), st.sampled_from([("a",), ("b", "a")])),
)
TERMS: st.SearchStrategy[Term] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


def stored(term: Term) -> Condition:
    """Return a term as the database gives it back."""
    written: object = dump(term)
    assert isinstance(written, dict)
    return written


@given(TERMS)
def test_lines_mean_what_the_condition_meant(term: Term) -> None:
    lines = take_apart(stored(term), QUESTIONS)
    again = put_together(lines)
    assert again is not None
    assert parse(dump(again)) == again
    for answers in ANSWERS:
        assert evaluate(again, answers) is evaluate(term, answers)
    assert rewritten(stored(term), lines, QUESTIONS) == stored(term)


def test_one_level_of_groups_and_the_rest_is_kept() -> None:
    leaf, other = Compare("kind", Op.EQ, "a"), Compare("area", Op.GE, 5)
    deep = Not(And((leaf, other)))
    strange = Compare("gone", Op.EQ, "x")
    lines = take_apart(stored(And((leaf, Or((leaf, other)), deep, strange))), QUESTIONS)
    line = Line("kind", Op.EQ, ("a",))
    assert lines == Lines(
        How.ALL,
        (line, Group(How.ANY, (line, Line("area", Op.GE, (5,)))), Kept(deep), Kept(strange)),
    )
    wrong_kind = (Compare("food", Op.EQ, "yes"), In("area", (1, 2)), In("kind", ("a", "z")))
    for term in wrong_kind:
        assert take_apart(stored(term), QUESTIONS).parts == (Kept(term),)
    assert take_apart({"always": True}, QUESTIONS) == Lines()
    assert put_together(Lines()) is None


def test_new_codes_never_take_a_place_that_was_used() -> None:
    assert next_code("q", ["q1", "q7", "kind", "q2x"]) == "q8"
    assert next_code("o", []) == "o1"
    assert moved("abc", 0, -1) == ("a", "b", "c")
    assert moved("abc", 1, 1) == ("a", "c", "b")


def test_changes_that_break_conditions_are_refused() -> None:
    late = replace(QUESTIONS[2], when={"field": "kind", "op": "==", "value": "a"})
    before = ItemDefinition(
        "slj", "1", "示例", "示例局", "licensing", questions=(*QUESTIONS[:2], late)
    )
    check_questions(before, before.questions)
    with pytest.raises(StillUsed, match="情形问题“食品？”"):
        check_questions(before, (QUESTIONS[1], late))
    less = replace(QUESTIONS[0], options=QUESTIONS[0].options[1:])
    with pytest.raises(StillUsed, match="回答“甲”"):
        check_questions(before, (less, QUESTIONS[1], late))
    with pytest.raises(AskedTooLate, match="“哪一类？”必须排在前面"):
        check_questions(before, (late, *QUESTIONS[:2]))
    check_questions(before, (QUESTIONS[0], late))
