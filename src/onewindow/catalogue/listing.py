"""What the home page says of the items without reading them all."""

from django.db.models import Count, QuerySet

from onewindow.catalogue.models import ItemVersion


def quickest_items(most: int) -> list[ItemVersion]:
    """Return the published items that are decided fastest, with `fee_count`."""
    return list(_with_fees(ItemVersion.objects.public()).order_by("review_limit", "name")[:most])


def published_count() -> int:
    """Return how many items can be handled online."""
    return ItemVersion.objects.public().count()


def _with_fees(versions: QuerySet[ItemVersion]) -> QuerySet[ItemVersion]:
    return versions.select_related("item__department").annotate(fee_count=Count("fees"))
