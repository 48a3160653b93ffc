"""The kinds of special procedures 特别程序, from `data/base/special_procedures.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import yaml
from cattrs import structure
from django.conf import settings

from onewindow.catalogue.limits import Limit
from onewindow.kernel.workdays import Unit

HEARING = "hearing"


@dataclass(frozen=True)
class SpecialProcedure:
    """A kind of procedure whose time does not count, with the rule that says so (行政许可法 45)."""

    code: str
    name: str
    law: str
    days: int
    unit: Unit
    is_local: bool = False
    most_days: int = 0

    @property
    def usual(self) -> Limit:
        """The time that is usually needed."""
        return Limit(self.days, self.unit)


@dataclass(frozen=True)
class _Table:
    warn_days: int
    most_days: int
    procedures: list[SpecialProcedure]


def special_procedures() -> Mapping[str, SpecialProcedure]:
    """Return the kinds by their codes, in the order of the table.

    `most_days` is how many days one letter may tell at most.
    """
    table = _table()
    return MappingProxyType(
        {
            each.code: replace(each, most_days=each.most_days or table.most_days)
            for each in table.procedures
        }
    )


def warn_days() -> int:
    """Return how many workdays before the end of the time told officers are warned."""
    return _table().warn_days


@cache
def _table() -> _Table:
    path = settings.DATA_FOLDER / "base" / "special_procedures.yaml"
    return structure(yaml.safe_load(path.read_text(encoding="utf-8")), _Table)
