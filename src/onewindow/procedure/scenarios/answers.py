"""Which answers a question can have, as far as any condition can tell them apart."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onewindow.kernel.conditions import Compare, In, Scalar, evaluate
from onewindow.procedure.scenarios.model import Question, QuestionKind

Atom = Compare | In


@dataclass(frozen=True)
class Choice:
    """Answers that no condition distinguishes: one of them as an example, and all in words."""

    value: Scalar
    words: str


@dataclass(frozen=True)
class _Piece:
    """A stretch of numbers with an example; None as a bound is no bound of a condition."""

    example: float
    low: float | None
    high: float | None
    has_low: bool = False
    has_high: bool = False


def choices(question: Question, atoms: Sequence[Atom]) -> tuple[Choice, ...]:
    """List the answers of a question, given every comparison that is made with it."""
    match question.kind:
        case QuestionKind.CHOICE:
            return tuple(Choice(each.code, f"“{each.text}”") for each in question.options)
        case QuestionKind.BOOL:
            return (Choice(value=True, words="是"), Choice(value=False, words="否"))
        case QuestionKind.NUMBER:
            return tuple(Choice(each.example, _words(each)) for each in _stretches(question, atoms))


def _stretches(question: Question, atoms: Sequence[Atom]) -> list[_Piece]:
    """Cut the numbers at the constants, then join neighbours that behave alike."""
    result: list[_Piece] = []
    last: list[bool] | None = None
    for piece in _pieces(question, sorted(_constants(atoms))):
        behaviour = [evaluate(atom, {question.code: piece.example}) for atom in atoms]
        if behaviour == last:
            result[-1] = replace(result[-1], high=piece.high, has_high=piece.has_high)
        else:
            result.append(piece)
        last = behaviour
    return result


def _constants(atoms: Iterable[Atom]) -> set[float]:
    found: set[float] = set()
    for atom in atoms:
        values = atom.values if isinstance(atom, In) else (atom.value,)
        found |= {value for value in values if isinstance(value, int | float)}
    return found


def _pieces(question: Question, constants: Sequence[float]) -> list[_Piece]:
    least = -math.inf if question.low is None else question.low
    most = math.inf if question.high is None else question.high
    inside = [value for value in constants if least <= value <= most]
    ends = [None, *inside, None]
    result = []
    for low, high in pairwise(ends):
        example = _between(low, high, least, most)
        if example is not None:
            result.append(_Piece(example, low, high))
        if high is not None:
            result.append(_Piece(high, high, high, has_low=True, has_high=True))
    return result


def _between(low: float | None, high: float | None, least: float, most: float) -> float | None:
    """Find a number above `low` and below `high` within [least, most], a round one if possible."""
    start = low if low is not None else least
    end = high if high is not None else most
    for example in _candidates(start, end):
        above = example > start if low is not None else example >= start
        below = example < end if high is not None else example <= end
        if above and below:
            return example
    return None


def _candidates(start: float, end: float) -> Iterable[float]:
    if start == -math.inf and end == math.inf:
        yield 0
        return
    if end == math.inf:
        yield start + 1
    elif start == -math.inf:
        yield end - 1
    else:
        middle = start + (end - start) / 2
        yield from (round(middle), middle)
    yield from (start, end)
    yield from (math.nextafter(start, math.inf), math.nextafter(end, -math.inf))


def _words(piece: _Piece) -> str:
    if piece.low is not None and piece.low == piece.high:
        return number_words(piece.low)
    parts = []
    if piece.low is not None:
        parts.append(f"{'不小于' if piece.has_low else '大于'} {number_words(piece.low)}")
    if piece.high is not None:
        parts.append(f"{'不大于' if piece.has_high else '小于'} {number_words(piece.high)}")
    return " 且".join(parts) or "任意数字"


def number_words(value: float) -> str:
    """Write a number as people do, all its digits and no more."""
    return str(int(value)) if isinstance(value, int) or value.is_integer() else repr(value)
