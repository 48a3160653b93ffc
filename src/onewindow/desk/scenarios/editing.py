"""One row in the scenario editor: what it says, and when it applies."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.definition.wording import condition_words
from onewindow.catalogue.scenarios.uses import conditionals_of, uses_of
from onewindow.desk.scenarios.conditions import ConditionForm
from onewindow.desk.scenarios.page import (
    TABLES,
    WRITTEN,
    ScenarioPage,
    place_of,
    say_condition,
)
from onewindow.desk.scenarios.rows import RowForm

if TYPE_CHECKING:
    from django.http import QueryDict

    from onewindow.catalogue.definition import ItemDefinition
    from onewindow.catalogue.definition.rows import QuestionRow
    from onewindow.catalogue.models import ItemVersion
    from onewindow.catalogue.scenarios.uses import Conditional
    from onewindow.catalogue.storing.tables import Values
    from onewindow.events import Actor


class RowPage(ScenarioPage):
    """One row with its condition; without a key it is new. Http404 where there is none."""

    def __init__(
        self,
        version: ItemVersion,
        table: str,
        key: str,
        sent: QueryDict,
        *,
        is_sent: bool = False,
    ) -> None:
        super().__init__(version, sent)
        place = place_of(self.definition, table, key) if table in TABLES else None
        if (place is None and key) or table not in (TABLES if key else WRITTEN):
            raise Http404
        self.table, self.key = table, key
        rows = getattr(self.definition, table)
        self.place = len(rows) if place is None else place
        self.stored = None if place is None else rows[place]
        data = sent if is_sent else None
        taken = [getattr(row, "code", "") for row in rows]
        self.form = RowForm(table, self.stored, taken, data) if table in WRITTEN else None
        when = getattr(self.stored, "when", None)
        self.condition = ConditionForm(when, self._askable, self._labels, data)
        self.is_checking = False

    @property
    def label(self) -> str:
        """The name of the table."""
        return _(elements()[self.table].label)

    @property
    def name(self) -> str:
        """What the stored row is called."""
        rows = conditionals_of(self.definition, self.table)
        return rows[self.place].name or rows[self.place].words if self.stored else ""

    @property
    def stored_condition(self) -> str:
        """The stored condition in words."""
        when = getattr(self.stored, "when", None)
        return say_condition(when, self._labels) if self.stored is not None else ""

    @property
    def is_locked(self) -> bool:
        """Whether the table comes from a standard."""
        return self.table in self.locked

    @property
    def uses(self) -> list[Conditional]:
        """Where this question is used."""
        return uses_of(self.definition, self.key) if self.table == "questions" and self.key else []

    @property
    def sent_or_seen(self) -> str:
        """The fingerprint to send with the next save: after a conflict that of the latest."""
        sent = self.sent.get("seen", "")
        return sent if sent and not self.is_conflict else self.seen(self.table)

    @cached_property
    def current(self) -> ItemDefinition:
        """The definition with this row as it is being written, where it makes sense."""
        row = self.made
        if row is None:
            return self.definition
        rows = list(getattr(self.definition, self.table))
        rows[self.place : self.place + 1] = [row]
        values: Values = {self.table: tuple(rows)}
        return replace(self.definition, **values)

    @property
    def is_complete(self) -> bool:
        """Whether what is being written could be saved."""
        return self.made is not None

    @property
    def holds(self) -> bool | None:
        """Tell whether the row applies to the chosen answers; None while that is open."""
        return self.preview.holds(self.table, self.place)

    @property
    def row_errors(self) -> list[tuple[str, str]]:
        """What has to be changed, as (id of the field, message)."""
        found = [("", message) for message in self.errors]
        if not self.is_checking:
            return found
        if self.form is not None:
            if self.form.problem:
                found.append(("", self.form.problem))
            for form in (self.form.main, *self.form.subs):
                for bound in form:
                    found += [
                        (bound.id_for_label, f"“{bound.label}”：{error}") for error in bound.errors
                    ]
        return found + [
            (f"id_{token}-question", _("适用情形：%(error)s") % {"error": error})
            for token, error in self.condition.errors
        ]

    def apply(self, action: str) -> None:
        """Add, remove or move an option or a line of the condition."""
        if action.startswith("sub:") and self.form is not None:
            self.form.apply(action)
        elif action.startswith("when:"):
            self.condition.apply(action.removeprefix("when:"))
        _seen = self.made
        if self.form is not None:
            # What is not finished yet is no mistake.
            self.form.quieten()

    def store(self, *, by: Actor, at: datetime) -> bool:
        """Save the row; what is refused or missing is said."""
        self.is_checking = True
        row = self.made
        if row is None:
            if self.table == "scenario_rules" and not self.condition.parts:
                self.errors.append(
                    _("请填写适用情形。所有情形都一样的，改事项的审查时限和到现场次数就行。")
                )
            return False
        rows = list(getattr(self.definition, self.table))
        rows[self.place : self.place + 1] = [row]
        return self.save(self.table, tuple(rows), seen=self.sent.get("seen", ""), by=by, at=at)

    @cached_property
    def made(self) -> object | None:
        """The row as it is being written, None while it makes no sense."""
        is_sound = self.form.is_valid() if self.form is not None and self._is_sent else True
        if not is_sound or self.condition.errors:
            return None
        when = self.condition.when()
        if self.table == "scenario_rules" and when is None:
            return None
        if self.form is None or not self._is_sent:
            return replace(self.stored, when=when) if self.stored is not None else None
        applies: Values = {"when": when}
        return replace(self.form.value(), **applies)

    @property
    def _is_sent(self) -> bool:
        return self.form is not None and self.form.main.is_bound

    @cached_property
    def _askable(self) -> tuple[QuestionRow, ...]:
        """The questions that are answered before the row is looked at."""
        before = self.definition.questions
        return before[: self.place] if self.table == "questions" else before

    @cached_property
    def _labels(self) -> dict[str, str]:
        return condition_words(self.definition.questions)
