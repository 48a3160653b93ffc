"""Random scenarios: questions that depend on earlier ones, things that depend on any."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st

from onewindow.kernel.conditions import And, Compare, In, Not, Op, Or, Term
from onewindow.procedure.model import Step, StepKind
from onewindow.procedure.scenarios import (
    Fee,
    Field,
    Material,
    Option,
    Question,
    QuestionKind,
    Result,
    Rule,
    Scenarios,
)

_Each = TypeVar("_Each")
TENS = (0, 10, 20, 30)
KINDS = (QuestionKind.CHOICE, QuestionKind.CHOICE, QuestionKind.BOOL, QuestionKind.NUMBER)


class Dice:
    """Many choices out of one drawn number: quick to draw, and small numbers are small things."""

    def __init__(self, number: int) -> None:
        self._number = number

    def below(self, end: int) -> int:
        self._number, result = divmod(self._number, end)
        return result

    def pick(self, things: Sequence[_Each]) -> _Each:
        return things[self.below(len(things))]


def draw_question(dice: Dice, number: int, earlier: Sequence[Question]) -> Question:
    kind = dice.pick(KINDS)
    numbers = sum(each.kind is QuestionKind.NUMBER for each in earlier)
    if kind is QuestionKind.NUMBER and numbers == 2:
        kind = QuestionKind.BOOL
    options = range(dice.pick((2, 3, 3, 2, 1))) if kind is QuestionKind.CHOICE else ()
    return Question(
        f"q{number}",
        f"问题{number}",
        kind,
        tuple(Option(f"o{each}", f"选项{each}") for each in options),
        when=draw_when(dice, earlier),
        low=dice.pick((None, 0, 10)) if kind is QuestionKind.NUMBER else None,
        high=dice.pick((None, 20, 30)) if kind is QuestionKind.NUMBER else None,
    )


def draw_when(dice: Dice, questions: Sequence[Question]) -> Term | None:
    return draw_term(dice, questions, 2) if questions and dice.below(3) else None


def draw_term(dice: Dice, questions: Sequence[Question], depth: int) -> Term:
    shape = dice.below(6) if depth else 0
    if shape < 3:
        return draw_leaf(dice, dice.pick(questions))
    if shape == 3:
        return Not(draw_term(dice, questions, depth - 1))
    terms = tuple(draw_term(dice, questions, depth - 1) for _ in range(2))
    return And(terms) if shape == 4 else Or(terms)


def draw_leaf(dice: Dice, question: Question) -> Term:
    same = dice.pick((Op.EQ, Op.NE))
    match question.kind:
        case QuestionKind.BOOL:
            return Compare(question.code, same, value=dice.below(2) == 0)
        case QuestionKind.CHOICE:
            codes = tuple(option.code for option in question.options)
            if dice.below(2):
                return In(question.code, (dice.pick(codes), dice.pick(codes)))
            return Compare(question.code, same, dice.pick(codes))
        case QuestionKind.NUMBER:
            if dice.below(4) == 0:
                return In(question.code, (dice.pick(TENS), dice.pick(TENS)))
            return Compare(question.code, dice.pick(tuple(Op)), dice.pick(TENS))


def draw_steps(dice: Dice, questions: Sequence[Question]) -> tuple[Step, ...]:
    review = StepKind.REVIEW
    return (
        Step("a", "受理", StepKind.ACCEPTANCE, "w", limit=dice.below(2)),
        Step("r0", "初审", review, "w", "", dice.below(4), needs=("a",)),
        Step(
            "r1", "踏勘", review, "w", "", 2, needs=("a",), when=draw_when(dice, questions)
        ),
        Step(
            "r2", "评审", review, "w", "", 3, needs=("r1",), when=draw_when(dice, questions)
        ),
        Step("d", "决定", StepKind.DECISION, "w", limit=1, needs=("r0", "r1", "r2")),
        Step("e", "送达", StepKind.DELIVERY, "w", limit=9, needs=("d",)),
    )  # fmt: skip


def draw_scenarios(dice: Dice) -> Scenarios:
    """Make scenarios that have paths of all kinds, small enough to walk them all."""
    questions: list[Question] = []
    for number in range(dice.pick((3, 2, 3, 4, 1, 0))):
        questions.append(draw_question(dice, number, questions))

    known: list[Term | None] = [None]

    def when() -> Term | None:
        """Draw a condition, sometimes that of something else."""
        known.append(draw_when(dice, questions) if dice.below(3) else dice.pick(known))
        return known[-1]

    return Scenarios(
        questions=tuple(questions),
        steps=draw_steps(dice, questions),
        materials=tuple(Material(f"m{n}", f"材料{n}", when()) for n in range(dice.below(4))),
        fields=tuple(Field(f"f{n}", f"字段{n}", when()) for n in range(dice.below(2))),
        fees=tuple(Fee(f"c{n}", f"费{n}", when(), Decimal(n)) for n in range(dice.below(4))),
        results=tuple(Result(f"r{n}", f"证{n}", when()) for n in range(dice.below(3))),
        rules=tuple(
            Rule(f"u{n}", f"规则{n}", when(), dice.pick((None, 5, 6)), dice.pick((None, 1)))
            for n in range(dice.below(4))
        ),
        acceptance_limit=1,
        review_limit=dice.pick((6, 5)),
        visits=1,
    )


SCENARIOS = st.binary(min_size=72, max_size=72).map(
    lambda drawn: draw_scenarios(Dice(int.from_bytes(drawn, "little")))
)
