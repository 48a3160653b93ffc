"""What a row says that is not edited in it: its condition and its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from onewindow.catalogue.definition.wording import Names, say_cell

if TYPE_CHECKING:
    from onewindow.desk.items.editing.rows import RowForm


@dataclass(frozen=True)
class Fact:
    """One line: `url` opens the file; `edit_url` leads to where it is changed, by a `verb`."""

    label: str
    text: str
    url: str = ""
    edit_url: str = ""
    verb: str = ""


def facts_of(form: RowForm, version: int, names: Names) -> list[Fact]:
    """Return the condition and the files of a stored row; a new row has none yet."""
    return list(_facts(form, version, names)) if form.row is not None else []


def _facts(form: RowForm, version: int, names: Names) -> Iterator[Fact]:
    table = form.element.code
    for column in form.element.columns:
        said = say_cell(table, column, form.row, names)
        if column.kind == "condition":
            place = form.code or str(int(form.origin or form.key) + 1)
            edit_url = reverse("desk:scenario_row", args=[version, table, place])
            yield Fact(_(column.label), said or _("所有情形"), "", edit_url, _("改条件"))
        elif column.kind == "file":
            where = [version, table, form.code, column.code]
            url = reverse("desk:version_file", args=where) if said else ""
            edit_url = reverse("desk:edit_file", args=where)
            verb = _("更换") if said else _("上传")
            yield Fact(_(column.label), said or _("没有"), url, edit_url, verb)
