"""A definition as plain mappings and lists, for YAML; what does not fit is named by its path."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cattrs import Converter, transform_error
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError
from django.utils.translation import gettext as _

from onewindow.catalogue.definition.item import ItemDefinition
from onewindow.catalogue.definition.rows import Condition
from onewindow.kernel.conditions import ConditionError, parse
from onewindow.kernel.errors import DomainError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", str, int, bool)
Row = TypeVar("Row")
Plain = Mapping[str, object]


class DefinitionProblems(DomainError):
    """A mapping is no definition; `problems` are (path, message) in the order of the file."""

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{path}：{message}" for path, message in problems))


def as_plain(definition: ItemDefinition) -> dict[str, object]:
    """Return a definition as mappings, in the order of its fields, without what is default."""
    return as_row(definition)


def from_plain(data: Plain) -> ItemDefinition:
    """Return the definition that mappings state; raise DefinitionProblems with every fault."""
    return structure(data, ItemDefinition)


def structure(data: Plain, kind: type[Row]) -> Row:
    """Return the dataclass that mappings state; raise DefinitionProblems with every fault."""
    try:
        return _CONVERTER.structure(data, kind)
    except ClassValidationError as error:
        lines = transform_error(error, path="", format_exception=_say)
        raise DefinitionProblems([_split(line) for line in lines]) from error


def as_row(row: "DataclassInstance") -> dict[str, object]:
    """Return one row of a definition as a mapping, without what is default."""
    return {
        each.name: _plain(getattr(row, each.name))
        for each in fields(row)
        if each.default is MISSING or getattr(row, each.name) != each.default
    }


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return as_row(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _say(error: BaseException, _type: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        keys = "、".join(sorted(error.extra_fields))
        return _("没有这个键：%(keys)s。请检查拼写。") % {"keys": keys}
    if isinstance(error, KeyError):
        return _("缺少这一项")
    if isinstance(error, DomainError | TypeError | ValueError):
        return str(error)
    return _("这里的值不合要求")


def _split(line: str) -> tuple[str, str]:
    message, _at, path = line.rpartition(" @ ")
    return path.lstrip("."), message


def _strict(kind: type[T], wanted: str) -> Any:
    def structure(value: object, _type: object) -> T:
        if type(value) is not kind:
            raise TypeError(_("应当是%(wanted)s") % {"wanted": wanted})
        return value

    return structure


def _condition(value: object, kind: object) -> Condition | None:
    if value is None and kind != Condition:
        return None
    try:
        parse(value)
    except ConditionError as error:
        raise ValueError(str(error)) from error
    return value if isinstance(value, Mapping) else None


def _is_condition(kind: object) -> bool:
    return kind in (Condition, Condition | None)


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_structure_hook(str, _strict(str, _("文字（数字请加引号）")))
    converter.register_structure_hook(bool, _strict(bool, "true / false"))
    converter.register_structure_hook(int, _strict(int, _("整数")))
    converter.register_structure_hook_func(_is_condition, _condition)
    return converter


_CONVERTER = _converter()
