"""What a definition from outside must keep to before it is stored: codes, lengths, the graph."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from onewindow.catalogue.definition import ItemDefinition, rows
from onewindow.catalogue.definition.columns import Column
from onewindow.catalogue.definition.elements import Element, elements
from onewindow.catalogue.definition.steps import step_from
from onewindow.catalogue.form import KIND_LABELS, FileKind, ItemType, audience_of
from onewindow.catalogue.models import ItemVersion, QuestionOption
from onewindow.catalogue.storing.tables import TABLES
from onewindow.kernel.errors import DomainError
from onewindow.procedure.model import Procedure

Fault: TypeAlias = tuple[str, str]
# What tells the rows of one table apart.
KEYS = {"local_elements": ("label",), "translations": ("language", "element")}
CODES = {
    ("steps", "kind"): frozenset(KIND_LABELS),
    ("materials", "file_kinds"): frozenset(FileKind),
}


def faults_of(definition: ItemDefinition) -> list[Fault]:
    """Return what keeps a definition from being stored, as (path, message)."""
    found = [*_scalars(definition)]
    for code in TABLES:
        found += _table(elements()[code], getattr(definition, code))
    for at, question in enumerate(definition.questions):
        for place, option in enumerate(question.options):
            path = f"questions[{at}].options[{place}]"
            found += _lengths(QuestionOption, option, ("code", "text"), path)
        found += _twice([(option.code,) for option in question.options], f"questions[{at}].options")
    return found or [*_graph(definition.steps)]


def _scalars(definition: ItemDefinition) -> Iterator[Fault]:
    names = [code for code, element in elements().items() if element.kind != "table"]
    yield from _lengths(ItemVersion, definition, names, "")
    for code in names:
        element = elements()[code]
        value = getattr(definition, code)
        if element.choices is not None or code == "item_type":
            yield from _known(value, element.options(), code)
    for code in ("name", "item_type", "department", "form_number"):
        if not getattr(definition, code).strip():
            yield code, _("这一项不能为空")
    for theme in definition.themes:
        try:
            audience_of(theme)
        except KeyError:
            yield "themes", _("没有这个领域：%s") % theme
    if definition.item_type not in set(ItemType):
        yield "item_type", _("没有这个事项类型：%s") % definition.item_type


def _table(element: Element, said: Sequence[object]) -> Iterator[Fault]:
    model, _row = TABLES[element.code]
    names = [column.code for column in element.columns if column.kind not in {"file", "rows"}]
    for at, row in enumerate(said):
        path = f"{element.code}[{at}]"
        yield from _lengths(model, row, names, f"{path}.")
        for column in element.columns:
            yield from _column(element.code, column, getattr(row, column.code), path)
        for name in {"code", "name"} & set(names):
            if not getattr(row, name).strip():
                yield f"{path}.{name}", _("这一项不能为空")
    keys = KEYS.get(element.code, ("code",) if "code" in names else ())
    if keys:
        yield from _twice([tuple(getattr(row, key) for key in keys) for row in said], element.code)


def _column(table: str, column: Column, value: object, path: str) -> Iterator[Fault]:
    known: Iterable[str] | None = CODES.get((table, column.code))
    known = column.options() if column.choices else known
    if known is not None:
        yield from _known(value, known, f"{path}.{column.code}")


def _known(value: object, known: Iterable[str], path: str) -> Iterator[Fault]:
    allowed = {str(each) for each in known}
    for each in value if isinstance(value, tuple) else (value,):
        if each != "" and str(each) not in allowed:
            details = {"value": each, "known": "、".join(sorted(allowed))}
            yield path, _("没有“%(value)s”这个代码，可以写：%(known)s") % details


def _lengths(
    model: type[models.Model], row: object, names: Iterable[str], path: str
) -> Iterator[Fault]:
    for name in names:
        value = getattr(row, name)
        if value in ("", None, ()):
            continue
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if not isinstance(field, models.Field) or field.is_relation:
            continue
        try:
            field.run_validators(list(value) if isinstance(value, tuple) else value)
        except ValidationError as error:
            yield f"{path}{name}", " ".join(error.messages)


def _twice(keys: Sequence[tuple[str, ...]], path: str) -> Iterator[Fault]:
    seen: set[tuple[str, ...]] = set()
    for key in keys:
        if key in seen:
            yield path, _("“%s”出现了两次") % " ".join(key)
        seen.add(key)


def _graph(steps: Iterable[rows.StepRow]) -> Iterator[Fault]:
    try:
        Procedure.of(step_from(row) for row in steps)
    except DomainError as error:
        yield "steps", str(error)
