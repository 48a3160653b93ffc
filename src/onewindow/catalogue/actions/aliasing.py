"""What people call an item, added and taken away while it is published; what found nothing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.models import Alias, BaseItem, ServiceItem, UnansweredQuery
from onewindow.catalogue.search import reindex, reindex_base
from onewindow.catalogue.search.normal import squash
from onewindow.events.rules import Actor
from onewindow.kernel.errors import NotAllowedNow

LONGEST = 100


def add_alias(thing: ServiceItem | BaseItem, text: str, *, by: Actor, at: datetime) -> Alias:
    """Let an item be found by what people call it; raise NotAllowedNow if it is so already."""
    text = " ".join(text.split())
    if not squash(text) or len(text) > LONGEST:
        raise NotAllowedNow(_("叫法要有文字，不超过 100 个字。"))
    with transaction.atomic():
        alias, is_new = Alias.objects.get_or_create(
            text=text,
            **_of(thing),
            defaults={"by": by.code, "by_name": by.name, "at": at},
        )
        if not is_new:
            raise NotAllowedNow(_("这个事项已经有这个叫法。"))
        _follow(thing, "item.alias_added", text, by=by, at=at)
        UnansweredQuery.objects.filter(query=text, dismissed_at=None).update(dismissed_at=at)
    return alias


def remove_alias(alias: Alias, *, by: Actor, at: datetime) -> None:
    """Take an alias away again."""
    thing = alias.item or alias.base
    with transaction.atomic():
        alias.delete()
        if thing is not None:
            _follow(thing, "item.alias_removed", alias.text, by=by, at=at)


def dismiss(query: UnansweredQuery, *, at: datetime) -> None:
    """Put words that found nothing aside: they belong to no item."""
    UnansweredQuery.objects.filter(pk=query.pk, dismissed_at=None).update(dismissed_at=at)


def _of(thing: ServiceItem | BaseItem) -> dict[str, ServiceItem | BaseItem]:
    return {"item": thing} if isinstance(thing, ServiceItem) else {"base": thing}


def _follow(
    thing: ServiceItem | BaseItem, code: str, text: str, *, by: Actor, at: datetime
) -> None:
    if isinstance(thing, ServiceItem):
        reindex(thing)
        chain = thing.chain
    else:
        reindex_base(BaseItem.objects.filter(pk=thing.pk))
        chain = f"base-item/{thing.code}"
    events.record(code, chain=chain, by=by, at=at, data={"text": text})
