"""The terms of a condition and what each means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeGuard, TypeVar

from onewindow.kernel.errors import DomainError

Scalar = str | int | float | bool
Answer = Scalar | Sequence[str] | None
Answers = Mapping[str, Answer]

_Ordered = TypeVar("_Ordered", str, float)


class ConditionError(DomainError, ValueError):
    """A condition cannot be read or evaluated; the message is Chinese, `path` says where."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(f"{path}：{message}" if path else message)
        self.path = path


class Op(StrEnum):
    """How an answer is compared with a value."""

    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


@dataclass(frozen=True)
class Always:
    """Holds whatever was answered."""


@dataclass(frozen=True)
class Compare:
    """Holds if the answer compares so with the value."""

    field: str
    op: Op
    value: Scalar


@dataclass(frozen=True)
class In:
    """Holds if the answer is one of the values."""

    field: str
    values: tuple[Scalar, ...]


@dataclass(frozen=True)
class Not:
    """Holds if the inner term does not."""

    term: "Term"


@dataclass(frozen=True)
class And:
    """Holds if every term does."""

    terms: tuple["Term", ...]


@dataclass(frozen=True)
class Or:
    """Holds if at least one term does."""

    terms: tuple["Term", ...]


Term = Always | Compare | In | Not | And | Or


def evaluate(term: Term, answers: Answers) -> bool:
    """Tell whether the term holds for the answers.

    A field without an answer (absent, None, empty text, no choice) equals no value and has no
    order: `!=` holds for it, every other comparison and `in` do not. An answer of several choices
    equals each of them. Raise ConditionError for an answer of another kind than the value.
    """
    match term:
        case Always():
            return True
        case Compare(name, op, value):
            return _compare(name, op, answers.get(name), value)
        case In(name, values):
            return any(_equals(name, answers.get(name), value) for value in values)
        case Not(inner):
            return not evaluate(inner, answers)
        case And(terms):
            return all(evaluate(inner, answers) for inner in terms)
        case Or(terms):
            return any(evaluate(inner, answers) for inner in terms)


def fields(term: Term) -> tuple[str, ...]:
    """List the fields that the term asks for, each once, in order of appearance."""
    return tuple(dict.fromkeys(_fields(term)))


def _fields(term: Term) -> Iterator[str]:
    match term:
        case Compare(name) | In(name):
            yield name
        case Not(inner):
            yield from _fields(inner)
        case And(terms) | Or(terms):
            for inner in terms:
                yield from _fields(inner)


def _compare(name: str, op: Op, answer: Answer, value: Scalar) -> bool:
    if op is Op.EQ or op is Op.NE:
        return _equals(name, answer, value) is (op is Op.EQ)
    if _is_missing(answer):
        return False
    if isinstance(answer, str) and isinstance(value, str):
        return _in_order(op, answer, value)
    if _is_number(answer) and _is_number(value):
        return _in_order(op, answer, value)
    raise _mismatch(name, answer, value)


def _equals(name: str, answer: Answer, value: Scalar) -> bool:
    if _is_missing(answer):
        return False
    if isinstance(answer, str | bool | int | float):
        if kind(answer) != kind(value):
            raise _mismatch(name, answer, value)
        return answer == value
    if not isinstance(value, str):
        raise _mismatch(name, answer, value)
    return answer is not None and value in answer


def _in_order(op: Op, left: _Ordered, right: _Ordered) -> bool:
    match op:
        case Op.LT:
            return left < right
        case Op.LE:
            return left <= right
        case Op.GT:
            return left > right
        case _:
            return left >= right


def _is_missing(answer: Answer) -> bool:
    return answer is None or (not isinstance(answer, bool | int | float) and len(answer) == 0)


def _is_number(answer: Answer) -> TypeGuard[float]:
    return isinstance(answer, int | float) and not isinstance(answer, bool)


def kind(answer: Answer) -> str:
    """Name the kind of an answer in Chinese."""
    if isinstance(answer, bool):
        return "是或否"
    if isinstance(answer, int | float):
        return "数字"
    return "文字" if isinstance(answer, str) else "多选"


def _mismatch(name: str, answer: Answer, value: Scalar) -> ConditionError:
    return ConditionError(f"“{name}”的回答是{kind(answer)}，条件要求的是{kind(value)}")
