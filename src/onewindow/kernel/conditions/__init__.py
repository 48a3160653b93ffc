"""Conditions on an applicant's answers: a small typed term tree."""

from onewindow.kernel.conditions.notation import dump, parse
from onewindow.kernel.conditions.terms import (
    Always,
    And,
    Answer,
    Answers,
    Compare,
    ConditionError,
    In,
    Not,
    Op,
    Or,
    Scalar,
    Term,
    evaluate,
    fields,
)
from onewindow.kernel.conditions.wording import explain

__all__ = [
    "Always",
    "And",
    "Answer",
    "Answers",
    "Compare",
    "ConditionError",
    "In",
    "Not",
    "Op",
    "Or",
    "Scalar",
    "Term",
    "dump",
    "evaluate",
    "explain",
    "fields",
    "parse",
]
