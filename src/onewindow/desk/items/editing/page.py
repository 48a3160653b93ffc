"""One group of a draft as a page to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from onewindow.catalogue import actions
from onewindow.catalogue.actions.editing import EditedMeanwhile, fingerprint
from onewindow.catalogue.definition.elements import GROUPS
from onewindow.catalogue.definition.wording import step_names
from onewindow.catalogue.differences import Change, compare
from onewindow.catalogue.element_rules import locked_elements
from onewindow.catalogue.storing.tables import Values
from onewindow.desk.items.editing.facts import Fact, facts_of
from onewindow.desk.items.editing.places import places_of
from onewindow.desk.items.editing.rows import Around, RowForm
from onewindow.desk.items.editing.scalars import ScalarsForm, editable
from onewindow.desk.items.editing.tables import ELSEWHERE, TableForm
from onewindow.desk.items.elements import Element as ShownElement
from onewindow.desk.items.elements import Shown
from onewindow.kernel.errors import DomainError

if TYPE_CHECKING:
    from django.http import QueryDict

    from onewindow.catalogue.definition.elements import Element, Group
    from onewindow.catalogue.models import DraftEdit, ItemVersion
    from onewindow.events import Actor

GROUP_BY_CODE = {group.code: group for group in GROUPS}


class EditPage:
    """The fields and tables of one group; `conflict` when somebody saved it meanwhile."""

    def __init__(self, version: ItemVersion, group: Group, data: QueryDict | None = None) -> None:
        self.version, self.group, self._data = version, group, data
        self.shown = Shown(version)
        self.definition = self.shown.definition
        self.locked = locked_elements(version)
        self.scalars = ScalarsForm(group, self.definition, self.locked, data)
        self.tables = [self._table(each) for each in self._tables()]
        self.conflict: list[Change] = []
        self.meanwhile: DraftEdit | None = None
        self.is_saved = False

    @property
    def codes(self) -> list[str]:
        """The codes of what is edited on this page."""
        tables = [table.element.code for table in self.tables]
        return [*(each.code for each in editable(self.group, self.locked)), *tables]

    @cached_property
    def seen(self) -> str:
        """The fingerprint of what is stored, to be sent along with the next save."""
        return fingerprint(self.definition, self.codes)

    @property
    def title(self) -> str:
        """The title of the group."""
        return _(self.group.title)

    @property
    def readonly(self) -> list[ShownElement]:
        """What belongs to the group but is not changed here."""
        editable_codes = set(self.codes)
        return [
            self.shown.element(each)
            for each in self.group.elements
            if each.code not in editable_codes
        ]

    @property
    def groups(self) -> list[Group]:
        """All groups, for the navigation."""
        return list(GROUPS)

    @property
    def next_group(self) -> Group | None:
        """The group after this one."""
        at = GROUPS.index(self.group)
        return GROUPS[at + 1] if at + 1 < len(GROUPS) else None

    @property
    def scenario_url(self) -> str:
        """Where conditions, questions and fields are written."""
        try:
            return reverse("desk:scenario", args=[self.version.pk])
        except NoReverseMatch:
            return ""

    @property
    def sent_seen(self) -> str:
        """The fingerprint that came with what was sent."""
        return self._data.get("seen", "") if self._data is not None else ""

    @property
    def all_errors(self) -> list[str]:
        """Every error of the page as a sentence with its field."""
        said = [str(error) for error in self.scalars.non_field_errors()]
        said += [
            _("“%(label)s”：%(error)s") % {"label": table.label, "error": table.problem}
            for table in self.tables
            if table.problem
        ]
        for form in (self.scalars, *(row for table in self.tables for row in table.rows)):
            said += [
                _("“%(label)s”：%(error)s") % {"label": bound.label, "error": error}
                for bound in form
                for error in bound.errors
            ]
        return said

    @property
    def has_errors(self) -> bool:
        """Whether something has to be changed."""
        return self._data is not None and bool(self.all_errors)

    def apply(self, action: str) -> None:
        """Add, remove or move a row: `materials:add`, `materials:2:up`."""
        code, *rest = action.split(":")
        table = next((each for each in self.tables if each.element.code == code), None)
        if table is not None and rest == ["add"]:
            table.add()
        elif table is not None and len(rest) == 2:
            table.change(*rest)

    def is_valid(self) -> bool:
        """Whether everything on the page is sound."""
        checks = [self.scalars.is_valid(), *(table.is_valid() for table in self.tables)]
        return all(checks)

    def save(self, *, by: Actor, at: datetime) -> bool:
        """Save the page; what is refused is said by the form or shown as a conflict."""
        values: Values = self.scalars.values() | {
            table.element.code: table.value() for table in self.tables
        }
        try:
            actions.edit(self.version, values, seen=self.sent_seen, by=by, at=at)
        except EditedMeanwhile as refused:
            self.scalars.add_error(None, refused.message)
            self._compare(values)
            self.meanwhile = self.version.edits.order_by("-at").first()
            return False
        except DomainError as refused:
            self.scalars.add_error(None, refused.message)
            return False
        self.is_saved = True
        return True

    def _compare(self, values: Values) -> None:
        mine = replace(self.definition, **values)
        names = self.shown.names
        self.conflict = compare(self.definition, mine, old_names=names, new_names=names)

    def _tables(self) -> Iterator[Element]:
        for element in self.group.elements:
            is_open = element.code not in self.locked and element.code not in ELSEWHERE
            if element.kind == "table" and is_open:
                yield element

    def _table(self, element: Element) -> TableForm:
        stored = getattr(self.definition, element.code)
        around = Around()
        if element.code == "steps":
            names = step_names(self.definition.steps)
            materials = {row.code: row.name for row in self.definition.materials}
            around = Around(places_of(self.definition), names | self._steps_sent(), materials)
        return TableForm(element, stored, around, self._data, self._facts)

    def _facts(self, row: RowForm) -> list[Fact]:
        return facts_of(row, self.version.pk, self.shown.names)

    def _steps_sent(self) -> dict[str, str]:
        if self._data is None:
            return {}
        sent = ((self._data.get(f"steps-{key}-code", ""), self._data.get(f"steps-{key}-name", ""))
                for key in self._data.getlist("steps"))  # fmt: skip
        return {code: name for code, name in sent if code and name}
