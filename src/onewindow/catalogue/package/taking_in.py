"""Take a package in: each item on its own, all or nothing, or on trial."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from onewindow.catalogue.actions.drafting import Source as DraftSource
from onewindow.catalogue.actions.drafting import store_definition
from onewindow.catalogue.actions.following import open_changes
from onewindow.catalogue.actions.restoring import restore
from onewindow.catalogue.exchange.problems import FormProblems, Problem
from onewindow.catalogue.models import ItemVersion, ServiceItem, VersionStatus
from onewindow.catalogue.package.base_rows import BaseRows, store_base
from onewindow.catalogue.package.content import DRAFT, PackedItem, PackedVersion
from onewindow.catalogue.package.files import Files
from onewindow.catalogue.package.gathering import pack_item, version_in_force
from onewindow.catalogue.package.placing import item_for
from onewindow.catalogue.package.report import (
    ItemReport,
    Outcome,
    PackageReport,
    changed_elements,
)
from onewindow.catalogue.storing.soundness import faults_of
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Department


@dataclass(frozen=True)
class Read:
    """An item as it was read, or why it could not be; `digest` is of its file.

    `cells` says where each path of the definition stands, when not in the file by its path.
    """

    place: str
    item: PackedItem | None
    problems: tuple[Problem, ...] = ()
    digest: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Contents:
    """What was read from a package or a workbook, before anything of it is stored."""

    items: tuple[Read, ...]
    base: BaseRows | None
    files: Files
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Way:
    """How to take it in. `department` limits whose items; `as_published` needs no review."""

    by: Actor
    at: datetime
    department: Department | None = None
    as_published: bool = False
    is_trial: bool = False
    is_partly: bool = False


def take_in(contents: Contents, way: Way) -> PackageReport:
    """Store what a package says, by code, and report; nothing at all where something is refused.

    `is_partly` stores what is sound and leaves out the rest; `is_trial` stores nothing.
    """
    report = PackageReport(problems=list(contents.problems))
    if report.problems:
        return report
    with transaction.atomic():
        if contents.base is not None:
            store_base(contents.base, report, is_allowed=way.department is None)
        # Standards first: what claims them must find them.
        ordered = sorted(contents.items, key=lambda each: not (each.item and each.item.is_standard))
        report.items = [_take(each, contents.files, way) for each in ordered]
        if way.as_published:
            _tell_claims(report.items, way)
        report.items.sort(key=lambda each: each.place)
        report.is_stored = not way.is_trial and (way.is_partly or not report.is_refused)
        if not report.is_stored:
            transaction.set_rollback(True)
    return report


def _tell_claims(items: list[ItemReport], way: Way) -> None:
    """Open the tasks of items that claimed a standard and say otherwise than it does now."""
    moved = [item.code for item in items if item.is_restored]
    for version in ItemVersion.objects.filter(
        item__code__in=moved, item__is_standard=True, status=VersionStatus.PUBLISHED
    ).select_related("item"):
        open_changes(version, by=way.by, at=way.at)


def _take(read: Read, files: Files, way: Way) -> ItemReport:
    item = read.item
    if item is None:
        return ItemReport(read.place, "", "", Outcome.REFUSED, problems=read.problems)
    name = item.said.definition.name
    problems = [*read.problems, *_faults(item, read.cells)]
    if not problems:
        try:
            with transaction.atomic():
                return _store(read, item, files, way)
        except FormProblems as error:
            problems = error.problems
        except (DomainError, DatabaseError) as error:
            message = str(error) if isinstance(error, DomainError) else _("数据库不接受这些值")
            problems = [Problem(_("事项"), "", message)]
    return ItemReport(read.place, item.code, name, Outcome.REFUSED, problems=tuple(problems))


def _faults(item: PackedItem, cells: Mapping[str, str]) -> Iterator[Problem]:
    for key, version in (("in_force", item.in_force), ("draft", item.draft)):
        if version is not None:
            for path, message in faults_of(version.definition):
                place = cells.get(path, f"{key}.definition.{path}")
                yield Problem(_("事项"), place, message)


def _store(read: Read, packed: PackedItem, files: Files, way: Way) -> ItemReport:
    existing = ServiceItem.objects.filter(code=packed.code).first()
    before = pack_item(existing) if existing else None
    wanted = _as_published(packed, before) if way.as_published else _as_draft(packed, before)
    if before is not None and wanted == before:
        name = packed.said.definition.name
        return ItemReport(read.place, packed.code, name, Outcome.UNCHANGED)
    item = item_for(packed, existing, department=way.department, may_change=way.as_published)
    taken = files.store(wanted, by=way.by, at=way.at)
    restored = version = None
    if wanted.in_force is not None and (before is None or wanted.in_force != before.in_force):
        restored = version = restore(
            item, wanted.in_force.definition, status=VersionStatus(wanted.in_force.status),
            reason=wanted.in_force.reason, standard_version=_inherited(item, wanted.in_force),
            digest=read.digest, files=taken, by=way.by, at=way.at,
        )  # fmt: skip
    if wanted.draft is not None and (before is None or wanted.draft != before.draft):
        version = store_definition(
            item, wanted.draft.definition, by=way.by, at=way.at,
            source=DraftSource(digest=read.digest, files=taken),
        )  # fmt: skip
        if existing is None or way.as_published:
            ItemVersion.objects.filter(pk=version.pk).update(
                standard_version=_inherited(item, wanted.draft)
            )
    return ItemReport(
        read.place, packed.code, packed.said.definition.name,
        Outcome.CHANGED if before else Outcome.NEW,
        changed=_changes(before, wanted) if before else (),
        version=version.number if version else None,
        is_restored=restored is not None,
    )  # fmt: skip


def _as_draft(packed: PackedItem, before: PackedItem | None) -> PackedItem:
    """Say what the package says as the draft of the next version, the rest as it is here."""
    if before is None:
        return replace(packed, in_force=None, draft=_plain(packed.said))
    # What belongs to the item itself stays as it is here.
    own = replace(packed.said.definition, base=before.said.definition.base)
    said = replace(packed.said, definition=own, inherits=before.said.inherits)
    here = before.draft or before.in_force if packed.draft else before.in_force
    if before.draft is not None and before.draft.definition == said.definition:
        return before
    if here is not None and here.definition == said.definition:
        return before
    return replace(before, draft=_plain(said))


def _as_published(packed: PackedItem, before: PackedItem | None) -> PackedItem:
    """Leave a draft alone of which the package knows nothing."""
    return packed if packed.draft or before is None else replace(packed, draft=before.draft)


def _plain(version: PackedVersion) -> PackedVersion:
    return replace(version, status=DRAFT, reason="")


def _inherited(item: ServiceItem, version: PackedVersion) -> ItemVersion | None:
    if item.standard is None or not version.inherits:
        return None
    return version_in_force(list(item.standard.versions.order_by("number")))


def _changes(before: PackedItem, after: PackedItem) -> tuple[str, ...]:
    changed = changed_elements(before.said.definition, after.said.definition)
    own = tuple(
        name for name in ("slug", "standard") if getattr(before, name) != getattr(after, name)
    )
    has_moved = (before.in_force and before.in_force.status) != (
        after.in_force and after.in_force.status
    )
    return own + (("status",) if has_moved else ()) + changed
