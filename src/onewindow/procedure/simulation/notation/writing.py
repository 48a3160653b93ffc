"""Write a scenario as YAML that reads back as the same."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum

import yaml

from onewindow.kernel.conditions import Always, And, Compare, In, Not, Or, dump
from onewindow.procedure.simulation.calendars import Shift
from onewindow.procedure.simulation.distributions import Fixed
from onewindow.procedure.simulation.model import Batch, Scenario
from onewindow.procedure.simulation.tags import TAGS

# Keys that still fit on one line.
FLAT_GROUP = 5
CLOCKS = {(Shift, "opens"), (Shift, "closes"), (Batch, "at")}


def write_scenario(scenario: Scenario) -> str:
    """Return the scenario as YAML, without what is at its default."""
    return yaml.dump(_row(scenario), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


class _Dumper(yaml.SafeDumper):
    """What holds nothing but a few single values stands on one line."""


def _list(dumper: yaml.SafeDumper, values: list[object]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=_is_flat(values))


def _group(dumper: yaml.SafeDumper, group: dict[str, object]) -> yaml.Node:
    is_flat = len(group) <= FLAT_GROUP and _is_flat(group.values())
    return dumper.represent_mapping("tag:yaml.org,2002:map", group, flow_style=is_flat)


def _is_flat(values: Iterable[object]) -> bool:
    return not any(isinstance(each, dict | list) for each in values)


_Dumper.add_representer(list, _list)
_Dumper.add_representer(dict, _group)


def _plain(value: object) -> object:
    match value:
        case Fixed(figure):
            result: object = _plain(figure)
        case Always() | And() | Or() | Not() | Compare() | In():
            result = dump(value)
        case tuple():
            result = [_plain(each) for each in value]
        case Mapping():
            result = {str(key): _plain(each) for key, each in value.items()}
        case StrEnum():
            result = str(value)
        case float() if value.is_integer():
            result = int(value)
        case _:
            result = _row(value) if is_dataclass(value) else value
    tag = TAGS.get(type(value))
    return {tag: result} if tag and not isinstance(value, Fixed) else result


def _row(row: object) -> dict[str, object]:
    return {
        each.name: _clock(value) if (type(row), each.name) in CLOCKS else _plain(value)
        for each in (fields(row) if is_dataclass(row) else ())
        if (value := getattr(row, each.name)) != _default(each)
    }


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _default(each: "Field[object]") -> object:
    if each.default_factory is not MISSING:
        return each.default_factory()
    return each.default
