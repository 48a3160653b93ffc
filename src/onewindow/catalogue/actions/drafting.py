"""Store what a form says as the draft of an item's next version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.actions.matching import Matched, match
from onewindow.catalogue.actions.rows import write_rows
from onewindow.catalogue.extra_drafts import ItemExtras
from onewindow.catalogue.extras import extras_of
from onewindow.catalogue.form import ItemDraft
from onewindow.catalogue.models import ItemVersion, ServiceItem, VersionStatus
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.catalogue.rules import item_code, item_slug
from onewindow.events.rules import Actor
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.models import Department

# Fields that the form and the version name alike.
SAME = (
    "name", "subject", "acceptance_limit", "review_limit", "statutory_limit", "limit_note",
    "internal_hall", "public_hall", "phone", "email", "postal_address", "periodic_inspection",
    "process", "filled_by", "filled_by_phone", "filled_on",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """Where a draft came from: the file's digest, and the cell of each element for messages."""

    digest: str = ""
    cells: Mapping[str, str] | None = None


def store_draft(
    draft: ItemDraft,
    *,
    by: Actor,
    at: datetime,
    department: Department | None = None,
    extras: ItemExtras | None = None,
    source: Source | None = None,
) -> ItemVersion:
    """Store a draft as the next version of its item, replacing an earlier draft of it.

    Without `extras` the questions, fields and conditions of the item's last version are kept.
    `department` limits whose items may be stored (an item manager's own). Raise FormProblems when
    a unit or a post is unknown, NotAllowedNow while a version is under review.
    """
    source = source or Source()
    matched = match(draft, department=department, cells=source.cells or {})
    with transaction.atomic():
        item = _item(draft, matched, extras)
        version = _open_version(item) or ItemVersion(item=item, number=_next_number(item))
        extras = extras or extras_of(item.versions.order_by("number").last())
        _fill(version, draft, extras)
        version.status = VersionStatus.DRAFT
        version.source_digest = source.digest
        version.drafted_by, version.drafted_at = by.code, at
        version.save()
        write_rows(version, draft, matched, extras)
        events.record(
            "item.imported", chain=item.chain, by=by, at=at,
            data={"version": version.number, "name": version.name, "sha256": source.digest},
        )  # fmt: skip
    return version


def _item(draft: ItemDraft, matched: Matched, extras: ItemExtras | None) -> ServiceItem:
    department = matched.department
    names = extras or ItemExtras()
    item, _made = ServiceItem.objects.get_or_create(
        department=department,
        number=draft.number,
        defaults={
            "code": names.code
            or item_code(department.region_id, department.short_code, draft.number),
            "slug": names.slug or slugify(item_slug(department.short_code, draft.number)),
            "region_id": department.region_id,
        },
    )
    return ServiceItem.objects.select_for_update(of=("self",)).get(pk=item.pk)


def _open_version(item: ServiceItem) -> ItemVersion | None:
    # Locked: meanwhile nobody submits the draft that is about to be written over.
    unpublished = item.versions.filter(status__in=[*EDITABLE, VersionStatus.IN_REVIEW])
    open_version = unpublished.select_for_update(of=("self",)).first()
    if open_version is None:
        return None
    if open_version.status == VersionStatus.IN_REVIEW:
        raise NotAllowedNow(
            _("“%(name)s”的第 %(number)s 版正在联合审核，审核结束或退回后才能再导入。")
            % {"name": open_version.name, "number": open_version.number}
        )
    return open_version


def _next_number(item: ServiceItem) -> int:
    return (item.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def _fill(version: ItemVersion, draft: ItemDraft, extras: ItemExtras) -> None:
    for name in SAME:
        setattr(version, name, getattr(draft, name))
    version.form_number = draft.number
    version.item_type = draft.item_type.value
    version.themes = list(draft.themes)
    version.aliases = list(draft.aliases)
    version.conditions = list(draft.conditions)
    version.case_type = extras.case_type
    version.audience = extras.audience
    version.summary = extras.summary
    version.visits = extras.visits
    version.visits_reason = extras.visits_reason
    version.online_depth = extras.online_depth
    version.result_name = extras.result_name
