"""Changes of questions, fields and rules that leave no condition hanging in the air."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from django.utils.translation import gettext as _

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import QuestionRow
from onewindow.catalogue.scenarios.uses import Conditional, asks_for, conditionals_of, uses_of
from onewindow.kernel.errors import DomainError

Row = TypeVar("Row")


class StillUsed(DomainError):
    """A question or an answer is named by conditions; `places` lists them."""

    def __init__(self, what: str, places: Sequence[Conditional]) -> None:
        self.places = tuple(places)
        listed = "、".join(each.words for each in places)
        super().__init__(
            _("%(what)s还用在这些地方的适用情形里：%(places)s。请先改那里的条件。")
            % {"what": what, "places": listed}
        )


class AskedTooLate(DomainError):
    """A condition would depend on a question that is asked after it."""

    def __init__(self, first: str, then: str) -> None:
        super().__init__(
            _("“%(then)s”要不要问，取决于“%(first)s”的回答，“%(first)s”必须排在前面。")
            % {"first": first, "then": then}
        )


def next_code(prefix: str, taken: Iterable[str]) -> str:
    """Return a new code, never one below a number that is in use: `q3`."""
    numbers = (re.fullmatch(rf"{prefix}(\d+)", code) for code in taken)
    return f"{prefix}{max((int(found[1]) for found in numbers if found), default=0) + 1}"


def moved(rows: Sequence[Row], place: int, by: int) -> tuple[Row, ...]:
    """Return the rows with the one at a place, from 0, moved; it stays within the list."""
    left = [row for at, row in enumerate(rows) if at != place]
    left.insert(max(0, min(len(left), place + by)), rows[place])
    return tuple(left)


def without(rows: Sequence[Row], place: int) -> tuple[Row, ...]:
    """Return the rows without the one at a place, from 0."""
    return tuple(row for at, row in enumerate(rows) if at != place)


def check_questions(before: ItemDefinition, after: Sequence[QuestionRow]) -> None:
    """Raise StillUsed or AskedTooLate when new questions break a condition that was sound."""
    kept = {question.code: question for question in after}
    changed = replace(before, questions=tuple(after))
    for question in before.questions:
        now = kept.get(question.code)
        if now is None:
            _refuse(_("问题“%s”") % question.text, uses_of(changed, question.code))
        elif now.kind != question.kind:
            _refuse(_("问题“%s”的回答方式") % question.text, uses_of(changed, question.code))
        else:
            _check_options(changed, question, now)
    _check_order(before, changed)


def _check_options(changed: ItemDefinition, before: QuestionRow, after: QuestionRow) -> None:
    left = {option.code for option in after.options}
    for option in before.options:
        if option.code not in left:
            what = _("问题“%(question)s”的回答“%(answer)s”") % {
                "question": before.text,
                "answer": option.text,
            }
            _refuse(what, uses_of(changed, before.code, option.code))


def _check_order(before: ItemDefinition, after: ItemDefinition) -> None:
    old = set(_asked_later(before))
    names = {question.code: question.text for question in after.questions}
    for first, then in _asked_later(after):
        if (first, then) not in old:
            raise AskedTooLate(names[first], names[then])


def _asked_later(definition: ItemDefinition) -> list[tuple[str, str]]:
    places = {question.code: at for at, question in enumerate(definition.questions)}
    return [
        (field, row.key)
        for at, row in enumerate(conditionals_of(definition, "questions"))
        for field, _value in asks_for(row)
        if places.get(field, -1) >= at
    ]


def _refuse(what: str, places: Sequence[Conditional]) -> None:
    if places:
        raise StillUsed(what, places)
