"""The items of a department with their tables."""

from collections import defaultdict
from dataclasses import dataclass, field

from onewindow.cases.instant import access
from onewindow.cases.instant.models import DecisionTable, TableStatus
from onewindow.catalogue.models import ItemVersion, ServiceItem
from onewindow.catalogue.models.versions import IN_FORCE
from onewindow.desk.instant.page import TONES
from onewindow.orgs.models import Officer


@dataclass(frozen=True)
class TableLine:
    """One table that is written or runs."""

    table: DecisionTable

    @property
    def tone(self) -> str:
        """The colour of its status."""
        return TONES[TableStatus(self.table.status)]


@dataclass
class ItemLine:
    """An item and its tables."""

    item: ServiceItem
    name: str
    tables: list[TableLine] = field(default_factory=list)

    @property
    def can_start(self) -> bool:
        """Whether no draft lies there already."""
        return not any(each.table.is_draft for each in self.tables)


def lines_for(officer: Officer, roles: frozenset[str]) -> list[ItemLine]:
    """Return the items an officer may see here, those with tables first."""
    items = access.items_for(officer, roles)
    versions = ItemVersion.objects.filter(item__in=items, status__in=IN_FORCE)
    names = dict(versions.values_list("item", "name"))
    tables = defaultdict(list)
    listed = DecisionTable.objects.filter(item__in=items).exclude(status=TableStatus.RETIRED)
    for table in listed.order_by("-number"):
        tables[table.item_id].append(TableLine(table))
    lines = [ItemLine(item, names.get(item.pk, item.code), tables[item.pk]) for item in items]
    return sorted(lines, key=lambda line: (not line.tables, line.name))
