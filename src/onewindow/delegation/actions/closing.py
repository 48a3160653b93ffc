"""Tell the ledger, once, that the time of a grant is over; the dates alone decide that it is."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localdate

from onewindow import events
from onewindow.delegation.models import AuthorisationLetter, Delegation, Grant, Seal
from onewindow.events.rules import SYSTEM

EVENTS: dict[type[Model], str] = {
    Delegation: "delegation.ended",
    AuthorisationLetter: "authorisation.ended",
    Seal: "seal.ended",
}


def close_ended(*, at: datetime) -> int:
    """Write the closing event of everything that ended by itself; return how many."""
    on = localdate(at)
    return (
        close(Delegation.objects.select_related("item__department").ended(on), at=at)
        + close(AuthorisationLetter.objects.select_related("department").ended(on), at=at)
        + close(Seal.objects.select_related("department").ended(on), at=at)
    )


def close(ended: Iterable[Grant], *, at: datetime) -> int:
    """Close grants whose time is over, each once; return how many were not closed yet."""
    return sum(_close_one(grant, at) for grant in ended if grant.closed_at is None)


def _close_one(grant: Grant, at: datetime) -> bool:
    model = type(grant)
    with transaction.atomic():
        open_still = model._default_manager.filter(pk=grant.pk, closed_at=None, revoked_at=None)
        if open_still.update(closed_at=at) != 1:
            return False
        data = {"number": str(grant), "valid_to": str(grant.valid_to)}
        events.record(EVENTS[model], chain=grant.chain, by=SYSTEM, at=at, data=data)
        return True
