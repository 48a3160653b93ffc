"""Which of an item's versions counts, and one change of them at a time."""

from django.db.models import Case, Max, When

from onewindow.catalogue.models import ItemVersion, ItemWithdrawal, ServiceItem, VersionStatus
from onewindow.catalogue.models.versions import EDITABLE, IN_FORCE

UNFINISHED = (*EDITABLE, VersionStatus.IN_REVIEW, VersionStatus.SCHEDULED)
FIRST_UNFINISHED = Case(When(status__in=UNFINISHED, then=0), When(status__in=IN_FORCE, then=1))


def in_force(item: ServiceItem) -> ItemVersion | None:
    """Return the version that the public reads, or None."""
    return item.versions.filter(status__in=IN_FORCE).first()


def unfinished(item: ServiceItem) -> ItemVersion | None:
    """Return the version that is being written, reviewed or waits for its day, or None."""
    return item.versions.filter(status__in=UNFINISHED).first()


def current(item: ServiceItem) -> ItemVersion | None:
    """Return the unfinished version, else the one in force, else the last that ever was.

    A draft that was given up after a review is none of them.
    """
    counting = item.versions.exclude(status=VersionStatus.WITHDRAWN, published_at=None)
    return counting.order_by(FIRST_UNFINISHED, "-number").first()


def latest(item: ServiceItem) -> ItemVersion | None:
    """Return the current version, else the last draft that was given up, or None."""
    return current(item) or item.versions.order_by("-number").first()


def next_number(item: ServiceItem) -> int:
    """Return the number of the version that comes after all there ever were, 1 for the first."""
    return (item.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def lock_item(item: int) -> ServiceItem:
    """Lock an item by its key until the transaction ends; taken before any of its versions."""
    return ServiceItem.objects.select_for_update(of=("self",)).get(pk=item)


def planned_withdrawal(item: int) -> ItemWithdrawal | None:
    """Return the decision to withdraw an item that still waits for its day, or None."""
    return ItemWithdrawal.objects.filter(version__item=item, done_at=None).first()
