"""The lists of items that the public sees."""

from django.db.models import Count

from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.themes import Theme


def published_items(*, audience: str = "", theme: Theme | None = None) -> list[ItemVersion]:
    """Return published items with `fee_count`, for an audience and a theme; quickest first."""
    versions = ItemVersion.objects.public().for_audience(
        audience or (theme.audience if theme else "")
    )
    if theme is not None:
        versions = versions.filter(themes__contains=[theme.written])
    counted = versions.select_related("item__department").annotate(fee_count=Count("fees"))
    return list(counted.order_by("review_limit", "name"))
