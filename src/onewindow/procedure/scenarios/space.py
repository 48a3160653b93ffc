"""The paths of an item and the conditions on them, as diagrams."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, reduce
from typing import TypeVar

from onewindow.kernel.conditions import Always, And, Compare, In, Not, Or, Scalar, Term, evaluate
from onewindow.procedure.checks import problems
from onewindow.procedure.errors import ProcedureError
from onewindow.procedure.scenarios.answers import Atom, Choice, choices
from onewindow.procedure.scenarios.diagram import (
    EVERYTHING,
    NOTHING,
    Assignment,
    Diagrams,
    TooComplex,
)
from onewindow.procedure.scenarios.model import (
    Conditional,
    Scenarios,
    questions_of,
    rules_of,
    things_of,
)
from onewindow.procedure.scenarios.references import atoms_of

_Done = TypeVar("_Done")

# Diagrams are built one call deep for each question.
MOST_QUESTIONS = 200


class Space:
    """Questions as variables: one value for each answer that differs, the last for "not asked".

    A path is an assignment in `paths`; in a set of paths no variable is ever left out, since
    whether a question is asked follows from the answers before it.
    """

    def __init__(self, scenarios: Scenarios, budget: int) -> None:
        """Build the paths; raise TooComplex beyond the budget."""
        if len(scenarios.questions) > MOST_QUESTIONS:
            raise TooComplex
        self.scenarios = scenarios
        self.questions = questions_of(scenarios)
        self.things = things_of(scenarios)
        self.rules = rules_of(scenarios)
        self.place = {each.code: level for level, each in enumerate(self.questions)}
        self.choices = self._choices()
        self.diagrams = Diagrams([len(each) + 1 for each in self.choices], budget)
        self._terms: dict[Term, int] = {}
        self.paths = self._paths()

    def attempt(self, budget: int, work: Callable[[], _Done]) -> _Done | None:
        """Do a piece of work with a budget of its own; return None if it is too complex."""
        self.diagrams.allow(budget)
        try:
            return work()
        except TooComplex:
            return None

    @cached_property
    def fault(self) -> ProcedureError | None:
        """The first fault of the procedure itself; days can be counted only without one."""
        return next(iter(problems(self.scenarios.steps)), None)

    def _choices(self) -> tuple[tuple[Choice, ...], ...]:
        atoms: dict[str, dict[Atom, None]] = {each.code: {} for each in self.questions}
        for each in (*self.questions, *self.things, *self.rules):
            for atom in atoms_of(each.when):
                atoms[atom.field][atom] = None
        return tuple(
            choices(question, tuple(atoms[question.code])) for question in self.scenarios.questions
        )

    def _paths(self) -> int:
        """Asked and answered, or not asked and without an answer: for every question."""
        paths = EVERYTHING
        for level in reversed(range(len(self.questions))):
            asked = self.holds(self.questions[level])
            answered = self.answered(level)
            fitting = self.diagrams.either(
                self.diagrams.both(asked, answered), self._neither(asked, answered)
            )
            paths = self.diagrams.both(fitting, paths)
        return paths

    def _neither(self, one: int, other: int) -> int:
        return self.diagrams.inverse(self.diagrams.either(one, other))

    def answered(self, level: int) -> int:
        """Return where a question has an answer."""
        unasked = len(self.choices[level])
        return self.diagrams.variable(level, lambda value: value != unasked)

    def holds(self, about: Conditional) -> int:
        """Return where a condition holds, on paths and elsewhere."""
        return EVERYTHING if about.when is None else self._term(about.when)

    def on_paths(self, about: Conditional) -> int:
        """Return the paths on which a condition holds."""
        return self.diagrams.both(self.paths, self.holds(about))

    def _term(self, term: Term) -> int:
        if term not in self._terms:
            self._terms[term] = self._compile(term)
        return self._terms[term]

    def _compile(self, term: Term) -> int:
        match term:
            case Always():
                return EVERYTHING
            case Compare() | In():
                return self._atom(term)
            case Not(inner):
                return self.diagrams.inverse(self._term(inner))
            case And(terms):
                return reduce(self.diagrams.both, map(self._term, terms), EVERYTHING)
            case Or(terms):
                return reduce(self.diagrams.either, map(self._term, terms), NOTHING)

    def _atom(self, atom: Atom) -> int:
        level = self.place[atom.field]
        answers: list[Mapping[str, Scalar]] = [
            {atom.field: choice.value} for choice in self.choices[level]
        ]
        answers.append({})
        return self.diagrams.variable(level, lambda value: evaluate(atom, answers[value]))

    def answers(self, path: Assignment) -> dict[str, Scalar]:
        """Return the answers of a path, for the questions that it asks."""
        return {self.questions[level].code: choice.value for level, choice in self._chosen(path)}

    def words(self, path: Assignment) -> str:
        """Say a path in Chinese."""
        said = [
            f"“{self.questions[level].name}”：{each.words}" for level, each in self._chosen(path)
        ]
        return "；".join(said) or "没有问题要回答"

    def _chosen(self, path: Assignment) -> Iterator[tuple[int, Choice]]:
        for level, value in enumerate(path):
            if value < len(self.choices[level]):
                yield level, self.choices[level][value]

    @property
    def labels(self) -> dict[str, str]:
        """Name the questions and their options, as `conditions.explain` wants them."""
        names = {each.code: each.name for each in self.questions}
        return names | {
            f"{question.code}={option.code}": option.text
            for question in self.scenarios.questions
            for option in question.options
        }
