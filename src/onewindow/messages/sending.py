"""The outbox: what is to leave the house is tried until it is sent or given up, at least once.

A sending is claimed by moving its next time ahead, then sent, then marked. Who is killed between
the two leaves it to be sent again; its `reference` lets the other side see that it is the same.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from onewindow.accounts.models import Person, User
from onewindow.messages.channels import Channel, Message, Undeliverable, channels
from onewindow.messages.models import ChannelCode, Contact, Sending, SendingStatus
from onewindow.messages.texts import SOURCE_LANGUAGE, words_in
from onewindow.orgs.models import Officer

# How long to wait after each try; after the last it is dead until an administrator tries again.
WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 30, 2 * 60, 6 * 60, 24 * 60, 24 * 60))
# Longer than any channel takes; a killed worker's claim ends then.
CLAIMED = timedelta(minutes=5)
BATCH = 50
logger = logging.getLogger(__name__)


def send_waiting(*, at: datetime, by: Mapping[str, Channel] | None = None) -> int:
    """Send what is due; return how many were sent. Several workers share the work."""
    ways = by if by is not None else channels()
    sent = 0
    while claimed := _claim(at):
        sent += sum(_send(each, ways, at) for each in claimed)
    return sent


def _claim(at: datetime) -> list[Sending]:
    with transaction.atomic():
        due = Sending.objects.filter(status=SendingStatus.WAITING, next_at__lte=at)
        picked = list(
            due.select_for_update(skip_locked=True)
            .order_by("next_at")
            .values_list("pk", flat=True)[:BATCH]
        )
        Sending.objects.filter(pk__in=picked).update(next_at=at + CLAIMED, tries=F("tries") + 1)
    rows = Sending.objects.filter(pk__in=picked).select_related("notice__user")
    return list(rows.order_by("pk"))


def _send(sending: Sending, ways: Mapping[str, Channel], at: datetime) -> bool:
    channel = ways.get(sending.channel)
    address = _address(sending)
    if channel is None or not address:
        _settle(sending, SendingStatus.SKIPPED, at)
        return False
    try:
        channel.send(address, _message(sending))
    except Undeliverable as error:
        _settle(sending, SendingStatus.DEAD, at, problem=str(error))
    except Exception as error:
        logger.warning("sending %s failed: %s", sending.pk, error)
        _try_later(sending, at, str(error) or type(error).__name__)
    else:
        _settle(sending, SendingStatus.SENT, at)
        return True
    return False


def _address(sending: Sending) -> str:
    user = sending.notice.user
    contact = Contact.objects.filter(user=user).first()
    if contact is None or sending.channel not in contact.channels:
        return ""
    if sending.channel == ChannelCode.MAIL:
        return contact.mail
    if sending.channel == ChannelCode.WECHAT:
        return contact.wechat
    return phone_of(user)


def phone_of(user: User) -> str:
    """Return where a text message reaches somebody, nothing where nobody knows."""
    known = Person.objects.filter(user=user).first() or Officer.objects.filter(user=user).first()
    return known.phone if known is not None else ""


def _message(sending: Sending) -> Message:
    contact = Contact.objects.filter(user=sending.notice.user).first()
    language = contact.language if contact else SOURCE_LANGUAGE
    words = words_in(sending.notice.texts, language)
    return Message(f"notice-{sending.pk}", words["title"], words["text"])


def _settle(sending: Sending, status: SendingStatus, at: datetime, problem: str = "") -> None:
    Sending.objects.filter(pk=sending.pk, status=SendingStatus.WAITING).update(
        status=status, problem=problem[:500],
        sent_at=at if status == SendingStatus.SENT else None,
    )  # fmt: skip


def _try_later(sending: Sending, at: datetime, problem: str) -> None:
    if sending.tries > len(WAITS):
        _settle(sending, SendingStatus.DEAD, at, problem=problem)
        return
    Sending.objects.filter(pk=sending.pk).update(
        next_at=at + WAITS[sending.tries - 1], problem=problem[:500]
    )


def retry(sending: Sending, *, at: datetime) -> None:
    """Try a dead sending again from the start."""
    Sending.objects.filter(pk=sending.pk, status=SendingStatus.DEAD).update(
        status=SendingStatus.WAITING, tries=0, next_at=at
    )
