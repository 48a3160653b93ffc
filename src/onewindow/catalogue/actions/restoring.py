"""Put a version back as it was in force elsewhere, without a review of its own."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.models import (
    ItemSuspension,
    ItemVersion,
    ItemWithdrawal,
    ServiceItem,
    VersionStatus,
)
from onewindow.catalogue.search import reindex
from onewindow.catalogue.storing import write_definition
from onewindow.catalogue.succession import lock_item, next_number, planned_withdrawal
from onewindow.documents.models import Document
from onewindow.events.rules import Actor
from onewindow.kernel.errors import NotAllowedNow

HOLDING = (VersionStatus.PUBLISHED, VersionStatus.SUSPENDED)
OPEN = (
    VersionStatus.DRAFT, VersionStatus.RETURNED, VersionStatus.IN_REVIEW, VersionStatus.SCHEDULED,
)  # fmt: skip


def restore(
    item: ServiceItem,
    definition: ItemDefinition,
    *,
    status: VersionStatus,
    reason: str = "",
    standard_version: ItemVersion | None,
    digest: str,
    files: Collection[Document] = (),
    by: Actor,
    at: datetime,
) -> ItemVersion:
    """Make a definition the item's version in force, suspended or withdrawn; supersede the one now.

    `digest` is of the file it came from, `files` are the documents recorded for it.
    Raise NotAllowedNow while somebody works on the next version or the item is to be withdrawn,
    UnknownNames.
    """
    with transaction.atomic():
        locked = lock_item(item.pk)
        if locked.versions.filter(status__in=OPEN).exists():
            raise NotAllowedNow(_("这个事项有正在编辑或审核的版本，发布或作废后才能恢复。"))
        if planned_withdrawal(item.pk):
            raise NotAllowedNow(_("这个事项已经定了取消的日期，请先撤销取消的决定，再恢复。"))
        for old in locked.versions.filter(status__in=HOLDING):
            ItemVersion.objects.filter(pk=old.pk).update(
                status=VersionStatus.SUPERSEDED, ended_at=at
            )
            events.record(
                "item.superseded", chain=item.chain, by=by, at=at, data={"version": old.number}
            )
        version = ItemVersion(
            item=item, number=next_number(locked), status=VersionStatus.DRAFT, source_digest=digest,
            standard_version=standard_version, drafted_by=by.code, drafted_at=at,
        )  # fmt: skip
        write_definition(version, definition, files=files)
        _halt(version, status, reason or _("从事项包恢复"), by=by, at=at)
        ended = at if status == VersionStatus.WITHDRAWN else None
        ItemVersion.objects.filter(pk=version.pk).update(
            status=status, published_at=at, ended_at=ended
        )
        events.record(
            "item.restored", chain=item.chain, by=by, at=at,
            data={"version": version.number, "status": str(status), "sha256": digest},
        )  # fmt: skip
        reindex(locked)
    version.refresh_from_db()
    return version


def _halt(
    version: ItemVersion, status: VersionStatus, reason: str, *, by: Actor, at: datetime
) -> None:
    if status == VersionStatus.SUSPENDED:
        ItemSuspension.objects.create(
            version=version, reason=reason, by=by.code, by_name=by.name, at=at
        )
    if status == VersionStatus.WITHDRAWN:
        ItemWithdrawal.objects.create(
            version=version, reason=reason, on=localdate(at), by=by.code, by_name=by.name, at=at,
            done_at=at,
        )  # fmt: skip
