"""The list of versions: shelves by status, one of them open."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count

from onewindow.catalogue.models import ItemVersion, VersionStatus
from onewindow.catalogue.models.versions import ItemVersionQuerySet

PER_PAGE = 30
# What has to be done first.
ORDER = (
    VersionStatus.RETURNED,
    VersionStatus.DRAFT,
    VersionStatus.IN_REVIEW,
    VersionStatus.SCHEDULED,
    VersionStatus.SUSPENDED,
    VersionStatus.PUBLISHED,
    VersionStatus.SUPERSEDED,
    VersionStatus.WITHDRAWN,
)


@dataclass(frozen=True)
class Shelf:
    """The versions of one status."""

    status: str
    name: str
    count: int
    is_open: bool


@dataclass(frozen=True)
class Shelves:
    """All shelves with their counts, and a page of the open one."""

    shelves: list[Shelf]
    page: Page[ItemVersion]
    total: int


def shelves_of(versions: ItemVersionQuerySet, chosen: str, page: str | None) -> Shelves:
    """Return the versions of the chosen status; all of them when none is chosen."""
    counted = versions.order_by().values_list("status").annotate(n=Count("pk"))
    counts: dict[str, int] = dict(counted)
    chosen = chosen if chosen in VersionStatus.values else ""
    shelves = [
        Shelf(status.value, str(status.label), counts.get(status.value, 0), status == chosen)
        for status in ORDER
        if counts.get(status.value) or status == chosen
    ]
    shown = versions.filter(status=chosen) if chosen else versions
    listed = shown.order_by("item__department__short_name", "name", "-number")
    return Shelves(shelves, Paginator(listed, PER_PAGE).get_page(page), sum(counts.values()))
