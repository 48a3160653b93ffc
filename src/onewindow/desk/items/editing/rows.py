"""One row of a table as a form; what is not edited here is kept from the stored row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _

from onewindow.catalogue.definition.columns import Column
from onewindow.catalogue.form import FILE_KIND_LABELS, KIND_LABELS
from onewindow.catalogue.storing.tables import TABLES
from onewindow.design.forms import PlainForm
from onewindow.desk.items.editing.fields import Wanted, longest_of, make_field, may_be_empty

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from onewindow.catalogue.definition.elements import Element
    from onewindow.desk.items.editing.facts import Fact
    from onewindow.desk.items.editing.fields import Choice

PLACE = "place"
# A row that lacks its first column says nothing.
NAMED_BY = {
    "materials": "name", "steps": "name", "results": "name", "fees": "name", "bases": "law",
    "windows": "hall", "special_procedures": "name", "agency_services": "name",
    "faq": "question", "local_elements": "label", "translations": "element",
}  # fmt: skip


@dataclass(frozen=True)
class Around:
    """What a row can point at: departments with their posts, steps of the page, materials."""

    places: tuple[Choice, ...] = ()
    steps: Mapping[str, str] = field(default_factory=dict)
    materials: Mapping[str, str] = field(default_factory=dict)


class RowForm(PlainForm):
    """The editable columns of one row; `row` is what is stored, None for a new one."""

    def __init__(
        self,
        element: Element,
        key: str,
        row: DataclassInstance | None,
        *,
        code: str,
        around: Around,
        data: Mapping[str, object] | None = None,
        origin: str = "",
    ) -> None:
        super().__init__(data, prefix=f"{element.code}-{key}")
        self.element, self.key, self.row, self.code = element, key, row, code
        self.origin = origin
        self.facts: list[Fact] = []
        model, self._row_class = TABLES[element.code]
        for column in columns_of(element):
            made = make_field(_wanted(element.code, column, model, around, code))
            made.initial = _initial(column, row, made.initial)
            self.fields[column.code] = made

    @property
    def heading(self) -> str:
        """What the row is called, also while it is being filled in."""
        name = NAMED_BY[self.element.code]
        said = self[name].value() if name in self.fields else ""
        return str(said or "")

    @property
    def is_blank(self) -> bool:
        """Whether it is a new row into which nothing was written."""
        texts = (
            self[name].value()
            for name, each in self.fields.items()
            if isinstance(each, forms.CharField)
        )
        return self.row is None and not any(str(text or "").strip() for text in texts)

    def value(self) -> DataclassInstance:
        """Return the row as it was filled in, on top of what is stored."""
        values = dict(self.cleaned_data)
        if PLACE in values:
            values["unit"], _slash, values["post"] = values.pop(PLACE).partition("/")
        if self.row is not None:
            return replace(self.row, **values)
        if any(column.code == "code" for column in self.element.columns):
            values["code"] = self.code
        made: DataclassInstance = self._row_class(**values)
        return made


def columns_of(element: Element) -> Iterator[Column]:
    """Yield the columns that are edited in a row; unit and post of a step are one choice."""
    for column in element.columns:
        if element.code == "steps" and column.code == "unit":
            yield Column(PLACE, column.label, "choice")
        elif column.code == "code" or column.kind in {"condition", "file", "rows"}:
            continue
        elif element.code != "steps" or column.code != "post":
            yield column


def _initial(column: Column, row: DataclassInstance | None, default: object) -> object:
    if row is None:
        usual = {
            "copies": 1, "days": 0, "limit": 0, "quorum": 0, "file_kinds": ("text", "image"),
        }  # fmt: skip
        return usual.get(column.code, default)
    if column.code == PLACE:
        return f"{getattr(row, 'unit', '')}/{getattr(row, 'post', '')}"
    return getattr(row, column.code)


def _wanted(table: str, column: Column, model: type, around: Around, code: str) -> Wanted:
    label = _(column.label)
    special = _of_step(column, around, code) if table == "steps" else None
    if special is not None:
        return special
    if column.code == "file_kinds":
        kinds = {kind.value: _(name) for kind, name in FILE_KIND_LABELS.items()}
        return Wanted("choices", label, kinds, is_required=True)
    return Wanted(
        column.kind,
        label,
        column.options(),
        longest_of(model, column.code),
        is_required=column.code == NAMED_BY[table],
        can_be_empty=column.kind == "choice" and may_be_empty(model, column.code),
    )


def _of_step(column: Column, around: Around, code: str) -> Wanted | None:
    """Return what a column of a step takes, where it differs from other tables' columns."""
    label = _(column.label)
    others = {each: name for each, name in around.steps.items() if each != code}
    return {
        PLACE: Wanted("choice", _("承办单位和岗位"), groups=around.places),
        "kind": Wanted("choice", label, {kind: _(name) for kind, name in KIND_LABELS.items()}),
        "needs": Wanted(
            "choices", label, others, hint=_("勾选在它之前要完成的环节；都不勾就是第一步。")
        ),
        "quorum": Wanted("number", label, hint=_("只在“满几个意见即可”时填写，其余填 0。")),
        "on_silence": Wanted(
            "choice", label, column.options(), can_be_empty=True, empty=_("继续等待")
        ),
        "materials": Wanted(
            "choices", label, around.materials,
            hint=_("只给联办部门看一部分材料时勾选；都不勾就是全部可看。"),
        ),
    }.get(column.code)  # fmt: skip
