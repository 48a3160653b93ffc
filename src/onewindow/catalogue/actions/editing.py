"""Edit a draft element by element; two managers at once do not overwrite each other."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.notation import as_plain
from onewindow.catalogue.differences import changed_codes
from onewindow.catalogue.element_rules import locked_elements
from onewindow.catalogue.models import DraftEdit, ItemVersion, ServiceItem, VersionStatus
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.catalogue.registering import registered
from onewindow.catalogue.storing import definition_of, write_definition
from onewindow.catalogue.storing.tables import Values
from onewindow.catalogue.succession import current, lock_item, next_number, unfinished
from onewindow.documents.models import Document
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Department


class EditedMeanwhile(DomainError):
    """Somebody else saved the same elements since they were read."""


class LockedElement(DomainError):
    """An element comes from the standard and is not changed here."""


def fingerprint(definition: ItemDefinition, codes: Collection[str]) -> str:
    """Return a short digest of some elements, by which a later save sees that they changed."""
    plain = as_plain(definition)
    said = json.dumps({code: plain.get(code) for code in sorted(codes)}, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def edit(
    version: ItemVersion,
    values: Values,
    *,
    seen: str,
    by: Actor,
    at: datetime,
    files: Collection[Document] = (),
) -> tuple[str, ...]:
    """Give elements of a draft new values; return the codes of those that really changed.

    `seen` is the fingerprint of these elements as the editor read them, `files` are the documents
    recorded for them. Raise NotAllowedNow when
    the version is no draft, EditedMeanwhile, LockedElement, UnknownNames.
    """
    with transaction.atomic():
        locked = ItemVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        _require_draft(locked)
        before = definition_of(locked)
        is_seen = fingerprint(before, values.keys()) == seen
        if not is_seen and not _is_own_save_again(locked, before, values, seen, by):
            raise EditedMeanwhile(
                _("您打开以后，别人保存过这一页。请核对不同之处，再决定怎么保存。")
            )
        after = replace(before, **values)
        changed = changed_codes(before, after)
        if locked_elements(locked).intersection(changed):
            raise LockedElement(_("这些内容来自标准事项，各地一致，不能在这里修改。"))
        if changed:
            write_definition(locked, after, changed, files=files)
            _record_edit(locked, changed, by, at, seen=seen)
    return changed


def start_version(item: ServiceItem, *, by: Actor, at: datetime) -> ItemVersion:
    """Start the next version as a copy of the one in force, else of the last that was.

    Raise NotAllowedNow while another version is being written, reviewed or waits for its day.
    """
    with transaction.atomic():
        lock_item(item.pk)
        if unfinished(item):
            raise NotAllowedNow(_("这个事项已经有一个没有发布的版本，请接着改那一版。"))
        source = current(item) or item.versions.order_by("-number")[0]
        version = ItemVersion(
            item=item, number=next_number(item), drafted_by=by.code, drafted_at=at,
            standard_version=source.standard_version,
        )  # fmt: skip
        write_definition(version, definition_of(source))
        _record_start(version, by, at, source=source.number)
    return version


def start_item(
    department: Department, *, number: str, name: str, item_type: str, by: Actor, at: datetime
) -> ItemVersion:
    """Start an item with an empty draft; raise DomainError when it is there already."""
    with transaction.atomic():
        item, is_new = registered(department, number)
        if not is_new:
            raise DomainError(_("本部门已经有项目序号为“%(n)s”的事项。") % {"n": number})
        version = ItemVersion(item=item, number=1, drafted_by=by.code, drafted_at=at)
        definition = ItemDefinition(
            department=department.short_code, form_number=number, name=name,
            subject=department.name, item_type=item_type, phone=department.phone,
            email=department.email, postal_address=department.address,
        )  # fmt: skip
        write_definition(version, definition)
        _record_start(version, by, at)
    return version


def discard_draft(version: ItemVersion, *, by: Actor, at: datetime) -> ItemVersion | None:
    """Give a draft up: delete it, or end it where offices have reviewed it and keep their words.

    Return the ended version, None when it is gone; raise NotAllowedNow for any other version.
    """
    with transaction.atomic():
        locked = ItemVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        _require_draft(locked)
        item = locked.item
        events.record(
            "item.draft_discarded", chain=item.chain, by=by, at=at,
            data={"version": locked.number, "name": locked.name},
        )  # fmt: skip
        if locked.reviews.exists():
            ItemVersion.objects.filter(pk=locked.pk).update(
                status=VersionStatus.WITHDRAWN, ended_at=at
            )
            locked.refresh_from_db()
            return locked
        locked.delete()
        if not item.versions.exists() and not item.claims.exists():
            item.delete()
    return None


def _require_draft(version: ItemVersion) -> None:
    if version.status not in EDITABLE:
        raise NotAllowedNow(_("这一版已经提交审核或者发布，不能再修改。请刷新页面看最新状态。"))


def _is_own_save_again(
    version: ItemVersion, before: ItemDefinition, values: Values, seen: str, by: Actor
) -> bool:
    """Whether only his own save came since `seen`, and nothing of it would be undone.

    A page that saves itself may store a change while its button is being pressed.
    """
    since = takewhile(
        lambda edit: (edit.by, edit.seen) == (by.code, seen), version.edits.order_by("-at", "-pk")
    )
    stored = {code for edit in since for code in edit.elements}
    is_kept = all(values.get(code) == getattr(before, code) for code in stored)
    return bool(seen and stored) and is_kept


def _record_edit(
    version: ItemVersion, changed: tuple[str, ...], by: Actor, at: datetime, *, seen: str
) -> None:
    DraftEdit.objects.create(
        version=version, by=by.code, by_name=by.name, at=at, elements=list(changed), seen=seen
    )
    events.record(
        "item.edited", chain=version.item.chain, by=by, at=at,
        data={"version": version.number, "elements": list(changed)},
    )  # fmt: skip


def _record_start(version: ItemVersion, by: Actor, at: datetime, *, source: int = 0) -> None:
    DraftEdit.objects.create(version=version, by=by.code, by_name=by.name, at=at)
    events.record(
        "item.drafted", chain=version.item.chain, by=by, at=at,
        data={"version": version.number, "from": source},
    )  # fmt: skip
