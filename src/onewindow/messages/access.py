"""Whose notices; what an administrator sees of the outbox."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from onewindow.accounts.models import User
from onewindow.messages.models import (
    Contact,
    LeftOver,
    Notice,
    NoticeQuerySet,
    Sending,
    SendingQuerySet,
    SendingStatus,
)


def notices_of(user: User) -> NoticeQuerySet:
    """Return somebody's notices, the newest first."""
    return Notice.objects.filter(user=user).order_by("-at", "-pk")


def notice_for(user: User, pk: int) -> Notice:
    """Return one notice of his; raise Notice.DoesNotExist for a foreign one."""
    return Notice.objects.get(user=user, pk=pk)


def unread_count(user: User | AnonymousUser) -> int:
    """Return how many notices somebody has not opened."""
    return Notice.objects.filter(user=user).unread().count() if isinstance(user, User) else 0


def contact_of(user: User) -> Contact:
    """Return what somebody chose, or the usual: the inbox alone."""
    return Contact.objects.filter(user=user).first() or Contact(user=user, channels=[])


def dead_sendings() -> SendingQuerySet:
    """Return what could not be sent and is not tried again, the newest first."""
    return Sending.objects.dead().select_related("notice__user").order_by("-pk")


def untold_events() -> list[LeftOver]:
    """Return the events that could not be turned into notices."""
    return list(LeftOver.objects.exclude(problem="").order_by("-event_id"))


def dead_sending(pk: int) -> Sending:
    """Return one of those; raise Sending.DoesNotExist for another."""
    return Sending.objects.dead().get(pk=pk)


@dataclass(frozen=True)
class Count:
    """How many sendings are in one state."""

    name: str
    total: int


def counts_of_outbox() -> list[Count]:
    """Return how many wait and how many are dead; what was sent is not counted over and over."""
    states = (SendingStatus.WAITING, SendingStatus.DEAD)
    return [
        Count(str(state.label), Sending.objects.filter(status=state).count()) for state in states
    ]
