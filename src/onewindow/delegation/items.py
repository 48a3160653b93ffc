"""Items by the name people know them by."""

from collections.abc import Collection

from django.db.models import Case, IntegerField, Value, When

from onewindow.catalogue.models import ItemVersion, ServiceItem, VersionStatus
from onewindow.orgs.models import Department


def item_names(items: Collection[int]) -> dict[int, str]:
    """Map items to the name of what is public, else of their last version, in one query."""
    public_first = Case(
        When(status=VersionStatus.PUBLISHED, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    versions = ItemVersion.objects.filter(item__in=items)
    # Read backwards: what comes first in the order is written last and stays.
    rows = versions.order_by(public_first.desc(), "number").values_list("item", "name")
    return dict(rows)


def items_of(department: Department) -> list[tuple[ServiceItem, str]]:
    """Return a department's items with their names, by name."""
    items = list(ServiceItem.objects.filter(department=department, is_standard=False))
    names = item_names([item.pk for item in items])
    return sorted(((item, names.get(item.pk, item.code)) for item in items), key=lambda one: one[1])
