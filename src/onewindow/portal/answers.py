"""The questions that narrow a guide and an application (情形), as a form and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from onewindow.catalogue.asking import ask, ask_again
from onewindow.catalogue.models import Question
from onewindow.catalogue.reading import AskedQuestion
from onewindow.design.forms import PlainForm

AnswerValue = str | float | bool
YES, NO = "yes", "no"
MOST = 10**12


@dataclass(frozen=True)
class Said:
    """A question and its answer as a person reads them."""

    code: str
    question: str
    answer: str
    is_yes_or_no: bool


class AnswersForm(PlainForm):
    """One field for each question that is asked; a guide takes what is there, a draft wants all.

    Which questions are asked follows from the answers to those before: the sent ones, else the
    saved ones.
    """

    use_required_attribute = False

    def __init__(
        self,
        questions: Sequence[AskedQuestion],
        data: Mapping[str, object] | None = None,
        *,
        saved: Mapping[str, AnswerValue] | None = None,
    ) -> None:
        kept = saved or {}
        super().__init__(data, initial=as_data(kept))
        self.asking = ask(questions, self._sent) if self.is_bound else ask_again(questions, kept)
        for question in self.asking.asked:
            self.fields[question.code] = _field(question)

    def answers(self) -> dict[str, AnswerValue]:
        """Return the answers that make sense; the others are left out."""
        return dict(self.asking.answers)

    def asks_beyond(self, shown: Sequence[str]) -> bool:
        """Whether an answer just sent leads to a question that was not `shown` on the page."""
        return bool(shown) and any(each.code not in shown for each in self.asking.asked)

    def _sent(self, question: AskedQuestion) -> AnswerValue | None:
        field = _field(question)
        try:
            value: AnswerValue | None = field.clean(self.data.get(question.code))
        except forms.ValidationError:
            return None
        return value


def as_data(answers: Mapping[str, AnswerValue]) -> dict[str, str]:
    """Return answers as a form or an address carries them."""
    return {code: _as_text(value) for code, value in answers.items()}


def in_words(questions: Sequence[AskedQuestion], answers: Mapping[str, AnswerValue]) -> list[Said]:
    """Return the questions that have an answer, with the answer as a person reads it."""
    return [
        Said(
            each.code,
            each.text,
            _as_words(each, answers[each.code]),
            each.kind is Question.Kind.BOOL,
        )
        for each in questions
        if answers.get(each.code) is not None
    ]


def _as_text(value: AnswerValue) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return value if isinstance(value, str) else f"{value:g}"


def _as_words(question: AskedQuestion, value: AnswerValue) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return dict(question.choices).get(str(value), _as_text(value))


def _field(question: AskedQuestion) -> forms.Field:
    label, hint = question.text, question.help
    if question.kind is Question.Kind.NUMBER:
        return forms.FloatField(label=label, help_text=hint, min_value=0, max_value=MOST)
    if question.kind is Question.Kind.BOOL:
        return forms.TypedChoiceField(
            label=label,
            help_text=hint,
            widget=forms.RadioSelect,
            choices=[(YES, _("是")), (NO, _("否"))],
            coerce=lambda text: text == YES,
            empty_value=None,
        )
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        widget=forms.RadioSelect,
        choices=question.choices,
    )
