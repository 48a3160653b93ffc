"""What the papers say of a department's items: counted from the items, never written by hand."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onewindow.catalogue.form import TYPE_LABELS, ItemType
from onewindow.catalogue.models import ItemVersion, VersionStatus
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.orgs.models import Department

IN_FORCE = (VersionStatus.PUBLISHED, VersionStatus.SUSPENDED)
OPEN = (*EDITABLE, VersionStatus.IN_REVIEW, VersionStatus.SCHEDULED)


@dataclass(frozen=True)
class ItemFacts:
    """One item as 统计表 lists it; `item_type` is a code."""

    item: int
    department: str
    name: str
    item_type: str
    is_on_provincial_platform: bool
    is_online: bool
    offline_reason: str

    @property
    def type_label(self) -> str:
        """The type as printed on the form."""
        return TYPE_LABELS[ItemType(self.item_type)]


@dataclass(frozen=True)
class Counts:
    """How many there are of one type."""

    label: str
    all: int
    online: int
    on_platform: int

    @property
    def offline(self) -> int:
        """How many do not go online."""
        return self.all - self.online


def facts_of(departments: Iterable[Department]) -> list[ItemFacts]:
    """Return the items of departments: what is in force, else the version being written."""
    versions = (
        ItemVersion.objects.filter(
            item__department__in=departments, item__is_standard=False,
            status__in=[*IN_FORCE, *OPEN],
        )
        .select_related("item__department")
        .order_by("item__department__short_name", "item__number", "number")
    )  # fmt: skip
    chosen: dict[int, ItemVersion] = {}
    for version in versions:
        before = chosen.get(version.item_id)
        if before is None or before.status not in IN_FORCE:
            chosen[version.item_id] = version
    return [_facts(version) for version in chosen.values()]


def _facts(version: ItemVersion) -> ItemFacts:
    return ItemFacts(
        item=version.item_id,
        department=version.item.department.name,
        name=version.name,
        item_type=version.item_type,
        is_on_provincial_platform=version.is_on_provincial_platform,
        is_online=version.is_online,
        offline_reason="" if version.is_online else version.offline_reason,
    )


def counts_by_type(facts: Sequence[ItemFacts]) -> list[Counts]:
    """Return the counts of each type that occurs, in the order of the form."""
    found = Counter(each.item_type for each in facts)
    return [
        counts_of(label, [each for each in facts if each.item_type == kind])
        for kind, label in TYPE_LABELS.items()
        if found[kind]
    ]


def counts_of(label: str, facts: Sequence[ItemFacts]) -> Counts:
    """Return the counts of some items."""
    return Counts(
        label,
        all=len(facts),
        online=sum(each.is_online for each in facts),
        on_platform=sum(each.is_on_provincial_platform for each in facts),
    )
