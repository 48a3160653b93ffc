"""The guide as it would be for chosen answers, while its conditions are still being written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from onewindow.catalogue.asking import Value, ask
from onewindow.catalogue.codes import QuestionKind
from onewindow.catalogue.definition.rows import FeeRow
from onewindow.catalogue.definition.steps import steps_of
from onewindow.catalogue.definition.wording import say_days
from onewindow.catalogue.guide import steps_not_needed, wording
from onewindow.catalogue.limits import limits_by
from onewindow.catalogue.reading import AskedQuestion
from onewindow.catalogue.scenarios.uses import conditionals_of
from onewindow.design.flow_chart import FlowChart, flow_chart
from onewindow.design.forms import PlainForm
from onewindow.kernel.conditions import ConditionError, evaluate, explain, parse
from onewindow.procedure.drawing import Mark, StepState
from onewindow.procedure.errors import ProcedureError
from onewindow.procedure.model import Procedure

if TYPE_CHECKING:
    from onewindow.catalogue.definition import ItemDefinition
    from onewindow.catalogue.definition.rows import QuestionRow
    from onewindow.catalogue.definition.wording import Names

YES, NO = "yes", "no"
PREFIX = "a"
MOST = 10**12


@dataclass(frozen=True)
class Listed:
    """A row of the guide; `condition` says when it is needed, while that is open."""

    name: str
    place: int
    condition: str = ""
    note: str = ""


@dataclass(frozen=True)
class Listing:
    """The rows of a table: those that concern this applicant, and those that do not."""

    shown: tuple[Listed, ...]
    left_out: tuple[Listed, ...]


class AnswersForm(PlainForm):
    """One field for each question that is asked after the answers chosen so far."""

    use_required_attribute = False

    def __init__(self, questions: tuple[AskedQuestion, ...], data: Mapping[str, str]) -> None:
        super().__init__(data, prefix=PREFIX)
        self.asking = ask(questions, self._sent)
        for question in self.asking.asked:
            self.fields[question.code] = _field(question)

    def _sent(self, question: AskedQuestion) -> Value | None:
        try:
            value: Value | None = _field(question).clean(self.data.get(f"{PREFIX}-{question.code}"))
        except forms.ValidationError:
            return None
        return value


class Preview:
    """What a definition says to somebody who gave these answers."""

    def __init__(self, definition: ItemDefinition, names: Names, data: Mapping[str, str]) -> None:
        self.definition, self._names, self._data = definition, names, data
        self.fault = ""
        try:
            self.questions = tuple(map(_asked, definition.questions))
            self.form = AnswersForm(self.questions, data)
            self.materials = self._listing("materials")
            self.fields = self._listing("fields")
            self.results = self._listing("results")
            self.fees = self._listing("fees")
            self.rules = self._listing("scenario_rules")
            self.limits = limits_by(definition, definition.scenario_rules, self.form.asking.answers)
        except ConditionError as error:
            self.fault = error.message

    @property
    def query(self) -> str:
        """The answers as they follow from page to page."""
        prefix = f"{PREFIX}-"
        return urlencode(
            {name: value for name, value in self._data.items() if name.startswith(prefix) and value}
        )

    @property
    def is_done(self) -> bool:
        """Whether every question that is asked has an answer."""
        return self.form.asking.is_done

    @property
    def days(self) -> str:
        """The promised limit in this situation."""
        return say_days(self.limits.promised.days, self.limits.promised.unit)

    @property
    def is_limit_open(self) -> bool:
        """Whether a rule for the limit or the visits waits for an answer."""
        return any(each.condition for each in self.rules.shown)

    @cached_property
    def fee(self) -> Decimal:
        """The sum of the fixed fees in yuan."""
        amounts = (amount_of(self._fee(each)) for each in self.fees.shown if not each.condition)
        return sum((each for each in amounts if each is not None), Decimal())

    @property
    def has_open_fees(self) -> bool:
        """Whether a fee is no fixed sum, or waits for an answer."""
        return any(each.condition or amount_of(self._fee(each)) is None for each in self.fees.shown)

    @cached_property
    def chart(self) -> FlowChart | None:
        """The flow chart, None while the order of the steps is unsound."""
        try:
            procedure = Procedure.of(steps_of(self.definition))
        except ProcedureError:
            return None
        asking = self.form.asking
        left_out = set(steps_not_needed(procedure, asking))
        steps = tuple(
            replace(step, when=None)
            if step.when is not None and step.code not in left_out and not asking.is_open(step.when)
            else step
            for step in procedure.steps
        )
        return flow_chart(
            Procedure(steps),
            self._names.units,
            {code: Mark(StepState.PRUNED) for code in left_out},
            key="preview",
            wording=wording(self.questions),
        )

    def holds(self, table: str, place: int) -> bool | None:
        """Tell whether the condition at a place, from 0, holds; None while that is open."""
        listing = self._listing(table)
        found = next((each for each in listing.shown if each.place == place), None)
        if found is None:
            return False
        return None if found.condition else True

    def _fee(self, listed: Listed) -> FeeRow:
        return self.definition.fees[listed.place]

    def _listing(self, table: str) -> Listing:
        rows = list(self._rows(table))
        return Listing(
            tuple(listed for listed, is_needed in rows if is_needed),
            tuple(listed for listed, is_needed in rows if not is_needed),
        )

    def _rows(self, table: str) -> Iterator[tuple[Listed, bool]]:
        asking = self.form.asking
        for place, row in enumerate(conditionals_of(self.definition, table)):
            listed = Listed(row.name, place, note=self._note(table, place))
            if row.when is None:
                yield listed, True
                continue
            term = parse(row.when)
            if asking.is_open(term):
                words = explain(term, self._names.conditions)
                yield replace(listed, condition=words), True
            else:
                yield listed, evaluate(term, asking.answers)

    def _note(self, table: str, place: int) -> str:
        if table == "fees":
            return self.definition.fees[place].standard
        if table != "materials":
            return ""
        necessity = self.definition.materials[place].necessity
        return {"deferrable": _("可容缺"), "optional": _("选交")}.get(necessity, "")


def amount_of(fee: FeeRow) -> Decimal | None:
    """Return a fixed fee in yuan, None where the standard is no fixed sum."""
    try:
        amount = Decimal(fee.amount)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _asked(row: QuestionRow) -> AskedQuestion:
    return AskedQuestion(
        row.code,
        row.text,
        QuestionKind(row.kind),
        "",
        tuple((option.code, option.text) for option in row.options),
        None if row.when is None else parse(row.when),
    )


def _field(question: AskedQuestion) -> forms.Field:
    if question.kind is QuestionKind.NUMBER:
        return forms.FloatField(label=question.text, min_value=0, max_value=MOST, required=False)
    later = ("", _("还没有回答"))
    if question.kind is QuestionKind.BOOL:
        return forms.TypedChoiceField(
            label=question.text, choices=[later, (YES, _("是")), (NO, _("否"))], required=False,
            coerce=lambda text: text == YES, empty_value=None,
        )  # fmt: skip
    return forms.ChoiceField(
        label=question.text, choices=[later, *question.choices], required=False
    )
