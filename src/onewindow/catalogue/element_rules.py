"""What a city decides about each element, from `data/base/elements.yaml`: reviewers, sharing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TypedDict

import yaml
from django.conf import settings

from onewindow.catalogue.models import Claim, ItemVersion

# What a base item says, and every item claimed from it with it; the rest is the department's.
OF_BASE = ("name", "main_name", "item_type")


@dataclass(frozen=True)
class ElementRule:
    """The offices that review an element; whether every place has it alike (同一标准)."""

    offices: tuple[str, ...]
    is_shared: bool = False


class _Line(TypedDict, total=False):
    offices: list[str]
    shared: bool


class _File(TypedDict):
    elements: dict[str, _Line]


@cache
def element_rules() -> Mapping[str, ElementRule]:
    """Return the rule of each element, by the element's code."""
    path = settings.DATA_FOLDER / "base" / "elements.yaml"
    content: _File = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return MappingProxyType(
        {
            code: ElementRule(tuple(line["offices"]), line.get("shared", False))
            for code, line in content["elements"].items()
        }
    )


def elements_reviewed_by(office: str) -> tuple[str, ...]:
    """Return the codes of the elements that an office answers for, in the order of the list."""
    return tuple(code for code, rule in element_rules().items() if office in rule.offices)


def shared_elements() -> frozenset[str]:
    """Return the codes of the elements that are the same in every place."""
    return frozenset(code for code, rule in element_rules().items() if rule.is_shared)


def locked_elements(version: ItemVersion) -> frozenset[str]:
    """Return the elements that a claimed item has from above and nobody here may change."""
    if version.item.standard_id is not None:
        return shared_elements()
    claim = Claim.objects.filter(item=version.item_id).select_related("base").first()
    if claim is None or claim.base is None:
        return frozenset()
    said = {code for code in OF_BASE if getattr(claim.base, code)}
    return shared_elements() & {"base", *said}
