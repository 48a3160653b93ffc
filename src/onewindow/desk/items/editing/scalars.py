"""The elements of a group that are no tables, as one form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from django.db.models import IntegerChoices
from django.utils.translation import gettext as _

from onewindow.catalogue.definition.elements import Element, Group
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.themes import theme_groups
from onewindow.design.forms import PlainForm
from onewindow.desk.items.editing.fields import Wanted, longest_of, make_field, may_be_empty

if TYPE_CHECKING:
    from django.forms import BoundField

    from onewindow.catalogue.definition import ItemDefinition

# They name the item itself, not what one version says.
FIXED = frozenset({"department", "base", "form_number"})


class ScalarsForm(PlainForm):
    """Every element of a group that is no table and may be changed here."""

    def __init__(
        self,
        group: Group,
        definition: ItemDefinition,
        locked: Collection[str],
        data: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data)
        for element in editable(group, locked):
            value = getattr(definition, element.code)
            self.fields[element.code] = make_field(_wanted(element, value))
            self.fields[element.code].initial = value

    def values(self) -> dict[str, object]:
        """Return what was filled in, by element."""
        return dict(self.cleaned_data)

    @property
    def by_code(self) -> dict[str, BoundField]:
        """Its fields by element."""
        return {name: self[name] for name in self.fields}


def editable(group: Group, locked: Collection[str]) -> Iterator[Element]:
    """Yield the elements of a group that are plain fields here."""
    for element in group.elements:
        if element.kind != "table" and element.code not in FIXED and element.code not in locked:
            yield element


def _wanted(element: Element, value: object) -> Wanted:
    options = element.options()
    kind = element.kind
    if element.code == "themes" and isinstance(value, tuple):
        kind, options = "choices", _themes(value)
    elif element.choices is not None and issubclass(element.choices, IntegerChoices):
        kind = "integer"
    return Wanted(
        kind,
        _(element.label),
        options,
        longest_of(ItemVersion, element.code),
        is_required=element.code == "name",
        can_be_empty=kind == "choice" and may_be_empty(ItemVersion, element.code),
    )


def _themes(chosen: tuple[str, ...]) -> dict[str, str]:
    known = [theme.written for group in theme_groups() for theme in group.themes]
    return {name: name for name in dict.fromkeys([*known, *chosen])}
