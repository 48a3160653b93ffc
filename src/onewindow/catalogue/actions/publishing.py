"""Publication: the version becomes what citizens see, and never changes again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.actions.following import open_changes
from onewindow.catalogue.models import ItemVersion, Verdict, VersionStatus
from onewindow.catalogue.search import reindex
from onewindow.events.rules import Actor
from onewindow.kernel.errors import NotAllowedNow


def is_clear(version: ItemVersion) -> bool:
    """Whether all four offices agreed in the last round."""
    last = version.reviews.aggregate(last=Max("round"))["last"]
    verdicts = list(version.reviews.filter(round=last).values_list("verdict", flat=True))
    return bool(verdicts) and set(verdicts) == {Verdict.AGREED}


def publish(version: ItemVersion, *, by: Actor, at: datetime) -> ItemVersion:
    """Publish a version that all offices cleared; the one before it is superseded.

    Raise NotAllowedNow when a verdict is missing or the version was published already.
    """
    with transaction.atomic():
        locked = ItemVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        if locked.status != VersionStatus.IN_REVIEW:
            raise NotAllowedNow(_("只有审核通过的版本才能发布，请刷新页面查看最新状态。"))
        if not is_clear(locked):
            raise NotAllowedNow(_("还有单位没有审核或不同意，暂不能发布。"))
        before = ItemVersion.objects.filter(item=locked.item_id, status=VersionStatus.PUBLISHED)
        for old in before:
            ItemVersion.objects.filter(pk=old.pk).update(
                status=VersionStatus.SUPERSEDED, ended_at=at
            )
            events.record(
                "item.superseded",
                chain=locked.item.chain,
                by=by,
                at=at,
                data={"version": old.number},
            )
        ItemVersion.objects.filter(pk=locked.pk).update(
            status=VersionStatus.PUBLISHED, published_at=at
        )
        events.record(
            "item.published", chain=locked.item.chain, by=by, at=at, data={"version": locked.number}
        )
        open_changes(locked, by=by, at=at)
        reindex(locked.item)
    version.refresh_from_db()
    return version
