"""Which of an item's versions counts, and one change of them at a time."""

from onewindow.catalogue.models import ItemWithdrawal, ServiceItem


def lock_item(item: int) -> ServiceItem:
    """Lock an item by its key until the transaction ends; taken before any of its versions."""
    return ServiceItem.objects.select_for_update(of=("self",)).get(pk=item)


def planned_withdrawal(item: int) -> ItemWithdrawal | None:
    """Return the decision to withdraw an item that still waits for its day, or None."""
    return ItemWithdrawal.objects.filter(version__item=item, done_at=None).first()
