"""Suspend an item for a while, resume it, withdraw it for good; cases under way go on."""

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.models import ItemSuspension, ItemVersion, ItemWithdrawal, VersionStatus
from onewindow.catalogue.models.versions import IN_FORCE
from onewindow.catalogue.search import reindex
from onewindow.catalogue.succession import lock_item, planned_withdrawal
from onewindow.events.rules import SYSTEM, Actor, JSONValue
from onewindow.kernel.apart import each_apart
from onewindow.kernel.errors import DomainError, NotAllowedNow


def suspend(version: ItemVersion, *, reason: str, by: Actor, at: datetime) -> ItemSuspension:
    """Take no new applications until the item is resumed; its guide stays to be read.

    Raise NotAllowedNow unless the version is published, DomainError without a reason.
    """
    said = _said(reason)
    with transaction.atomic():
        lock_item(version.item_id)
        _move(version, (VersionStatus.PUBLISHED,), VersionStatus.SUSPENDED)
        suspension = ItemSuspension.objects.create(
            version=version, reason=said, by=by.code, by_name=by.name, at=at
        )
        _record("item.suspended", version, by, at, reason=said)
        reindex(version.item)
    return suspension


def resume(version: ItemVersion, *, by: Actor, at: datetime) -> None:
    """Take applications again; raise NotAllowedNow unless the version is suspended."""
    with transaction.atomic():
        lock_item(version.item_id)
        _move(version, (VersionStatus.SUSPENDED,), VersionStatus.PUBLISHED)
        version.suspensions.filter(resumed_at=None).update(
            resumed_by=by.code, resumed_by_name=by.name, resumed_at=at
        )
        _record("item.resumed", version, by, at)
        reindex(version.item)


def withdraw(
    version: ItemVersion, *, reason: str, on: date, by: Actor, at: datetime
) -> ItemWithdrawal:
    """Offer the item no more from the day `on`, today or later.

    Raise NotAllowedNow unless the version is in force, and while a next one waits for its day;
    DomainError without a reason, for a day that is past, and when it is planned already.
    """
    said, today = _said(reason), localdate(at)
    if on < today:
        raise DomainError(_("取消的日期不能早于今天。"))
    with transaction.atomic():
        lock_item(version.item_id)
        locked = ItemVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        if locked.status not in IN_FORCE:
            raise NotAllowedNow(_("只有正在办理或者暂停的事项才能取消，请刷新页面查看最新状态。"))
        versions = ItemVersion.objects.filter(item=locked.item_id)
        if versions.filter(status=VersionStatus.SCHEDULED).exists():
            raise NotAllowedNow(_("这个事项有一个等待生效的新版本，请先收回它，再取消事项。"))
        if planned_withdrawal(locked.item_id):
            raise NotAllowedNow(_("这个事项已经定了取消的日期，要改先撤销原来的决定。"))
        withdrawal = ItemWithdrawal.objects.create(
            version=locked, reason=said, on=on, by=by.code, by_name=by.name, at=at
        )
        if on <= today:
            _end(withdrawal, by, at)
        else:
            _record("item.withdrawal_planned", locked, by, at, reason=said, on=on.isoformat())
    version.refresh_from_db()
    return withdrawal


def keep_item(withdrawal: ItemWithdrawal, *, by: Actor, at: datetime) -> None:
    """Take a planned withdrawal back; raise NotAllowedNow once it has happened."""
    with transaction.atomic():
        deleted, _rows = ItemWithdrawal.objects.filter(pk=withdrawal.pk, done_at=None).delete()
        if not deleted:
            raise NotAllowedNow(_("事项已经取消，不能再撤销。要恢复办理，请新建版本，审核后发布。"))
        _record("item.withdrawal_called_back", withdrawal.version, by, at)


def withdraw_due(*, at: datetime) -> list[ItemWithdrawal]:
    """Withdraw every item whose day has come; safe to repeat.

    What goes wrong with one item is logged and holds up no other.
    """
    due = ItemWithdrawal.objects.filter(done_at=None, on__lte=localdate(at))
    keys = due.order_by("on", "pk").values_list("pk", "version__item")
    return each_apart(keys, partial(_withdraw_one, at=at), "withdrawal")


def _withdraw_one(key: tuple[int, int], *, at: datetime) -> ItemWithdrawal | None:
    pk, item = key
    with transaction.atomic():
        lock_item(item)
        waiting = ItemWithdrawal.objects.filter(pk=pk, done_at=None)
        withdrawal = waiting.select_for_update(of=("self",)).first()
        if withdrawal is not None:
            _end(withdrawal, SYSTEM, at)
    return withdrawal


def _end(withdrawal: ItemWithdrawal, by: Actor, at: datetime) -> None:
    item = withdrawal.version.item
    for version in ItemVersion.objects.filter(item=item, status__in=IN_FORCE):
        version.suspensions.filter(resumed_at=None).update(
            resumed_by=by.code, resumed_by_name=by.name, resumed_at=at
        )
        ItemVersion.objects.filter(pk=version.pk).update(
            status=VersionStatus.WITHDRAWN, ended_at=at
        )
        _record("item.withdrawn", version, by, at, reason=withdrawal.reason)
    ItemWithdrawal.objects.filter(pk=withdrawal.pk).update(done_at=at)
    withdrawal.done_at = at
    reindex(item)


def _said(reason: str) -> str:
    if not reason.strip():
        raise DomainError(_("请写明理由，申请人在办事指南上会看到。"))
    return reason.strip()


def _move(version: ItemVersion, from_: tuple[VersionStatus, ...], to: VersionStatus) -> None:
    changed = ItemVersion.objects.filter(pk=version.pk, status__in=from_).update(status=to)
    if changed != 1:
        raise NotAllowedNow(_("这个事项的状态已经改变，请刷新页面。"))
    version.status = to


def _record(code: str, version: ItemVersion, by: Actor, at: datetime, **more: str) -> None:
    data: dict[str, JSONValue] = {"version": version.number, **more}
    events.record(code, chain=version.item.chain, by=by, at=at, data=data)
