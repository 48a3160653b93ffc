"""Read plain values into dataclasses by their types, noting every fault with its place."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

from onewindow.kernel.conditions import Always, ConditionError, parse
from onewindow.procedure.simulation.distributions import Fixed
from onewindow.procedure.simulation.notation.scalars import SCALARS, Unreadable
from onewindow.procedure.simulation.problems import Place, Problem
from onewindow.procedure.simulation.tags import TAGS

# Key, type, raw value.
Part = tuple[str | int, object, object]


class Reader:
    """Reads values; `problems` holds what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def read(self, kind: object, raw: object, place: Place) -> object:
        """Return the value as that type; raise Unreadable after a note."""
        if kind in SCALARS:
            return self._scalar(kind, raw, place)
        if get_origin(kind) in {Union, UnionType}:
            return self._choice(get_args(kind), raw, place)
        if get_origin(kind) is tuple:
            return self._tuple(get_args(kind)[0], raw, place)
        if get_origin(kind) is not None:
            return self._mapping(get_args(kind)[1], raw, place)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return self._code(kind, raw, place)
        if isinstance(kind, type) and is_dataclass(kind):
            return self._row(kind, raw, place)
        raise TypeError(f"no reader for {kind}")

    def refuse(self, place: Place, message: str) -> Unreadable:
        """Note a fault and return what to raise."""
        self.problems.append(Problem(place, message))
        return Unreadable(message)

    def _scalar(self, kind: object, raw: object, place: Place) -> object:
        try:
            return SCALARS[kind](raw)
        except Unreadable as error:
            raise self.refuse(place, str(error)) from None

    def _code(self, kind: type[StrEnum], raw: object, place: Place) -> object:
        if raw in list(kind):
            return kind(str(raw))
        raise self.refuse(place, f"应当是 {'、'.join(each for each in kind if each)} 之一。")

    def _tuple(self, kind: object, raw: object, place: Place) -> object:
        if not isinstance(raw, list):
            raise self.refuse(place, "应当是一个列表（每项一行，以“- ”开头，或写在 [ ] 里）。")
        return tuple(self._each(((n, kind, each) for n, each in enumerate(raw)), place).values())

    def _mapping(self, kind: object, raw: object, place: Place) -> object:
        if not isinstance(raw, Mapping):
            raise self.refuse(place, "应当是一组“名称: 值”。")
        return self._each(((str(key), kind, each) for key, each in raw.items()), place)

    def _each(self, parts: Iterable[Part], place: Place) -> dict[str | int, object]:
        """Read all parts before giving up, so that every fault is noted."""
        result: dict[str | int, object] = {}
        failed = False
        for key, kind, raw in parts:
            try:
                result[key] = self.read(kind, raw, (*place, key))
            except Unreadable:
                failed = True
        if failed:
            raise Unreadable
        return result

    def _row(self, kind: type, raw: object, place: Place) -> object:
        if not isinstance(raw, Mapping):
            raise self.refuse(place, "应当是一组“名称: 值”。")
        hints = types_of(kind)
        unknown = [str(key) for key in raw if key not in hints]
        for key in unknown:
            self.refuse((*place, key), f"没有这一项{_meant(key, hints)}。")
        missing = [name for name in required(kind) if raw.get(name) is None]
        for name in missing:
            self.refuse((*place, name), "缺少这一项。")
        parts = (
            (name, hint, raw[name]) for name, hint in hints.items() if raw.get(name) is not None
        )
        values = self._each(parts, place)
        if unknown or missing:
            raise Unreadable
        return kind(**{str(name): value for name, value in values.items()})

    def _choice(self, kinds: tuple[object, ...], raw: object, place: Place) -> object:
        kinds = tuple(kind for kind in kinds if kind is not NoneType)
        if len(kinds) == 1:
            return self.read(kinds[0], raw, place)
        if Always in kinds:
            return self._term(raw, place)
        if Fixed in kinds and isinstance(raw, int | float) and not isinstance(raw, bool):
            return Fixed(float(self._finite(raw, place)))
        known = {TAGS[kind]: kind for kind in kinds if isinstance(kind, type)}
        if not isinstance(raw, Mapping) or len(raw) != 1 or next(iter(raw)) not in known:
            number = "一个数，或" if Fixed in kinds else ""
            raise self.refuse(
                place, f"应当是{number} {'、'.join(known)} 之一，如 {{{next(iter(known))}: …}}。"
            )
        (tag, inner), *_ = raw.items()
        kind = known[tag]
        (name, *others) = types_of(kind)
        if not others and not isinstance(inner, Mapping):
            # What has one figure may be written without its name: {fixed: 7}, {gaps: [1, 2]}.
            inner = {name: inner}
        return self.read(kind, inner, (*place, tag))

    def _finite(self, raw: float, place: Place) -> float:
        if not math.isfinite(raw):
            raise self.refuse(place, "应当是一个有限的数。")
        return raw

    def _term(self, raw: object, place: Place) -> object:
        try:
            return parse(raw)
        except ConditionError as error:
            raise self.refuse(place, f"{error.message}。") from None


@cache
def types_of(kind: type) -> dict[str, object]:
    """Return the fields of a dataclass with their types, in their order."""
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


@cache
def required(kind: type) -> tuple[str, ...]:
    """Return the fields of a dataclass that have no default."""
    return tuple(
        each.name
        for each in fields(kind)
        if each.default is MISSING and each.default_factory is MISSING
    )


def _meant(key: str, known: Mapping[str, object]) -> str:
    close = get_close_matches(key, known, n=1)
    return f"，是不是 {close[0]}" if close else f"，可写的有 {'、'.join(known)}"
