"""Where a question or one of its answers is used, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.definition.rows import Condition
from onewindow.kernel.conditions import And, Compare, ConditionError, In, Not, Or, Term, parse

# The tables whose rows have a condition, in the order in which people think of them.
CONDITIONAL = (
    "questions", "materials", "steps", "fees", "results", "fields", "scenario_rules",
)  # fmt: skip


@dataclass(frozen=True)
class Conditional:
    """A row with its condition. `key` is its code, or its place from 1 where it has none."""

    table: str
    key: str
    name: str
    when: Condition | None

    @property
    def words(self) -> str:
        """The row with its table: 申报材料“申请表”."""
        label = _(elements()[self.table].label)
        if self.table == "scenario_rules":
            return _("%(table)s第 %(n)s 条") % {"table": label, "n": self.key}
        return _("%(table)s“%(name)s”") % {"table": label, "name": self.name}


def conditionals_of(definition: ItemDefinition, table: str) -> list[Conditional]:
    """Return the rows of a table with their conditions."""
    return [
        Conditional(table, getattr(row, "code", str(place)), name_of(row), row.when)
        for place, row in enumerate(getattr(definition, table), 1)
    ]


def name_of(row: object) -> str:
    """Return what a row is called."""
    for column in ("name", "text", "label", "note"):
        if said := getattr(row, column, ""):
            return str(said)
    return ""


def uses_of(
    definition: ItemDefinition, question: str, option: str | None = None
) -> list[Conditional]:
    """Return the rows whose condition asks for a question, or for one of its answers."""
    return [
        each
        for table in CONDITIONAL
        for each in conditionals_of(definition, table)
        if any(field == question and option in {None, value} for field, value in asks_for(each))
    ]


def asks_for(row: Conditional) -> list[tuple[str, object]]:
    """Return the questions and answers that a condition names; none if it cannot be read."""
    if row.when is None:
        return []
    try:
        return list(_asks(parse(row.when)))
    except ConditionError:
        return []


def _asks(term: Term) -> Iterator[tuple[str, object]]:
    match term:
        case Compare(field, _op, value):
            yield field, value
        case In(field, values):
            yield from ((field, value) for value in values)
        case Not(inner):
            yield from _asks(inner)
        case And(terms) | Or(terms):
            for inner in terms:
                yield from _asks(inner)
