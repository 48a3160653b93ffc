"""The lists of the base catalogue and of standards, with who has claimed what."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery

from onewindow.catalogue.base_types import TYPES, type_labels
from onewindow.catalogue.claim_access import claimed_by, standards
from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.models import BaseItem, Claim, ItemVersion, ServiceItem, VersionStatus
from onewindow.orgs.models import Officer


@dataclass(frozen=True)
class BaseRow:
    """A base item, its type in words, and whether an implementation list can be made of it."""

    item: BaseItem
    kind: str
    is_claimed: bool
    claims: int
    can_claim: bool


@dataclass(frozen=True)
class StandardRow:
    """A standard, its version in force, and the claims of the reader's department."""

    item: ServiceItem
    version: ItemVersion
    levels: str
    claims: int
    own: list[Claim]


def base_items(officer: Officer) -> QuerySet[BaseItem]:
    """Return the base catalogue, each with `is_claimed` by the department and `claim_count`."""
    counted = BaseItem.objects.annotate(
        is_claimed=claimed_by(officer), claim_count=Count("claimed")
    )
    return counted.order_by("department_name", "name", "pk")


def base_rows(items: "QuerySet[BaseItem] | list[BaseItem]", *, manages: bool) -> list[BaseRow]:
    """Return the rows of one page."""
    labels = type_labels()
    return [
        BaseRow(
            each, labels.get(each.item_type, each.item_type),
            is_claimed=bool(getattr(each, "is_claimed", False)),
            claims=int(getattr(each, "claim_count", 0)),
            can_claim=manages and each.item_type in TYPES,
        )
        for each in items
    ]  # fmt: skip


def listed_standards(words: str = "") -> QuerySet[ServiceItem]:
    """Return the published standards by name; `words` narrow them."""
    name = ItemVersion.objects.filter(item=OuterRef("pk"), status=VersionStatus.PUBLISHED)
    found = standards().annotate(current_name=Subquery(name.values("name")[:1]))
    if words:
        found = found.filter(current_name__icontains=words)
    return found.order_by("current_name", "pk")


def standard_rows(officer: Officer, listed: Sequence[ServiceItem]) -> list[StandardRow]:
    """Return the rows of one page of standards, with the claims of the reader's department."""
    current = ItemVersion.objects.filter(status=VersionStatus.PUBLISHED)
    own = Claim.objects.filter(item__department=officer.department_id).select_related("item")
    found = standards().filter(pk__in=[each.pk for each in listed])
    found = found.annotate(claim_count=Count("claimed", distinct=True)).prefetch_related(
        Prefetch("versions", current, to_attr="current"),
        Prefetch("claimed", own, to_attr="own_claims"),
    )
    known = elements()["exercise_levels"].options()
    rows = []
    for item in found:
        version: ItemVersion = item.current[0]
        levels = "、".join(known[level] for level in version.exercise_levels)
        rows.append(StandardRow(item, version, levels, item.claim_count, item.own_claims))
    place = {each.pk: number for number, each in enumerate(listed)}
    return sorted(rows, key=lambda row: place[row.item.pk])
