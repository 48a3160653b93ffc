"""Sets of assignments over three variables against plain sets."""

from itertools import product

import pytest

from onewindow.procedure.scenarios.diagram import EVERYTHING, NOTHING, Diagrams, TooComplex

SIZES = (3, 2, 4)
ALL = set(product(*map(range, SIZES)))


def test_sets_are_joined_counted_and_listed() -> None:
    diagrams = Diagrams(SIZES, 1000)
    high = diagrams.variable(2, lambda value: value > 0)
    first = diagrams.variable(0, lambda value: value == 1)
    expected = {each for each in ALL if each[2] > 0 or each[0] == 1}
    either = diagrams.either(high, first)
    assert list(diagrams.each(either)) == sorted(expected)
    assert diagrams.count(either) == len(expected)
    assert {each for each in ALL if diagrams.has(either, each)} == expected
    assert diagrams.first(diagrams.without(either, high)) == (1, 0, 0)
    assert diagrams.either(either, diagrams.inverse(either)) == EVERYTHING
    assert diagrams.count(EVERYTHING) == len(ALL)
    assert list(diagrams.each(NOTHING)) == []


def test_what_is_left_after_a_question_is_forgotten() -> None:
    diagrams = Diagrams(SIZES, 1000)
    last = diagrams.variable(2, lambda value: value == 3)
    only = diagrams.both(diagrams.variable(0, lambda value: value == 2), last)
    assert diagrams.forget(only, 1) == last
    assert diagrams.forget(only, 3) == EVERYTHING
    assert diagrams.forget(NOTHING, 3) == NOTHING


def test_work_is_bounded() -> None:
    with pytest.raises(TooComplex):
        Diagrams(SIZES, 0).variable(0, lambda value: value == 1)
