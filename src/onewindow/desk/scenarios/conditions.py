"""A condition as it is filled in: lines of question, comparison and answers; nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from onewindow.catalogue.scenarios.lines import (
    Group,
    How,
    Kept,
    Line,
    Lines,
    Part,
    put_together,
    rewritten,
    take_apart,
)
from onewindow.desk.scenarios.line import LineForm
from onewindow.kernel.conditions import ConditionError, explain

if TYPE_CHECKING:
    from django.http import QueryDict

    from onewindow.catalogue.definition.rows import Condition, QuestionRow

MOST = 30
TOKEN = re.compile(r"[lgk][0-9]{1,4}")


class KeptForm:
    """A part that is deeper than lines go: said in words, kept or removed."""

    kind = "kept"

    def __init__(self, token: str, part: Kept, labels: Mapping[str, str]) -> None:
        self.token, self.part = token, part
        self.words = explain(part.term, labels)
        self.remove = f"when:{token}:remove"


class GroupForm:
    """Several lines joined among themselves."""

    kind = "group"

    def __init__(self, token: str, how: How, lines: list[LineForm]) -> None:
        self.token, self.how, self.lines = token, how, lines
        self.add, self.remove = f"when:{token}:add", f"when:{token}:remove"


PartForm = LineForm | GroupForm | KeptForm


class ConditionForm:
    """The condition of one row; `data` is what was sent."""

    def __init__(
        self,
        when: Condition | None,
        questions: Sequence[QuestionRow],
        labels: Mapping[str, str],
        data: QueryDict | None = None,
    ) -> None:
        self._when, self.questions, self._labels, self._data = when, questions, labels, data
        self.is_unreadable = False
        self.stored = self._stored()
        self.how = self.stored.how
        self.parts: list[PartForm] = []
        self._next = 0
        if data is None:
            self.parts = [self._shown(at, part) for at, part in enumerate(self.stored.parts)]
        else:
            self._read(data)

    @property
    def hows(self) -> list[tuple[str, str]]:
        """The ways of joining."""
        return [(How.ALL, _("全部满足")), (How.ANY, _("任一满足"))]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is still to be filled in, as (id of the field, message)."""
        return [(line.token, line.error) for line in self._lines() if line.error]

    @property
    def can_ask(self) -> bool:
        """Whether there is a question to choose."""
        return bool(self.questions)

    @property
    def words(self) -> str:
        """The condition in Chinese, nothing while it is not complete."""
        if self.errors:
            return ""
        term = put_together(self.lines())
        return explain(term, self._labels) if term is not None else _("所有情形")

    def lines(self) -> Lines:
        """Return the condition; only where there are no errors."""
        parts = [self._part(each) for each in self.parts]
        return Lines(self.how, tuple(part for part in parts if part is not None))

    def when(self) -> Condition | None:
        """Return the condition as it is to be stored."""
        if self.is_unreadable and not self.parts:
            return None
        before = None if self.is_unreadable else self._when
        return rewritten(before, self.lines(), self.questions)

    def apply(self, action: str) -> None:
        """Add a line or a group, or take one away: `add`, `group`, `g1:add`, `l2:remove`."""
        token, _colon, verb = action.partition(":")
        if action == "clear":
            self.parts = []
        elif len(list(self._lines())) >= MOST and verb != "remove":
            return
        elif action == "add":
            self.parts.append(self._new_line())
        elif action == "group":
            self.parts.append(GroupForm(self._token("g"), self._other, [self._new_line()]))
        elif verb == "add":
            for group in self.parts:
                if isinstance(group, GroupForm) and group.token == token:
                    group.lines.append(self._new_line())
        elif verb == "remove":
            self._remove(token)

    @property
    def _other(self) -> How:
        return How.ANY if self.how is How.ALL else How.ALL

    def _stored(self) -> Lines:
        try:
            return take_apart(self._when, self.questions)
        except ConditionError:
            self.is_unreadable = True
            return Lines()

    def _shown(self, place: int, part: Part) -> PartForm:
        match part:
            case Kept():
                return KeptForm(f"k{place}", part, self._labels)
            case Group(how, lines):
                return GroupForm(self._token("g"), how, [self._of(line) for line in lines])
            case Line():
                return self._of(part)

    def _of(self, line: Line) -> LineForm:
        return LineForm.of(self._token("l"), line, self.questions)

    def _read(self, data: QueryDict) -> None:
        self.how = How.ANY if data.get("how") == How.ANY else How.ALL
        self._next = 1 + max(
            (int(token[1:]) for token in (*data.getlist("part"), *self._inner(data))
             if TOKEN.fullmatch(token)),
            default=-1,
        )  # fmt: skip
        for token in dict.fromkeys(data.getlist("part")[:MOST]):
            made = self._sent(token, data)
            if made is not None:
                self.parts.append(made)

    def _inner(self, data: QueryDict) -> list[str]:
        return [
            line for token in data.getlist("part") if token.startswith("g")
            for line in data.getlist(f"{token}-line")
        ]  # fmt: skip

    def _sent(self, token: str, data: QueryDict) -> PartForm | None:
        kind, number = token[:1], token[1:]
        if not TOKEN.fullmatch(token):
            return None
        if kind == "l":
            return LineForm.sent(token, data, self.questions)
        if kind == "g":
            how = How.ANY if data.get(f"{token}-how") == How.ANY else How.ALL
            inner = dict.fromkeys(data.getlist(f"{token}-line")[:MOST])
            return GroupForm(
                token,
                how,
                [
                    LineForm.sent(each, data, self.questions)
                    for each in inner
                    if TOKEN.fullmatch(each)
                ],
            )
        kept = self.stored.parts[int(number)] if int(number) < len(self.stored.parts) else None
        return KeptForm(token, kept, self._labels) if isinstance(kept, Kept) else None

    def _part(self, form: PartForm) -> Part | None:
        match form:
            case KeptForm():
                return form.part
            case GroupForm():
                lines = tuple(line.line() for line in form.lines)
                return Group(form.how, lines) if lines else None
            case LineForm():
                return form.line()

    def _lines(self) -> Iterator[LineForm]:
        for part in self.parts:
            if isinstance(part, LineForm):
                yield part
            elif isinstance(part, GroupForm):
                yield from part.lines

    def _remove(self, token: str) -> None:
        self.parts = [part for part in self.parts if part.token != token]
        for part in self.parts:
            if isinstance(part, GroupForm):
                part.lines = [line for line in part.lines if line.token != token]
        self.parts = [part for part in self.parts if not isinstance(part, GroupForm) or part.lines]

    def _token(self, kind: str) -> str:
        self._next += 1
        return f"{kind}{self._next - 1}"

    def _new_line(self) -> LineForm:
        return LineForm(self._token("l"), self.questions)
