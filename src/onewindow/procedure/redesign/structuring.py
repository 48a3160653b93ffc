"""Mappings into dataclasses, strictly; what does not fit is named by its path, in Chinese."""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar, get_origin

from cattrs import Converter, transform_error
from cattrs.cols import homogenous_tuple_structure_factory, mapping_structure_factory
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn

from onewindow.kernel.conditions import ConditionError, Term, parse
from onewindow.kernel.errors import DomainError
from onewindow.procedure.redesign.errors import BadDefinition
from onewindow.procedure.redesign.evidence import Share

T = TypeVar("T")
Hook = Callable[..., object]


class _Unfit(TypeError):
    """A value that is not what its place wants; says what would be."""


def structure(data: object, kind: type[T]) -> T:
    """Return the dataclass that decoded YAML states; raise BadDefinition with every fault."""
    if not isinstance(data, Mapping):
        raise BadDefinition(["文件的内容应当是“键: 值”，请对照文档里的样例。"])
    try:
        return _CONVERTER.structure(data, kind)
    except ClassValidationError as error:
        lines = transform_error(error, path="", format_exception=_say)
        raise BadDefinition([_with_path(line) for line in lines]) from error


def _say(error: BaseException, _type: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        return f"没有这个键：{'、'.join(sorted(error.extra_fields))}，请检查拼写"
    if isinstance(error, KeyError):
        return "缺少这一项"
    if isinstance(error, DomainError | _Unfit):
        return str(error)
    return "这里的值不合要求"


def _with_path(line: str) -> str:
    message, _at, path = line.rpartition(" @ ")
    place = path.lstrip(".")
    return f"{place}：{message}。" if place else f"{message}。"


def _strict(kind: type[T], wanted: str) -> Callable[[object, object], T]:
    def check(value: object, _type: object) -> T:
        if type(value) is not kind:
            raise _Unfit(f"应当是{wanted}")
        return value

    return check


def _shaped(make: Callable[..., Hook], shape: type, wanted: str) -> Callable[..., Hook]:
    """Make the hooks of a kind of types; what has another shape never reaches them."""

    def factory(kind: object, converter: Converter) -> Hook:
        inside = make(kind, converter)

        def check(value: object, wished: object) -> object:
            if not isinstance(value, shape):
                raise _Unfit(f"应当是{wanted}")
            return inside(value, wished)

        return check

    return factory


def _row(kind: type, converter: Converter) -> Hook:
    return make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True)


def _choice(value: object, kind: type[StrEnum]) -> StrEnum:
    for member in kind:
        if member.value == value:
            return member
    raise _Unfit(f"应当是 {'、'.join(each.value for each in kind if each.value)} 之一")


def _number(value: object, _type: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Unfit("应当是数字")
    return float(value)


def _money(value: object, _type: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise _Unfit("应当是金额，例如 12.50") from error


def _share(value: object, _type: object) -> Share:
    match value:
        case [int(count), int(of)] if 0 <= count <= of:
            return Share(count, of)
    raise _Unfit("应当写成 [多少, 共多少]，例如 [59, 60]")


def _condition(value: object, _type: object) -> Term | None:
    if value is None:
        return None
    try:
        return parse(value)
    except ConditionError as error:
        raise _Unfit(str(error)) from error


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    shapes: tuple[tuple[Callable[[object], bool], Callable[..., Hook]], ...] = (
        (is_dataclass, _shaped(_row, Mapping, "“键: 值”")),
        (
            lambda kind: get_origin(kind) is dict,
            _shaped(mapping_structure_factory, dict, "“键: 值”"),
        ),
        (
            lambda kind: get_origin(kind) is tuple,
            _shaped(homogenous_tuple_structure_factory, list, "列表，每项以“- ”开头"),
        ),
    )
    for is_meant, factory in shapes:
        converter.register_structure_hook_factory(is_meant, factory)
    converter.register_structure_hook(str, _strict(str, "文字（数字请加引号）"))
    converter.register_structure_hook(StrEnum, _choice)
    converter.register_structure_hook(bool, _strict(bool, " true 或 false"))
    converter.register_structure_hook(int, _strict(int, "整数"))
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(Decimal, _money)
    converter.register_structure_hook(Share, _share)
    converter.register_structure_hook_func(lambda kind: kind == Term | None, _condition)
    return converter


_CONVERTER = _converter()
