"""What the answers of an applicant decide: the input of the path checker."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onewindow.kernel.conditions import Always, Term
from onewindow.procedure.step import Step


class QuestionKind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    BOOL = "bool"
    NUMBER = "number"


class Necessity(StrEnum):
    """Whether a material must be handed in, may follow later, or may be left out."""

    REQUIRED = "required"
    DEFERRABLE = "deferrable"
    OPTIONAL = "optional"


class ElementKind(StrEnum):
    """To what a finding belongs; `scenarios` is the whole."""

    QUESTION = "question"
    MATERIAL = "material"
    FIELD = "field"
    STEP = "step"
    FEE = "fee"
    RESULT = "result"
    RULE = "rule"
    SCENARIOS = "scenarios"


@dataclass(frozen=True)
class Option:
    """One answer of a choice question."""

    code: str
    text: str


@dataclass(frozen=True)
class Question:
    """Asked in order, if the answers given before fulfil `when`; a number lies in [low, high]."""

    code: str
    text: str
    kind: QuestionKind
    options: tuple[Option, ...] = ()
    when: Term | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Material:
    """A material that is asked for if the answers fulfil `when`."""

    code: str
    name: str
    when: Term | None = None
    necessity: Necessity = Necessity.REQUIRED
    needs_original: bool = False


@dataclass(frozen=True)
class Field:
    """A field of the application form."""

    code: str
    name: str
    when: Term | None = None


@dataclass(frozen=True)
class Fee:
    """A fee; `amount` in yuan, or None if it is not fixed beforehand."""

    code: str
    name: str
    when: Term | None = None
    amount: Decimal | None = None


@dataclass(frozen=True)
class Result:
    """What the applicant receives in the end (a licence, a letter)."""

    code: str
    name: str
    when: Term | None = None


@dataclass(frozen=True)
class Rule:
    """Another limit (working days) or number of visits where `when` holds; None: the usual one."""

    code: str
    name: str
    when: Term | None = None
    review_limit: int | None = None
    visits: int | None = None


@dataclass(frozen=True)
class Scenarios:
    """All of it; of the rules the first that holds wins. Limits are in working days."""

    questions: tuple[Question, ...] = ()
    materials: tuple[Material, ...] = ()
    fields: tuple[Field, ...] = ()
    steps: tuple[Step, ...] = ()
    fees: tuple[Fee, ...] = ()
    results: tuple[Result, ...] = ()
    rules: tuple[Rule, ...] = ()
    acceptance_limit: int = 0
    review_limit: int = 0
    visits: int = 0


@dataclass(frozen=True)
class Conditional:
    """One element with its condition, whatever it is; no condition is None."""

    kind: ElementKind
    code: str
    name: str
    when: Term | None


def things_of(scenarios: Scenarios) -> tuple[Conditional, ...]:
    """List what a path needs or does not: materials, fields, steps, fees, results."""
    groups = (
        (ElementKind.MATERIAL, scenarios.materials),
        (ElementKind.FIELD, scenarios.fields),
        (ElementKind.STEP, scenarios.steps),
        (ElementKind.FEE, scenarios.fees),
        (ElementKind.RESULT, scenarios.results),
    )
    return tuple(
        Conditional(kind, each.code, each.name, real(each.when))
        for kind, group in groups
        for each in group
    )


def questions_of(scenarios: Scenarios) -> tuple[Conditional, ...]:
    """List the questions as things that are asked or not."""
    return tuple(
        Conditional(ElementKind.QUESTION, each.code, each.text, real(each.when))
        for each in scenarios.questions
    )


def rules_of(scenarios: Scenarios) -> tuple[Conditional, ...]:
    """List the rules as things that hold or not."""
    return tuple(
        Conditional(ElementKind.RULE, each.code, each.name, real(each.when))
        for each in scenarios.rules
    )


def real(term: Term | None) -> Term | None:
    """Return the condition, or None for one that says "always"."""
    return None if isinstance(term, Always) else term
