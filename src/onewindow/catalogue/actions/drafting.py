"""Store what a form says as the draft of an item's next version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.actions.matching import Matched, match
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.paper import merge_form
from onewindow.catalogue.exchange.problems import FormProblems, Problem
from onewindow.catalogue.extras import ItemExtras, add_extras
from onewindow.catalogue.form import ItemDraft
from onewindow.catalogue.locking import DeviatesFromStandard, locked_differences
from onewindow.catalogue.models import DraftEdit, ItemVersion, ServiceItem, VersionStatus
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.catalogue.registering import registered
from onewindow.catalogue.rounds import labels
from onewindow.catalogue.storing import definition_of, write_definition
from onewindow.catalogue.succession import current, latest, lock_item, next_number
from onewindow.documents.models import Document
from onewindow.events.rules import Actor
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.models import Department

WAITING = (VersionStatus.IN_REVIEW, VersionStatus.SCHEDULED)


@dataclass(frozen=True)
class Source:
    """Where a draft came from: the file's digest, and the cell of each element for messages.

    `files` are the documents that were recorded for it.
    """

    digest: str = ""
    cells: Mapping[str, str] | None = None
    files: tuple[Document, ...] = ()


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

    What the form does not carry is kept from the item's current version; `extras` go on top.
    `department` limits whose items may be stored (an item manager's own). Raise FormProblems when
    a unit or a post is unknown, DefinitionProblems for extras that do not fit, NotAllowedNow while
    a version is under review.
    """
    source = source or Source()
    matched = match(draft, department=department, cells=source.cells or {})
    with transaction.atomic():
        item = _item(draft, matched, extras)
        before = current(item)
        definition = _joined(definition_of(before) if before else None, draft, matched, extras)
        try:
            return store_definition(item, definition, by=by, at=at, source=source)
        except DeviatesFromStandard as refused:
            raise FormProblems(_locked(refused.codes, source.cells or {})) from refused


def store_definition(
    item: ServiceItem,
    definition: ItemDefinition,
    *,
    by: Actor,
    at: datetime,
    source: Source | None = None,
) -> ItemVersion:
    """Store a definition as the item's next version, replacing an earlier draft of it.

    Raise UnknownNames for a unit, post or file that is not there, DeviatesFromStandard for what
    a claimed item has from its standard, NotAllowedNow while a version is under review or waits
    for its day.
    """
    with transaction.atomic():
        # What is locked stays so when the only draft was given up.
        last = latest(item)
        version = _open_version(item) or ItemVersion(
            item=item, number=next_number(item),
            standard_version=last.standard_version if last else None,
        )  # fmt: skip
        if last is not None and (codes := locked_differences(last, definition)):
            raise DeviatesFromStandard(codes)
        source = source or Source()
        version.source_digest = source.digest
        version.drafted_by, version.drafted_at = by.code, at
        write_definition(version, definition, files=source.files)
        DraftEdit.objects.create(version=version, by=by.code, by_name=by.name, at=at)
        events.record(
            "item.imported", chain=item.chain, by=by, at=at,
            data={
                "version": version.number, "name": version.name, "sha256": version.source_digest,
            },
        )  # fmt: skip
    return version


def _joined(
    before: ItemDefinition | None, draft: ItemDraft, matched: Matched, extras: ItemExtras | None
) -> ItemDefinition:
    units = {
        step: (unit.short_code, post.code if (post := matched.posts[step]) else "")
        for step, unit in matched.units.items()
    }
    merged = merge_form(before, draft, department=matched.department.short_code, units=units)
    return add_extras(merged, extras) if extras else merged


def _locked(codes: Iterable[str], cells: Mapping[str, str]) -> list[Problem]:
    message = _("这一项来自认领的标准，各地一致，不能自行修改。请改回和标准相同的内容。")
    return [Problem(labels([code]), cells.get(code, ""), message) for code in codes]


def _item(draft: ItemDraft, matched: Matched, extras: ItemExtras | None) -> ServiceItem:
    department = matched.department
    names = extras or ItemExtras()
    item, _made = registered(
        department, draft.number,
        code=names.code, slug=names.slug, is_standard=names.is_standard,
    )  # fmt: skip
    return lock_item(item.pk)


def _open_version(item: ServiceItem) -> ItemVersion | None:
    # Locked: meanwhile nobody submits the draft that is about to be written over.
    unpublished = item.versions.filter(status__in=[*EDITABLE, *WAITING])
    open_version = unpublished.select_for_update(of=("self",)).first()
    if open_version is None:
        return None
    if open_version.status in WAITING:
        raise NotAllowedNow(
            _("“%(name)s”的第 %(number)s 版正在联合审核或等待生效，退回或生效后才能再修改。")
            % {"name": open_version.name, "number": open_version.number}
        )
    return open_version
