"""What the pages of the scenario editor share: the draft, the preview, the check of the paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _

from onewindow.catalogue import actions
from onewindow.catalogue.actions.editing import EditedMeanwhile, fingerprint
from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.definition.wording import condition_words
from onewindow.catalogue.element_rules import locked_elements
from onewindow.catalogue.naming import names_for
from onewindow.catalogue.paths import path_report
from onewindow.catalogue.scenarios.changes import check_questions, moved, without
from onewindow.catalogue.scenarios.uses import Conditional, conditionals_of
from onewindow.catalogue.storing import definition_of
from onewindow.desk.scenarios.preview import PREFIX, Preview
from onewindow.kernel.conditions import ConditionError, explain, parse
from onewindow.kernel.errors import DomainError

if TYPE_CHECKING:
    from onewindow.catalogue.definition import ItemDefinition
    from onewindow.catalogue.definition.rows import Condition
    from onewindow.catalogue.models import DraftEdit, ItemVersion
    from onewindow.catalogue.storing.tables import Values
    from onewindow.events import Actor
    from onewindow.procedure.scenarios import PathReport

# Whose rows are written here, and whose conditions only.
WRITTEN = ("questions", "scenario_rules", "fields")
TABLES = ("questions", "materials", "steps", "fees", "results", "scenario_rules", "fields")
FINDINGS = 12
MOVES = {"up": -1, "down": 1}


@dataclass(frozen=True)
class ShownRow:
    """A row of the list: its name, what it is, and its condition in words."""

    row: Conditional
    name: str
    about: str
    condition: str


@dataclass(frozen=True)
class Shelf:
    """A table of the list; `is_locked` where it comes from a standard."""

    table: str
    label: str
    rows: Sequence[ShownRow]
    seen: str
    is_locked: bool

    @property
    def is_written(self) -> bool:
        """Whether rows are added, moved and removed here."""
        return self.table in WRITTEN and not self.is_locked


class Checked:
    """The paths of a definition as the checker sees them."""

    def __init__(self, definition: ItemDefinition) -> None:
        self.report: PathReport | None = None
        self.fault = ""
        try:
            self.report = path_report(definition, listed=1)
        except ConditionError as error:
            self.fault = error.message

    @property
    def findings(self) -> list[tuple[str, str, str]]:
        """What was found, the worst first, as (severity, message, fix)."""
        found = self.report.findings if self.report else ()
        order = ("error", "warning", "info")
        listed = sorted(found, key=lambda each: order.index(each.severity))
        return [(each.severity, each.message, each.fix) for each in listed[:FINDINGS]]

    @property
    def more(self) -> int:
        """How many findings are not listed."""
        return max(len(self.report.findings) - FINDINGS, 0) if self.report else 0

    @property
    def figures(self) -> list[tuple[str, str]]:
        """From–to over all paths: materials, days, visits, fees."""
        seen = self.report.figures if self.report else None
        if seen is None:
            return []
        ranges: list[tuple[str, Mapping[int, int] | None]] = [
            (_("材料"), seen.materials), (_("环节最长（工作日）"), seen.days),
            (_("承诺（工作日）"), seen.promised), (_("到现场次数"), seen.visits),
        ]  # fmt: skip
        said = [(label, _span(list(each))) for label, each in ranges if each]
        if seen.fee:
            said.append((_("费用（元）"), _span(list(seen.fee))))
        return said


class ScenarioPage:
    """One draft in the scenario editor."""

    def __init__(self, version: ItemVersion, sent: QueryDict) -> None:
        self.version, self.sent = version, sent
        self.definition = definition_of(version)
        self.locked = locked_elements(version)
        self.errors: list[str] = []
        self.meanwhile: DraftEdit | None = None
        self.is_conflict = False

    @cached_property
    def answers(self) -> dict[str, str]:
        """The answers chosen in the preview."""
        chosen = {name: each for name, each in self.sent.items() if name.startswith(f"{PREFIX}-")}
        if chosen:
            return {name: str(each) for name, each in chosen.items()}
        return QueryDict(self.sent.get("answers", "")).dict()

    @property
    def current(self) -> ItemDefinition:
        """The definition as it would be with what is being written."""
        return self.definition

    @cached_property
    def preview(self) -> Preview:
        """The guide for the chosen answers."""
        names = names_for(self.definition)
        names = replace(names, conditions=condition_words(self.current.questions))
        return Preview(self.current, names, self.answers)

    @cached_property
    def checked(self) -> Checked:
        """What the path checker says."""
        return Checked(self.current)

    @property
    def shelves(self) -> list[Shelf]:
        """Every table with conditions."""
        return [
            Shelf(
                table, _(elements()[table].label), self._rows(table), self.seen(table),
                table in self.locked,
            )
            for table in TABLES
        ]  # fmt: skip

    def seen(self, table: str) -> str:
        """Return the fingerprint that belongs to a table as it is now."""
        return fingerprint(self.definition, [table])

    def change(self, action: str, *, by: Actor, at: datetime) -> bool:
        """Move or remove a row: `questions:q1:up`; what is refused is said."""
        table, _colon, rest = action.partition(":")
        key, _colon, verb = rest.rpartition(":")
        place = place_of(self.definition, table, key) if table in WRITTEN else None
        if place is None:
            self.errors.append(_("这一条已经不在了，请重新打开这一页。"))
            return False
        rows = getattr(self.definition, table)
        changed = (
            without(rows, place) if verb == "remove" else moved(rows, place, MOVES.get(verb, 0))
        )
        return self.save(table, changed, seen=self.sent.get(f"seen-{table}", ""), by=by, at=at)

    def save(
        self, table: str, rows: tuple[object, ...], *, seen: str, by: Actor, at: datetime
    ) -> bool:
        """Save the rows of one table; what is refused is said."""
        values: Values = {table: rows}
        try:
            if table == "questions":
                check_questions(self.definition, replace(self.definition, **values).questions)
            actions.edit(self.version, values, seen=seen, by=by, at=at)
        except EditedMeanwhile as refused:
            self.errors.append(refused.message)
            self.is_conflict = True
            self.meanwhile = self.version.edits.order_by("-at").first()
            return False
        except DomainError as refused:
            self.errors.append(refused.message)
            return False
        return True

    def _rows(self, table: str) -> list[ShownRow]:
        labels = condition_words(self.definition.questions)
        return [
            ShownRow(
                each,
                each.name or each.words,
                self._about(table, place),
                say_condition(each.when, labels) if each.when else "",
            )
            for place, each in enumerate(conditionals_of(self.definition, table))
        ]

    def _about(self, table: str, place: int) -> str:
        row = getattr(self.definition, table)[place]
        if table == "questions":
            listed = " / ".join(option.text for option in row.options)
            return listed or dict(_kinds(table)).get(row.kind, row.kind)
        if table == "fields":
            kind = dict(_kinds(table)).get(row.kind, row.kind)
            return kind if row.is_required else _("%(kind)s，选填") % {"kind": kind}
        if table != "scenario_rules":
            return ""
        said = []
        if row.review_limit is not None:
            said.append(_("审查时限 %(n)s") % {"n": row.review_limit})
        if row.visits is not None:
            said.append(_("到现场 %(n)s 次") % {"n": row.visits})
        return "，".join(said)


def place_of(definition: ItemDefinition, table: str, key: str) -> int | None:
    """Return the place of a row, from 0, by its key; None when there is none."""
    rows = conditionals_of(definition, table)
    return next((place for place, row in enumerate(rows) if row.key == key), None)


def _kinds(table: str) -> list[tuple[str, str]]:
    column = next(each for each in elements()[table].columns if each.code == "kind")
    return list(column.options().items())


def say_condition(when: Condition | None, labels: Mapping[str, str]) -> str:
    """Return a stored condition in words, also where it makes no sense."""
    if when is None:
        return _("所有情形")
    try:
        return explain(parse(when), labels)
    except ConditionError:
        return _("看不懂的条件，请重新填写")


def _span(values: Sequence[object]) -> str:
    return str(values[0]) if len(values) == 1 else f"{values[0]}—{values[-1]}"
