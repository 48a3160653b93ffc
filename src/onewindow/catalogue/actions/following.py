"""Follow a standard: its new version becomes a task in every item that claimed it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.actions.editing import start_version
from onewindow.catalogue.models import (
    ChangeStatus,
    DraftEdit,
    ItemVersion,
    ServiceItem,
    StandardChange,
    VersionStatus,
)
from onewindow.catalogue.models.versions import EDITABLE, IN_FORCE
from onewindow.catalogue.review_limits import due_after, review_limits
from onewindow.catalogue.sharing import inherit, shared_digest
from onewindow.catalogue.storing import definition_of, write_definition
from onewindow.catalogue.succession import UNFINISHED, in_force, latest, lock_item, unfinished
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow


def open_changes(version: ItemVersion, *, by: Actor, at: datetime) -> list[StandardChange]:
    """Open a task for every claimed item that says otherwise than a standard's new version.

    To be called within the transaction that publishes the version. Tasks for earlier versions
    that were not followed are replaced. A draft that says it already has the task done.
    """
    if not version.item.is_standard:
        return []
    # Whoever claims it at this moment waits, or is seen here.
    lock_item(version.item_id)
    wanted = shared_digest(definition_of(version))
    claimed = ServiceItem.objects.filter(standard=version.item).exclude(
        changes__standard_version=version
    )
    opened = []
    for item in claimed.select_related("department"):
        last = latest(item)
        if last is None or (last.status == VersionStatus.WITHDRAWN and last.published_at):
            continue
        # First: whoever applies the earlier version at this moment is waited for, or refused.
        _replace(item, by, at)
        holding = [each for each in (in_force(item), unfinished(item)) if each] or [last]
        saying = [each for each in holding if shared_digest(definition_of(each)) == wanted]
        if len(saying) < len(holding):
            draft = next((each for each in saying if each.status in UNFINISHED), None)
            opened.append(_open_task(item, version, draft, by, at))
    return opened


def _replace(item: ServiceItem, by: Actor, at: datetime) -> None:
    tasks = StandardChange.objects.select_for_update(of=("self",)).filter(item=item)
    undone = [each.pk for each in tasks.select_related("version") if not each.is_followed]
    StandardChange.objects.filter(pk__in=undone).exclude(status=ChangeStatus.REPLACED).update(
        status=ChangeStatus.REPLACED, decided_at=at, by=by.code, by_name=by.name
    )


def _open_task(
    item: ServiceItem, standard: ItemVersion, draft: ItemVersion | None, by: Actor, at: datetime
) -> StandardChange:
    due_on = due_after(review_limits().change_days, region=item.region_id, at=at)
    change = StandardChange.objects.create(
        item=item, standard_version=standard, opened_at=at, due_on=due_on
    )
    events.record(
        "standard.change_opened", chain=item.chain, by=by, at=at,
        data={"standard": standard.item.code, "standard_version": standard.number,
              "due_on": due_on.isoformat()},
    )  # fmt: skip
    if draft is not None:
        _decide(change, ChangeStatus.APPLIED, by, at, version=draft)
    return change


def apply_change(change: StandardChange, *, by: Actor, at: datetime) -> ItemVersion:
    """Make or update the item's draft with the standard's new values; the rest of it stays.

    Raise NotAllowedNow when the task is done, the standard's version is no longer in force, or a
    version of the item is under review or waits for its day.
    """
    with transaction.atomic():
        locked = _open(change)
        if locked.standard_version.status not in IN_FORCE:
            raise NotAllowedNow(_("这一版标准已经不再有效，请刷新页面，采用正在生效的那一版。"))
        version = _draft_of(locked.item, by, at)
        definition = inherit(definition_of(version), definition_of(locked.standard_version))
        version.standard_version = locked.standard_version
        write_definition(version, definition)
        DraftEdit.objects.create(version=version, by=by.code, by_name=by.name, at=at)
        _decide(locked, ChangeStatus.APPLIED, by, at, version=version)
        events.record(
            "standard.change_applied", chain=locked.item.chain, by=by, at=at,
            data={"version": version.number, "standard": locked.standard_version.item.code,
                  "standard_version": locked.standard_version.number},
        )  # fmt: skip
    change.refresh_from_db()
    return version


def decline_change(change: StandardChange, *, by: Actor, reason: str, at: datetime) -> None:
    """Say why an item does not follow its standard now; raise NotAllowedNow when it is done."""
    if not reason.strip():
        raise DomainError(_("暂不采用的，要写明理由。"))
    with transaction.atomic():
        locked = _open(change)
        _decide(locked, ChangeStatus.DECLINED, by, at, reason=reason.strip())
        events.record(
            "standard.change_declined", chain=locked.item.chain, by=by, at=at,
            data={"standard": locked.standard_version.item.code, "reason": reason.strip(),
                  "standard_version": locked.standard_version.number},
        )  # fmt: skip
    change.refresh_from_db()


def _open(change: StandardChange) -> StandardChange:
    locked = StandardChange.objects.select_for_update(of=("self",)).select_related(
        "item", "standard_version__item"
    )
    found = locked.get(pk=change.pk)
    if not found.can_be_decided:
        raise NotAllowedNow(_("这项变更已经处理过了，请刷新页面。"))
    return found


def _decide(
    change: StandardChange, status: ChangeStatus, by: Actor, at: datetime, *,
    version: ItemVersion | None = None, reason: str = "",
) -> None:  # fmt: skip
    StandardChange.objects.filter(pk=change.pk).update(
        status=status, version=version, reason=reason, by=by.code, by_name=by.name, decided_at=at
    )


def _draft_of(item: ServiceItem, by: Actor, at: datetime) -> ItemVersion:
    lock_item(item.pk)
    started = item.versions.filter(status__in=UNFINISHED).select_for_update(of=("self",)).first()
    if started is not None and started.status not in EDITABLE:
        raise NotAllowedNow(_("这个事项正在审核或者等待生效，退回或生效后才能采用新标准。"))
    return started or start_version(item, by=by, at=at)
