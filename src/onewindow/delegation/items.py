"""Items by the name people know them by."""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from onewindow.catalogue.models import ItemVersion, ServiceItem
from onewindow.catalogue.models.versions import IN_FORCE
from onewindow.orgs.models import Department

# What the public has read once; a draft, or one that was given up, is nobody's business.
EVER_PUBLIC = Q(status__in=IN_FORCE) | Q(published_at__isnull=False)


def item_names(items: Collection[int]) -> dict[int, str]:
    """Map items to the name of what is in force, else of what was last, else to their code."""
    # Of the versions that were ever public the one in force is the last.
    last = ItemVersion.objects.filter(EVER_PUBLIC, item=OuterRef("pk")).order_by("-number")
    name = Coalesce(Subquery(last.values("name")[:1]), F("code"))
    listed = ServiceItem.objects.filter(pk__in=items)
    return dict(listed.annotate(public_name=name).values_list("pk", "public_name"))


def items_of(department: Department) -> list[tuple[ServiceItem, str]]:
    """Return the items of a department that were ever public with their names, by name."""
    public = Exists(ItemVersion.objects.filter(EVER_PUBLIC, item=OuterRef("pk")))
    items = list(ServiceItem.objects.filter(public, department=department, is_standard=False))
    names = item_names([item.pk for item in items])
    return sorted(((item, names[item.pk]) for item in items), key=lambda one: one[1])
