"""Read a version out of the database as plain data: one query per table that holds anything."""

from functools import cache

from django.db import connection, models
from psycopg import sql

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
    filled = tables_of(version)
    values |= {code: rows_of(version, code) if code in filled else () for code in TABLES}
    item = version.item
    return ItemDefinition(
        department=item.department.short_code, base=item.base.code if item.base else "", **values
    )


def tables_of(version: ItemVersion) -> frozenset[str]:
    """Return which tables of a version hold anything; many hold nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_is_filled(), [version.pk])
        return frozenset(
            code for code, is_filled in zip(TABLES, cursor.fetchone(), strict=True) if is_filled
        )


@cache
def _is_filled() -> sql.Composed:
    asked = sql.SQL("EXISTS (SELECT FROM {} WHERE version_id = asked.id)")
    tables = [model._meta.db_table for model, _row_class in TABLES.values()]
    return sql.SQL("SELECT {} FROM (SELECT %s::bigint AS id) asked").format(
        sql.SQL(", ").join(asked.format(sql.Identifier(table)) for table in tables)
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
    return {
        name: _file(getattr(row, name)) if name in FILES else _plain(getattr(row, name))
        for name in _columns(type(row), row_class)
    }


@cache
def _columns(model: type[models.Model], row_class: type) -> tuple[str, ...]:
    own = {field.name for field in model._meta.get_fields()}
    return tuple(
        name
        for name in names_of(row_class)
        if (name in own and name not in {"unit", "post", "options", "columns"})
        or (name == "unit" and model is not ItemStep)
    )


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
