"""A table of a draft as a list of rows that can be added, removed and moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from onewindow.desk.items.editing.rows import Around, RowForm

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from django.http import QueryDict

    from onewindow.catalogue.definition.elements import Element
    from onewindow.desk.items.editing.facts import Fact

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
# Written elsewhere: conditions, questions and fields have an editor of their own.
ELSEWHERE = frozenset({"questions", "scenario_rules", "fields"})
# Adding stops here; what is stored already is shown and saved whole, however long it is.
MOST_ROWS = 200


class TableForm:
    """The rows of one table; `data` is what was sent, with a key for each row in its order."""

    def __init__(
        self,
        element: Element,
        stored: tuple[DataclassInstance, ...],
        around: Around,
        data: QueryDict | None = None,
        facts: Callable[[RowForm], list[Fact]] = lambda _row: [],
    ) -> None:
        self.element, self._stored, self._around, self._data = element, stored, around, data
        self.label = _(element.label)
        self.problem = ""
        self.has_codes = any(column.code == "code" for column in element.columns)
        self._codes: set[str] = {getattr(row, "code", "") for row in stored}
        self._most = max(MOST_ROWS, len(stored))
        keys = data.getlist(element.code) if data is not None else map(str, range(len(stored)))
        sent = [key for key in dict.fromkeys(keys) if key.isdigit()]
        self._check(len(sent))
        self.rows = [self._row(key) for key in sent[: self._most]]
        for row in self.rows:
            row.facts = facts(row)

    def _check(self, sent: int) -> None:
        """Tell rows that were lost on the way apart from rows that were removed on the page."""
        shown = self._sent("rows")
        expected = int(shown) if shown.isdigit() else len(self._stored)
        if sent > self._most:
            self.problem = self._too_many()
        elif self._data is not None and sent != expected:
            self.problem = _("这张表没有收全，什么也没有保存。请重新打开这一页再改。")

    def _too_many(self) -> str:
        return _("一张表最多 %(most)d 条，请先删去不用的。") % {"most": self._most}

    def _row(self, key: str) -> RowForm:
        origin = self._sent(f"{key}-origin") if self._data is not None else key
        at = int(origin) if origin.isdigit() and int(origin) < len(self._stored) else None
        row = self._stored[at] if at is not None else None
        code = getattr(row, "code", "") or self._new_code(self._sent(f"{key}-code"))
        return RowForm(
            self.element, key, row, code=code, around=self._around, data=self._data,
            origin="" if at is None else str(at),
        )  # fmt: skip

    def _sent(self, name: str) -> str:
        return self._data.get(f"{self.element.code}-{name}", "") if self._data is not None else ""

    def _new_code(self, proposed: str) -> str:
        if not self.has_codes:
            return ""
        if not CODE.fullmatch(proposed) or proposed in self._codes:
            prefix, number = self.element.code[0], 1
            while f"{prefix}{number}" in self._codes:
                number += 1
            proposed = f"{prefix}{number}"
        self._codes.add(proposed)
        return proposed

    def add(self) -> None:
        """Put an empty row at the end; a full table says so instead."""
        if len(self.rows) >= self._most:
            self.problem = self._too_many()
            return
        key = str(max((int(row.key) for row in self.rows), default=-1) + 1)
        self.rows.append(
            RowForm(self.element, key, None, code=self._new_code(""), around=self._around)
        )

    def change(self, key: str, verb: str) -> None:
        """Remove a row, or move it up or down by one."""
        at = next((place for place, row in enumerate(self.rows) if row.key == key), None)
        if at is None:
            return
        row = self.rows.pop(at)
        if verb in {"up", "down"}:
            self.rows.insert(max(at + (1 if verb == "down" else -1), 0), row)

    def is_valid(self) -> bool:
        """Whether every row that says something is sound."""
        checked = [row.is_valid() for row in self._said()]
        return all(checked) and not self.problem

    def value(self) -> tuple[DataclassInstance, ...]:
        """Return the rows in their order, without new ones left blank."""
        rows = tuple(row.value() for row in self._said())
        if self.element.code != "steps":
            return rows
        return tuple(_without_unknown_needs(rows))

    def places_after_saving(self) -> Iterator[tuple[RowForm, int]]:
        """Yield each kept row with its place among the stored rows."""
        for place, row in enumerate(self._said()):
            yield row, place

    def _said(self) -> list[RowForm]:
        return [row for row in self.rows if row.is_bound and not row.is_blank]


def _without_unknown_needs(rows: tuple[DataclassInstance, ...]) -> Iterator[DataclassInstance]:
    codes = {getattr(row, "code", "") for row in rows}
    for row in rows:
        needs = tuple(need for need in getattr(row, "needs", ()) if need in codes)
        yield replace(row, needs=needs)
