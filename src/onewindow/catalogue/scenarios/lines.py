"""A condition as lines to choose from: question – comparison – answers, joined by all or any.

One level of groups; a part that says more is kept as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onewindow.catalogue.codes import QuestionKind
from onewindow.catalogue.definition.rows import Condition, QuestionRow
from onewindow.kernel.conditions import (
    Always,
    And,
    Compare,
    In,
    Not,
    Op,
    Or,
    Scalar,
    Term,
    dump,
    parse,
)


class How(StrEnum):
    """How the lines of a condition are joined."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True)
class Line:
    """One comparison. `==` and `!=` take several choices: one of them, none of them."""

    question: str
    op: Op
    values: tuple[Scalar, ...]


@dataclass(frozen=True)
class Group:
    """Several lines joined among themselves."""

    how: How
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Kept:
    """A part that lines cannot say; it stays as it is stored."""

    term: Term


Part = Line | Group | Kept


@dataclass(frozen=True)
class Lines:
    """A whole condition; without parts it always holds."""

    how: How = How.ALL
    parts: tuple[Part, ...] = ()


OPS = {
    QuestionKind.CHOICE: (Op.EQ, Op.NE),
    QuestionKind.BOOL: (Op.EQ, Op.NE),
    QuestionKind.NUMBER: (Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE),
}


def take_apart(when: Condition | None, questions: Sequence[QuestionRow]) -> Lines:
    """Return a stored condition as lines about these questions; raise ConditionError."""
    if when is None:
        return Lines()
    term = parse(when)
    match term:
        case Always():
            return Lines()
        case And(terms):
            return Lines(How.ALL, tuple(_part(each, questions) for each in terms))
        case Or(terms):
            return Lines(How.ANY, tuple(_part(each, questions) for each in terms))
    return Lines(How.ALL, (_part(term, questions),))


def put_together(lines: Lines) -> Term | None:
    """Return the condition that lines state, None where there are none."""
    terms = [term for part in lines.parts if (term := _term(part)) is not None]
    return _joined(lines.how, terms)


def normal(lines: Lines) -> Lines:
    """Return lines without joints that join nothing."""
    parts = tuple(
        part.lines[0] if isinstance(part, Group) and len(part.lines) == 1 else part
        for part in lines.parts
    )
    if len(parts) == 1 and isinstance(parts[0], Group):
        return Lines(parts[0].how, parts[0].lines)
    return Lines(lines.how if len(parts) > 1 else How.ALL, parts)


def rewritten(
    before: Condition | None, lines: Lines, questions: Sequence[QuestionRow]
) -> Condition | None:
    """Return the condition as it is to be stored; what says the same stays as it was written."""
    if before is not None and normal(take_apart(before, questions)) == normal(lines):
        return before
    term = put_together(lines)
    return None if term is None else condition_of(term)


def condition_of(term: Term) -> Condition:
    """Write a term as a definition keeps it; raise ConditionError for one that cannot be read."""
    written: object = dump(term)
    parse(written)
    return written if isinstance(written, Mapping) else {}


def _part(term: Term, questions: Sequence[QuestionRow]) -> Part:
    line = _line(term, questions)
    if line is not None:
        return line
    match term:
        case And(terms) | Or(terms):
            lines = [_line(each, questions) for each in terms]
            sound = tuple(each for each in lines if each is not None)
            if len(sound) == len(lines):
                return Group(How.ALL if isinstance(term, And) else How.ANY, sound)
    return Kept(term)


def _line(term: Term, questions: Iterable[QuestionRow]) -> Line | None:
    match term:
        case Compare(field, op, value):
            return _sound(Line(field, op, (value,)), questions)
        case In(field, values):
            return _sound(Line(field, Op.EQ, values), questions)
        case Not(In(field, values)):
            return _sound(Line(field, Op.NE, values), questions)
        case Not(Compare(field, Op.EQ | Op.NE as op, value)):
            # An answer that is missing equals nothing: both readings agree on it.
            return _sound(Line(field, Op.NE if op is Op.EQ else Op.EQ, (value,)), questions)
    return None


def _sound(line: Line, questions: Iterable[QuestionRow]) -> Line | None:
    asked = next((each for each in questions if each.code == line.question), None)
    if asked is None or line.op not in OPS[QuestionKind(asked.kind)]:
        return None
    if asked.kind == QuestionKind.CHOICE:
        known = [option.code for option in asked.options]
        if not line.values or not set(line.values) <= set(known):
            return None
        return Line(line.question, line.op, tuple(code for code in known if code in line.values))
    is_bool = [isinstance(value, bool) for value in line.values]
    if len(is_bool) != 1 or isinstance(line.values[0], str):
        return None
    return line if is_bool[0] is (asked.kind == QuestionKind.BOOL) else None


def _term(part: Part) -> Term | None:
    match part:
        case Kept(term):
            return term
        case Group(how, lines):
            return _joined(how, [_compared(line) for line in lines])
        case Line():
            return _compared(part)


def _compared(line: Line) -> Term:
    if len(line.values) == 1:
        return Compare(line.question, line.op, line.values[0])
    one_of = In(line.question, line.values)
    return Not(one_of) if line.op is Op.NE else one_of


def _joined(how: How, terms: Sequence[Term]) -> Term | None:
    if len(terms) < 2:
        return terms[0] if terms else None
    return And(tuple(terms)) if how is How.ALL else Or(tuple(terms))
