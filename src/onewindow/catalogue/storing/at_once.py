"""Read a whole definition in one query: every table of a version as an array of JSON rows."""

from collections.abc import Mapping
from typing import TypeAlias

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, JSONObject

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.notation import from_plain
from onewindow.catalogue.models import ItemVersion, QuestionOption
from onewindow.catalogue.storing.tables import COLUMNS, FILES, TABLES, names_of

Expression: TypeAlias = Combinable | str
FILE = ("name", "sha256", "media_type", "size")
ELSEWHERE: dict[tuple[str, str], Expression] = {
    ("steps", "unit"): "unit__short_code",
    ("steps", "post"): Coalesce("post__code", models.Value("")),
    ("questions", "options"): ArraySubquery(
        QuestionOption.objects.filter(question=OuterRef("pk"))
        .order_by("position")
        .values(row=JSONObject(code="code", text="text"))
    ),
}


def definition_at_once(pk: int) -> ItemDefinition:
    """Return everything a version says; raise ItemVersion.DoesNotExist."""
    tables = {f"{code}_rows": _rows(code) for code in TABLES}
    said = (
        ItemVersion.objects.annotate(
            **tables,
            department=F("item__department__short_code"),
            base=Coalesce("item__base__code", models.Value("")),
        )
        .values(*COLUMNS, *tables, "department", "base")
        .get(pk=pk)
    )
    return from_plain({name.removesuffix("_rows"): _cleaned(each) for name, each in said.items()})


def _rows(code: str) -> ArraySubquery:
    model, row_class = TABLES[code]
    columns = {name: _column(code, name) for name in names_of(row_class)}
    rows = model._default_manager.filter(version=OuterRef("pk")).order_by("position")
    return ArraySubquery(rows.values(row=JSONObject(**columns)))


def _column(code: str, name: str) -> Expression:
    if name in FILES:
        return JSONObject(**{part: f"{name}__{part}" for part in FILE})
    return ELSEWHERE.get((code, name), name)


def _cleaned(rows: object) -> object:
    """Drop the files that are not there: PostgreSQL gives them as objects full of nulls."""
    if not isinstance(rows, list):
        return rows
    return [
        {name: each for name, each in row.items() if name not in FILES or each["sha256"]}
        if isinstance(row, Mapping)
        else row
        for row in rows
    ]
