"""Numbers for names: a small table instead of texts in every row."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.running import number, rows

DOERS = ("activity", "resource", "unit")
# More values than these need four bytes: a column that was taken for what it is not may have them.
SMALL = 32_767


@dataclass(frozen=True)
class Names:
    """The numbers of one column's values: a table `number`, `name`."""

    table: ir.Table

    @classmethod
    def of(cls, events: ir.Table, column: str, *, in_order: bool = True) -> "Names":
        """Number the values of a column in the order of their names, or anyhow: that is faster."""
        named = events.select(name=events[column]).distinct()
        place = ibis.row_number().over(order_by=named.name) if in_order else ibis.row_number()
        numbered = named.select(number=place.cast("int32") + 1, name="name")
        return cls(numbered.cache())

    @cached_property
    def by_number(self) -> dict[int, str]:
        """All of them in memory; not for cases."""
        return {int(str(row["number"])): str(row["name"]) for row in rows(self.table)}

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return number(self.table.count())

    @property
    def is_clean(self) -> bool:
        """Tell whether none is missing, empty, or has blanks around (or control characters)."""
        name = self.table.name
        # Everything up to the blank comes before the mark of exclamation; trimming costs far more.
        return not number((name.isnull() | (name < "!") | (name.right(1) < "!")).sum())

    def numbers(self, names: Iterable[str]) -> list[int]:
        """Return the numbers of names; what is not there has none."""
        wanted = set(names)
        return [number for number, name in self.by_number.items() if name in wanted]


@dataclass(frozen=True)
class Dictionary:
    """The names of a log. `doers` has every activity with whoever did it, as names and numbers.

    There are few of those: one join brings three numbers to an event.
    """

    cases: Names
    activities: Names
    resources: Names
    units: Names
    doers: ir.Table

    @classmethod
    def of(cls, events: ir.Table) -> "Dictionary":
        """Number what the columns case_id, activity, resource and unit hold."""
        found = events.select(*DOERS).distinct().cache()
        activities, resources, units = (Names.of(found, column) for column in DOERS)
        doers = found
        for column, names in zip(DOERS, (activities, resources, units), strict=True):
            number = names.table.number.cast("int16" if names.count <= SMALL else "int32")
            known = names.table.select(**{f"{column}_no": number, "known": "name"})
            doers = doers.join(known, doers[column] == known.known).drop("known")
        return cls(
            Names.of(events, "case_id", in_order=False), activities, resources, units, doers.cache()
        )

    @property
    def is_clean(self) -> bool:
        """Tell whether all names are there and none has blanks around; a resource may be empty."""
        named = (self.cases, self.activities)
        return all(each.is_clean for each in named) and all(
            each.is_clean or set(each.by_number.values()) == {""}
            for each in (self.resources, self.units)
        )

    def numbered(self, events: ir.Table) -> ir.Table:
        """Return case, activity, resource and unit as numbers, with at_us and position."""
        cases = self.cases.table.select(case="number", known="name")
        table = events.join(cases, events.case_id == cases.known)
        joined = table.join(self.doers, list(DOERS))
        return joined.select(
            "case",
            "at_us",
            "position",
            **{column: joined[f"{column}_no"] for column in DOERS},
        )
