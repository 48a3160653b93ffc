"""Tell somebody something, once; let him read it, and say where else he wants it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from onewindow.accounts.models import User
from onewindow.messages.models import Contact, Notice, Sending
from onewindow.messages.texts import templates


def enqueue(
    user: User, kind: str, *, key: str, facts: Mapping[str, str], address: str = "", at: datetime
) -> None:
    """Put a notice into somebody's inbox and outbox; the same key tells him once.

    Runs inside the caller's transaction: he is told if and only if what he is told of was
    committed. Raise KeyError for an unknown kind or a missing fact.
    """
    template = templates()[kind]
    with transaction.atomic():
        Notice.objects.bulk_create(
            [
                Notice(
                    user=user, key=key, kind=kind, texts=template.fill(facts), address=address,
                    at=at,
                )
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        wanted = [each for each in wanted_channels(user) if each in template.channels]
        if not wanted:
            return
        notice = Notice.objects.only("pk").get(user=user, key=key)
        sendings = [Sending(notice=notice, channel=each, next_at=at) for each in wanted]
        Sending.objects.bulk_create(sendings, ignore_conflicts=True)


def wanted_channels(user: User) -> Sequence[str]:
    """Return the channels somebody chose; nobody who never chose is written to."""
    contact = Contact.objects.filter(user=user).only("channels").first()
    return contact.channels if contact else []


def read(notice: Notice, *, at: datetime) -> None:
    """Note that a notice was opened; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


def read_all(user: User, *, at: datetime) -> int:
    """Note that somebody has seen all his notices; return how many were new."""
    return Notice.objects.filter(user=user).unread().update(read_at=at)


def choose_channels(
    user: User, *, mail: str, wechat: str, channels: Sequence[str], language: str, at: datetime
) -> Contact:
    """Keep where and in which language somebody wants to be told."""
    with transaction.atomic():
        contact, _made = Contact.objects.get_or_create(user=user)
        contact.write(mail=mail, wechat=wechat)
        contact.channels = list(channels)
        contact.language = language
        contact.changed_at = at
        contact.save(
            update_fields=["mail_cipher", "wechat_cipher", "channels", "language", "changed_at"]
        )
    return contact
