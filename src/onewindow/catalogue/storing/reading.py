"""Read a version out of the database as plain data: one query for it and one per table."""

from django.db import models

from onewindow.catalogue.definition import ItemDefinition, rows
from onewindow.catalogue.models import FormField, ItemStep, ItemVersion, Question, QuestionOption
from onewindow.catalogue.storing.tables import COLUMNS, FILES, TABLES, Values, names_of
from onewindow.documents.models import Document

RELATED = {
    "steps": ("unit", "post"),
    "materials": ("blank_form", "sample_form"),
    "results": ("sample",),
}


def definition_of(version: ItemVersion) -> ItemDefinition:
    """Return everything a version says."""
    values: Values = {name: _plain(getattr(version, name)) for name in COLUMNS}
    values |= {code: rows_of(version, code) for code in TABLES}
    item = version.item
    return ItemDefinition(
        department=item.department.short_code, base=item.base.code if item.base else "", **values
    )


def rows_of(version: ItemVersion, code: str) -> tuple[object, ...]:
    """Return the rows of one table of a version, in their order."""
    model, row_class = TABLES[code]
    found = model._default_manager.filter(version=version).order_by("position")
    if code in RELATED:
        found = found.select_related(*RELATED[code])
    if code == "questions":
        options = QuestionOption.objects.order_by("position")
        found = found.prefetch_related(models.Prefetch("options", options))
    return tuple(row_class(**(_values(each, row_class) | _special(each))) for each in found)


def _values(row: models.Model, row_class: type) -> Values:
    own = {field.name for field in row._meta.get_fields()}
    return {
        name: _file(getattr(row, name)) if name in FILES else _plain(getattr(row, name))
        for name in names_of(row_class)
        if (name in own and name not in {"unit", "post", "options", "columns"})
        or (name == "unit" and not isinstance(row, ItemStep))
    }


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _file(document: Document | None) -> rows.FileRow | None:
    if document is None:
        return None
    return rows.FileRow(document.name, document.sha256, document.media_type, document.size)


def _special(row: models.Model) -> Values:
    match row:
        case ItemStep():
            return {"unit": row.unit.short_code, "post": row.post.code if row.post else ""}
        case Question():
            options = (rows.OptionRow(each.code, each.text) for each in row.options.all())
            return {"options": tuple(options)}
        case FormField():
            columns = (
                rows.ColumnRow(**(each | {"choices": tuple(each["choices"])}))
                for each in row.columns
            )
            return {"columns": tuple(columns)}
    return {}
