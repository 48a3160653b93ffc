"""Numbers for names: a small table instead of texts in every row."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.running import number, rows


@dataclass(frozen=True)
class Names:
    """The numbers of one column's values: a table `number`, `name`."""

    table: ir.Table

    @classmethod
    def of(cls, events: ir.Table, column: str) -> "Names":
        """Number the values of a column; which gets which number does not matter."""
        named = events.select(name=events[column]).distinct()
        numbered = named.select(number=ibis.row_number().cast("int32") + 1, name="name")
        return cls(numbered.cache())

    @cached_property
    def by_number(self) -> dict[int, str]:
        """All of them in memory; not for cases."""
        return {int(str(row["number"])): str(row["name"]) for row in rows(self.table)}

    @property
    def is_clean(self) -> bool:
        """Tell whether none is missing, empty, or has blanks around."""
        name = self.table.name
        return not number((name.isnull() | (name == "") | (name.strip() != name)).sum())

    def numbers(self, names: Iterable[str]) -> list[int]:
        """Return the numbers of names; what is not there has none."""
        wanted = set(names)
        return [number for number, name in self.by_number.items() if name in wanted]
