"""Tell the ledger, once, that the time of a mandate is over; the dates alone decide that it is."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from onewindow import events
from onewindow.events import SYSTEM
from onewindow.mandates.models import Mandate


def close_ended(*, at: datetime) -> int:
    """Write the closing event of every mandate that ended by itself; return how many."""
    ended = Mandate.objects.filter(
        accepted_at__isnull=False, revoked_at=None, closed_at=None, valid_to__lte=localdate(at)
    )
    return sum(_close_one(mandate, at) for mandate in list(ended.order_by("pk")))


def _close_one(mandate: Mandate, at: datetime) -> bool:
    with transaction.atomic():
        still = Mandate.objects.filter(pk=mandate.pk, closed_at=None, revoked_at=None)
        if still.update(closed_at=at) != 1:
            return False
        data = {"number": mandate.number, "valid_to": str(mandate.valid_to)}
        events.record("mandate.ended", chain=mandate.chain, by=SYSTEM, at=at, data=data)
        return True
