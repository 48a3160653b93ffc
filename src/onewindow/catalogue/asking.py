"""Which questions are asked: each one may depend on the answers before it (情形).

The same as the path checker's paths (`procedure.scenarios`): a question that is not asked has no
answer, whatever was sent along.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from onewindow.catalogue.reading import AskedQuestion
from onewindow.kernel import conditions

Value = str | int | float | bool


@dataclass(frozen=True)
class Asking:
    """How far the questions have come.

    `asked` are those to show, `answers` those of them that have an answer, `pending` the codes that
    may still get one: asked and not answered, or hanging on such a question.
    """

    asked: tuple[AskedQuestion, ...]
    answers: Mapping[str, Value]
    pending: frozenset[str]

    @property
    def is_done(self) -> bool:
        """Whether every question that is asked has an answer."""
        return not self.pending

    def is_open(self, term: conditions.Term) -> bool:
        """Whether a condition hangs on a question that may still get an answer."""
        return not self.pending.isdisjoint(conditions.fields(term))


def ask(
    questions: Sequence[AskedQuestion], value_of: Callable[[AskedQuestion], Value | None]
) -> Asking:
    """Go through the questions in their order; `value_of` gives what somebody answered, if so."""
    asked: list[AskedQuestion] = []
    answers: dict[str, Value] = {}
    pending: set[str] = set()
    for question in questions:
        if question.when is not None:
            if not pending.isdisjoint(conditions.fields(question.when)):
                pending.add(question.code)
                continue
            if not conditions.evaluate(question.when, answers):
                continue
        asked.append(question)
        value = value_of(question)
        if value is None or value == "":
            pending.add(question.code)
        else:
            answers[question.code] = value
    return Asking(tuple(asked), answers, frozenset(pending))


def ask_again(questions: Sequence[AskedQuestion], answers: Mapping[str, Value]) -> Asking:
    """Go through the questions with answers that were kept."""
    return ask(questions, lambda question: answers.get(question.code))
