"""Load items that are ready, form and extras as YAML, through the same four reviews."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml
from django.db import transaction
from django.utils.timezone import localdate

from onewindow.catalogue.actions import publish, review, store_draft, submit_for_review
from onewindow.catalogue.actions.drafting import Source
from onewindow.catalogue.enclosed import enclosed_files, take_in_files
from onewindow.catalogue.exchange import read_form
from onewindow.catalogue.extras import read_extras
from onewindow.catalogue.models import ItemVersion, ReviewOffice
from onewindow.orgs.models import Department, Officer, Role


class NobodyInRole(LookupError):
    """An office that has to review has no officer."""


@dataclass(frozen=True)
class LoadedItem:
    """What became of one file."""

    file: str
    name: str
    is_new: bool


def load_items(folder: Path, *, at: datetime) -> list[LoadedItem]:
    """Store, review and publish every item of a folder; a file that did not change is left alone.

    Raise FormProblems for a wrong file, NobodyInRole when a reviewing office is empty.
    """
    return [_load(path, at=at) for path in _forms(folder)]


def _forms(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*.yaml")):
        if not path.name.endswith(".extra.yaml"):
            yield path


def _load(path: Path, *, at: datetime) -> LoadedItem:
    extra_path = path.with_suffix(".extra.yaml")
    said = yaml.load(extra_path.read_bytes(), Loader=yaml.CSafeLoader)
    files = (path, extra_path, *enclosed_files(said, path.parent))
    digest = hashlib.sha256(b"".join(each.read_bytes() for each in files)).hexdigest()
    known = ItemVersion.objects.filter(source_digest=digest).first()
    if known is not None:
        return LoadedItem(path.name, known.name, is_new=False)
    draft = read_form(path)
    with transaction.atomic():
        department = Department.objects.get(name=draft.department)
        manager = _officer(Role.ITEM_MANAGER, department, at)
        named, taken = take_in_files(said, path.parent, by=manager.actor, at=at)
        version = store_draft(
            draft, by=manager.actor, at=at, extras=read_extras(named),
            source=Source(digest=digest, files=taken),
        )  # fmt: skip
        for opened in submit_for_review(version, by=manager.actor, at=at):
            own = department if opened.office == ReviewOffice.LEGAL_OFFICER else None
            reviewer = _officer(Role(opened.office), own, at)
            review(opened, by=reviewer.actor, agrees=True, at=at)
        publish(version, by=manager.actor, at=at)
    return LoadedItem(path.name, version.name, is_new=True)


def _officer(role: Role, department: Department | None, at: datetime) -> Officer:
    officers = Officer.objects.with_role(role, localdate(at)).select_related("user", "department")
    if department is not None:
        officers = officers.filter(department=department)
    officer = officers.order_by("pk").first()
    if officer is None:
        raise NobodyInRole(f"{role.label} {department or ''}".strip())
    return officer
