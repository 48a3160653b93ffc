"""Publication, at once or from a day on: the version becomes what citizens see, for good."""

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.actions.following import open_changes
from onewindow.catalogue.models import ItemVersion, Verdict, VersionStatus
from onewindow.catalogue.search import reindex
from onewindow.catalogue.succession import lock_item, planned_withdrawal
from onewindow.events.rules import SYSTEM, Actor
from onewindow.kernel.apart import each_apart
from onewindow.kernel.errors import DomainError, NotAllowedNow


def is_clear(version: ItemVersion) -> bool:
    """Whether all four offices agreed in the last round."""
    last = version.reviews.aggregate(last=Max("round"))["last"]
    verdicts = list(version.reviews.filter(round=last).values_list("verdict", flat=True))
    return bool(verdicts) and set(verdicts) == {Verdict.AGREED}


def publish(
    version: ItemVersion, *, by: Actor, at: datetime, on: date | None = None
) -> ItemVersion:
    """Publish a version that all offices cleared; the one before it is superseded.

    A day `on` that is still to come makes it wait for that day. Raise NotAllowedNow when a verdict
    is missing, the version was published already, the item is suspended or is to be withdrawn;
    DomainError for a day that is past.
    """
    today = localdate(at)
    if on is not None and on < today:
        raise DomainError(_("生效日期不能早于今天。"))
    with transaction.atomic():
        lock_item(version.item_id)
        locked = ItemVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        if locked.status != VersionStatus.IN_REVIEW:
            raise NotAllowedNow(_("只有审核通过的版本才能发布，请刷新页面查看最新状态。"))
        if not is_clear(locked):
            raise NotAllowedNow(_("还有单位没有审核或不同意，暂不能发布。"))
        if planned_withdrawal(locked.item_id):
            raise NotAllowedNow(_("这个事项已经定了取消的日期，要发布新版本，请先撤销取消的决定。"))
        if on is not None and on > today:
            _schedule(locked, on, by, at)
        elif _is_suspended(locked):
            raise NotAllowedNow(_("这个事项正在暂停办理，请先恢复办理，再发布新版本。"))
        else:
            _put_in_force(locked, by, at)
    version.refresh_from_db()
    return version


def call_back(version: ItemVersion, *, by: Actor, at: datetime) -> ItemVersion:
    """Take a version that waits for its day back to be changed; raise NotAllowedNow otherwise."""
    with transaction.atomic():
        changed = ItemVersion.objects.filter(pk=version.pk, status=VersionStatus.SCHEDULED).update(
            status=VersionStatus.RETURNED, effective_on=None
        )
        if changed != 1:
            raise NotAllowedNow(_("这一版已经生效或者不在等待生效，请刷新页面查看最新状态。"))
        events.record(
            "item.called_back", chain=version.item.chain, by=by, at=at,
            data={"version": version.number},
        )  # fmt: skip
    version.refresh_from_db()
    return version


def publish_due(*, at: datetime) -> list[ItemVersion]:
    """Publish every version whose day has come; those of suspended items wait. Safe to repeat.

    What goes wrong with one item is logged and holds up no other.
    """
    due = ItemVersion.objects.filter(
        status=VersionStatus.SCHEDULED, effective_on__lte=localdate(at)
    )
    keys = due.order_by("effective_on", "pk").values_list("pk", "item_id")
    return each_apart(keys, partial(_publish_one, at=at), "version")


def _publish_one(key: tuple[int, int], *, at: datetime) -> ItemVersion | None:
    pk, item = key
    with transaction.atomic():
        lock_item(item)
        version = ItemVersion.objects.select_for_update(of=("self",)).get(pk=pk)
        if version.status != VersionStatus.SCHEDULED or _is_suspended(version):
            return None
        _put_in_force(version, SYSTEM, at)
    return version


def _schedule(version: ItemVersion, on: date, by: Actor, at: datetime) -> None:
    ItemVersion.objects.filter(pk=version.pk).update(
        status=VersionStatus.SCHEDULED, effective_on=on
    )
    events.record(
        "item.scheduled", chain=version.item.chain, by=by, at=at,
        data={"version": version.number, "effective_on": on.isoformat()},
    )  # fmt: skip


def _is_suspended(version: ItemVersion) -> bool:
    others = ItemVersion.objects.filter(item=version.item_id, status=VersionStatus.SUSPENDED)
    return others.exists()


def _put_in_force(version: ItemVersion, by: Actor, at: datetime) -> None:
    chain = version.item.chain
    before = ItemVersion.objects.filter(item=version.item_id, status=VersionStatus.PUBLISHED)
    for old in before:
        ItemVersion.objects.filter(pk=old.pk).update(status=VersionStatus.SUPERSEDED, ended_at=at)
        events.record(
            "item.superseded", chain=chain, by=by, at=at, data={"version": old.number}
        )  # fmt: skip
    version.status, version.published_at = VersionStatus.PUBLISHED, at
    ItemVersion.objects.filter(pk=version.pk).update(
        status=VersionStatus.PUBLISHED, published_at=at
    )
    events.record(
        "item.published", chain=chain, by=by, at=at, data={"version": version.number}
    )  # fmt: skip
    open_changes(version, by=by, at=at)
    reindex(version.item)
