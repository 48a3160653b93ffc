"""One line of a condition: a question, a comparison, the answers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from onewindow.catalogue.codes import QuestionKind
from onewindow.catalogue.scenarios.lines import OPS, Line
from onewindow.kernel.conditions import Op, Scalar

if TYPE_CHECKING:
    from django.http import QueryDict

    from onewindow.catalogue.definition.rows import QuestionRow

YES, NO = "yes", "no"
LONGEST_NUMBER = 15


class LineForm:
    """One line as it stands on the page; without a question it is new."""

    kind = "line"

    def __init__(
        self,
        token: str,
        questions: Sequence[QuestionRow],
        code: str = "",
        op: str = "",
        values: Sequence[str] = (),
    ) -> None:
        self.token, self.questions = token, questions
        self.question = next((each for each in questions if each.code == code), None)
        ops = OPS[QuestionKind(self.question.kind)] if self.question else ()
        self.op = next((each for each in ops if each == op), Op.EQ)
        self.texts = list(values)
        self._values, self.error = self._check()

    @classmethod
    def of(cls, token: str, line: Line, questions: Sequence[QuestionRow]) -> LineForm:
        """Return the form of a stored line."""
        return cls(token, questions, line.question, line.op, [_text(each) for each in line.values])

    @classmethod
    def sent(cls, token: str, data: QueryDict, questions: Sequence[QuestionRow]) -> LineForm:
        """Return a line as it was sent."""
        return cls(
            token, questions, data.get(f"{token}-question", ""), data.get(f"{token}-op", ""),
            data.getlist(f"{token}-value"),
        )  # fmt: skip

    @property
    def remove(self) -> str:
        """What its button does."""
        return f"when:{self.token}:remove"

    @property
    def ops(self) -> list[tuple[str, str]]:
        """The comparisons that make sense for the question."""
        if self.question is None:
            return []
        is_number = self.question.kind == QuestionKind.NUMBER
        words = _number_words() if is_number else _choice_words(self.question.kind)
        return [(op.value, words[op]) for op in OPS[QuestionKind(self.question.kind)]]

    @property
    def answers(self) -> list[tuple[str, str, bool]]:
        """The answers to choose from, each with whether it is chosen."""
        if self.question is None or self.question.kind == QuestionKind.NUMBER:
            return []
        offered = [(option.code, option.text) for option in self.question.options]
        if self.question.kind == QuestionKind.BOOL:
            offered = [(YES, _("是")), (NO, _("否"))]
        return [(code, text, code in self.texts) for code, text in offered]

    @property
    def is_number(self) -> bool:
        """Whether the answer is a number to be filled in."""
        return self.question is not None and self.question.kind == QuestionKind.NUMBER

    @property
    def takes_many(self) -> bool:
        """Whether several answers can be ticked."""
        return self.question is not None and self.question.kind == QuestionKind.CHOICE

    @property
    def text(self) -> str:
        """The number as it was written."""
        return self.texts[0] if self.texts else ""

    def line(self) -> Line:
        """Return the line; only where there is no error."""
        return Line(self.question.code if self.question else "", self.op, self._values)

    def _check(self) -> tuple[tuple[Scalar, ...], str]:
        if self.question is None:
            return (), _("请选择一个问题。")
        if self.question.kind == QuestionKind.NUMBER:
            number = _number(self.text)
            return ((number,), "") if number is not None else ((), _("请填写数字，不带单位。"))
        chosen = tuple(code for code, _label, is_chosen in self.answers if is_chosen)
        if not chosen:
            return (), _("请至少选一个回答。")
        if self.question.kind == QuestionKind.BOOL:
            return (chosen[0] == YES,), ""
        return chosen, ""


def _choice_words(kind: str) -> dict[Op, str]:
    if kind == QuestionKind.BOOL:
        return {Op.EQ: _("回答是"), Op.NE: _("回答不是")}
    return {Op.EQ: _("回答是其中之一"), Op.NE: _("回答不是其中任何一个")}


def _number_words() -> dict[Op, str]:
    return {
        Op.EQ: _("等于"), Op.NE: _("不等于"), Op.LT: _("小于"), Op.LE: _("不大于（≤）"),
        Op.GT: _("大于"), Op.GE: _("不小于（≥）"),
    }  # fmt: skip


def _number(text: str) -> int | float | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or len(text.strip()) > LONGEST_NUMBER or "e" in text.lower():
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)
