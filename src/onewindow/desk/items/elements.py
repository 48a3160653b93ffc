"""The elements of a version in the groups of the list, ready to be shown."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition import elements as registry
from onewindow.catalogue.definition.columns import Column
from onewindow.catalogue.definition.rows import FileRow
from onewindow.catalogue.definition.wording import is_unit, say, say_cell
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.naming import names_for
from onewindow.catalogue.storing import definition_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# Said in every row, also where all rows say the same.
ALWAYS = frozenset(
    {"necessity", "options", "needs_original", "is_required", "kind", "limit", "days"}
)
# Columns that stand below each other in one cell.
STACKED: dict[str, dict[str, tuple[str, ...]]] = {
    "materials": {"name": ("note",)},
    "steps": {"name": ("kind",), "unit": ("post",), "person": ("title", "mobile")},
}
WIDEST = 7


@dataclass(frozen=True)
class Cell:
    """One cell; `url` where it is a file, `below` what stands under it."""

    text: str
    url: str = ""
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Element:
    """One element: lines of text, or a table with its heads."""

    code: str
    label: str
    lines: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    is_numbered: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the version says nothing here."""
        return not self.rows and not any(self.lines)

    @property
    def is_wide(self) -> bool:
        """Whether a row has more to say than fits into a line of a table."""
        return len(self.heads) > WIDEST

    @property
    def labelled(self) -> list[list[tuple[str, Cell]]]:
        """The table's cells, each with the head of its column."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Group:
    """A section of the list."""

    code: str
    title: str
    elements: tuple[Element, ...]

    @property
    def said(self) -> list[Element]:
        """The elements that say something."""
        return [each for each in self.elements if not each.is_empty]

    @property
    def silent(self) -> list[Element]:
        """The elements that say nothing."""
        return [each for each in self.elements if each.is_empty]


def groups_of(version: ItemVersion, *, is_internal: bool = True) -> list[Group]:
    """Return every element of a version; the internal ones only for those who may see them."""
    return Shown(version).groups(is_internal=is_internal)


def elements_of(version: ItemVersion) -> dict[str, Element]:
    """Return the elements of a version by their codes."""
    return {each.code: each for group in groups_of(version) for each in group.elements}


class Shown:
    """A version's elements in words."""

    def __init__(self, version: ItemVersion, definition: ItemDefinition | None = None) -> None:
        self._version = version
        self.definition = definition or definition_of(version)
        self.names = names_for(self.definition)

    def groups(self, *, is_internal: bool = True) -> list[Group]:
        """Return the groups that have something to show."""
        groups = [
            Group(
                group.code,
                _(group.title),
                tuple(
                    self.element(each)
                    for each in group.elements
                    if (is_internal or not each.is_internal) and not is_unit(each.code)
                ),
            )
            for group in registry.GROUPS
        ]
        return [group for group in groups if group.elements]

    def element(self, element: registry.Element) -> Element:
        """Return one element in words."""
        label = _(element.label)
        if element.kind == "table":
            return self._table(element, label)
        lines = say(element, self.definition, self.names)
        return Element(element.code, label, lines, is_numbered=element.kind == "lines")

    def _table(self, element: registry.Element, label: str) -> Element:
        rows: tuple[DataclassInstance, ...] = getattr(self.definition, element.code)
        if not rows:
            nothing = (_("不收费"),) if element.code == "fees" else ()
            return Element(element.code, label, nothing)
        columns = list(_shown(element, rows))
        heads = (_("序号"), *(_(column.label) for column in columns))
        return Element(
            element.code, label, heads=heads,
            rows=tuple(
                (Cell(str(number)), *(self._cell(element.code, each, row) for each in columns))
                for number, row in enumerate(rows, 1)
            ),
        )  # fmt: skip

    def _cell(self, table: str, column: Column, row: object) -> Cell:
        value = getattr(row, column.code)
        if isinstance(value, FileRow):
            where = [self._version.pk, table, getattr(row, "code", ""), column.code]
            return Cell(value.name, reverse("desk:version_file", args=where))
        below = STACKED.get(table, {}).get(column.code, ())
        by_code = {each.code: each for each in registry.elements()[table].columns}
        said = (say_cell(table, by_code[code], row, self.names) for code in below)
        text = say_cell(table, column, row, self.names)
        return Cell(text, below=tuple(each for each in said if each))


def _shown(element: registry.Element, rows: "tuple[DataclassInstance, ...]") -> Iterator[Column]:
    """Yield the columns that say more than nothing or the usual in some row."""
    below = {each for under in STACKED.get(element.code, {}).values() for each in under}
    usual = {each.name: each.default for each in fields(rows[0])}
    for column in element.columns:
        if column.code in {"code", *below} or is_unit(column.code, element.code):
            continue
        is_quiet = all(getattr(row, column.code) in (usual[column.code], "", ()) for row in rows)
        if column.code in ALWAYS or not is_quiet:
            yield column
