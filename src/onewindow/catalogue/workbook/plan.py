"""The sheets of the workbook, drawn from the registry of elements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from django.utils.translation import override

from onewindow.catalogue.codes import FieldKind
from onewindow.catalogue.definition.elements import Element, elements
from onewindow.catalogue.form import FILE_KIND_LABELS, KIND_LABELS
from onewindow.catalogue.models import VersionStatus

ITEMS, HELP, LISTS = "事项", "填写说明", "选项"
CODE = "事项编码"
EXPLAINED = "（说明）"
LATER = frozenset(
    ("steps", each) for each in ("join_rule", "quorum", "on_silence", "is_optional", "materials")
)
FLAG = {"true": "是", "false": "否"}


@dataclass(frozen=True)
class Place:
    """A column of a sheet. `kind` as in the registry; `options` are labels by stored code.

    Files written before a column came may lack it.
    """

    code: str
    label: str
    kind: str = "text"
    options: Mapping[str, str] = field(default_factory=dict)
    is_ignored: bool = False
    may_lack: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet: the rows of a table, or of the rows within the rows of `parent`."""

    title: str
    table: str
    places: tuple[Place, ...]
    parent: str = ""


OF_ITEM = (
    Place("slug", "网址名"),
    Place("number", "本部门序号"),
    Place("region", "行政区划代码"),
    Place("is_standard", "是否标准", "flag", FLAG),
    Place("standard", "遵循的标准（事项编码）"),
    Place("status", "状态", "choice", is_ignored=True),
)


@cache
def sheets() -> tuple[Sheet, ...]:
    """Return every sheet with its columns, labels in Chinese."""
    with override("zh-hans"):
        return _sheets()


def _sheets() -> tuple[Sheet, ...]:
    scalars = [each for each in elements().values() if each.kind != "table"]
    tables = [each for each in elements().values() if each.kind == "table"]
    first = Sheet(ITEMS, "", (
        *OF_ITEM, *(Place(each.code, each.label, each.kind, _options(each)) for each in scalars),
    ))  # fmt: skip
    options = Sheet("可选回答", "options", (
        Place("parent", "问题编号"), Place("code", "编号"), Place("text", "回答"),
    ), parent="questions")  # fmt: skip
    columns = Sheet("申请表表格列", "columns", (
        Place("parent", "字段编号"),
        Place("code", "编号"),
        Place("label", "列名"),
        Place("kind", "填写方式", "choice", _lower(dict(FieldKind.choices))),
        Place("is_required", "是否必填", "flag", FLAG),
        Place("choices", "选项", "words"),
    ), parent="fields")  # fmt: skip
    return (first, *(_sheet(each) for each in tables), options, columns)


def status_labels() -> dict[str, str]:
    """Return how the column of statuses says them."""
    return {each.value: str(each.label) for each in VersionStatus}


def _sheet(element: Element) -> Sheet:
    places: list[Place] = []
    for column in element.columns:
        if column.kind == "rows":
            continue
        options = _lower(column.options())
        if (element.code, column.code) == ("steps", "kind"):
            options = {str(code): label for code, label in KIND_LABELS.items()}
        if (element.code, column.code) == ("materials", "file_kinds"):
            options = {str(code): label for code, label in FILE_KIND_LABELS.items()}
        if column.kind == "flag":
            options = FLAG
        lacks = (element.code, column.code) in LATER
        places.append(Place(column.code, column.label, column.kind, options, may_lack=lacks))
        if column.kind == "condition":
            places.append(
                Place(column.code, column.label + EXPLAINED, "explained", is_ignored=True)
            )
    return Sheet(element.label, element.code, tuple(places))


def _options(element: Element) -> Mapping[str, str]:
    return FLAG if element.kind == "flag" else _lower(element.options())


def _lower(options: Mapping[str, object]) -> dict[str, str]:
    return {str(code): str(label) for code, label in options.items()}
