"""Gather the catalogue out of the database, so that equal catalogues give equal bytes."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Field, Model

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import FileRow
from onewindow.catalogue.models import (
    BaseItem,
    ItemSuspension,
    ItemVersion,
    ItemWithdrawal,
    QuarantinedRow,
    ServiceItem,
    VersionStatus,
)
from onewindow.catalogue.package.container import BASE, QUARANTINE, Entry
from onewindow.catalogue.package.content import (
    DRAFT,
    PackedDepartment,
    PackedItem,
    PackedVersion,
    item_entry,
    table_entry,
    with_manifest,
)
from onewindow.catalogue.storing import definition_of
from onewindow.catalogue.storing.tables import FILES
from onewindow.documents.storage import open_document
from onewindow.orgs.models import Department, Post

HOLDING = (VersionStatus.PUBLISHED, VersionStatus.SUSPENDED)
OPEN = (
    VersionStatus.DRAFT, VersionStatus.RETURNED, VersionStatus.IN_REVIEW, VersionStatus.SCHEDULED,
)  # fmt: skip
# Of one database only, or of the hour of loading.
UNPACKED = frozenset({"id", "loaded_at"})


def pack(items: Iterable[ServiceItem], *, with_base: bool) -> Iterator[Entry]:
    """Yield the parts of a package with these items; raise FileDamaged for a lost file."""
    gathered = Gathered()
    yield from with_manifest(_entries(items, gathered, with_base=with_base), gathered.departments)


def packed_items(items: Iterable[ServiceItem]) -> list[PackedItem]:
    """Return what a package says of these items; those that never said anything are left out."""
    packed = (pack_item(item) for item in items)
    return [each for each in packed if each is not None]


def pack_item(item: ServiceItem) -> PackedItem | None:
    """Return what a package says of an item: its version in force and its draft."""
    versions = list(item.versions.order_by("number"))
    for each in versions:
        each.item = item
    in_force = version_in_force(versions)
    draft = next((each for each in versions if each.status in OPEN), None)
    if in_force is None and draft is None:
        return None
    standard = item.standard
    current = version_in_force(list(standard.versions.order_by("number"))) if standard else None
    return PackedItem(
        code=item.code,
        slug=item.slug,
        number=item.number,
        region=item.region_id,
        is_standard=item.is_standard,
        standard=standard.code if standard else "",
        in_force=_packed(in_force, current, status=True),
        draft=_packed(draft, current, status=False),
    )


def version_in_force(versions: Sequence[ItemVersion]) -> ItemVersion | None:
    """Return the version that holds, or the last one withdrawn; `versions` by number."""
    holding = [each for each in versions if each.status in HOLDING]
    # A draft that was given up after a review never held.
    withdrawn = [
        each for each in versions if each.status == VersionStatus.WITHDRAWN and each.published_at
    ]
    found = holding or withdrawn
    return found[-1] if found else None


def _packed(
    version: ItemVersion | None, current: ItemVersion | None, *, status: bool
) -> PackedVersion | None:
    if version is None:
        return None
    return PackedVersion(
        version.status if status else DRAFT,
        definition_of(version),
        reason=_reason(version) if status else "",
        inherits=current is not None and version.standard_version_id == current.pk,
    )


def _reason(version: ItemVersion) -> str:
    halt: ItemSuspension | ItemWithdrawal | None = None
    if version.status == VersionStatus.SUSPENDED:
        halt = ItemSuspension.objects.filter(version=version, resumed_at=None).first()
    if version.status == VersionStatus.WITHDRAWN:
        halt = ItemWithdrawal.objects.filter(version=version).first()
    return halt.reason if halt else ""


class Gathered:
    """The departments and files that the items named so far."""

    def __init__(self) -> None:
        self.departments: dict[str, PackedDepartment] = {}
        self.files: dict[str, FileRow] = {}

    def add(self, item: PackedItem) -> None:
        """Take note of what an item names."""
        for version in (item.in_force, item.draft):
            if version is None:
                continue
            steps = version.definition.steps
            for code in (version.definition.department, *(step.unit for step in steps)):
                if code not in self.departments:
                    self.departments[code] = _department(code)
            self.files |= {file.sha256: file for file in files_of(version.definition)}


def files_of(definition: ItemDefinition) -> list[FileRow]:
    """Return the files that a definition names."""
    rows = (*definition.materials, *definition.results)
    named = (getattr(row, name, None) for row in rows for name in sorted(FILES))
    return [file for file in named if isinstance(file, FileRow)]


def _department(code: str) -> PackedDepartment:
    department = Department.objects.get(short_code=code)
    posts = Post.objects.filter(department=department).order_by("code")
    return PackedDepartment(department.name, dict(posts.values_list("code", "name")))


def _entries(
    items: Iterable[ServiceItem], gathered: Gathered, *, with_base: bool
) -> Iterator[Entry]:
    if with_base:
        yield _rows(BASE, BaseItem, ["code"])
        yield _rows(QUARANTINE, QuarantinedRow, ["source", "line"])
    for item in packed_items(items):
        gathered.add(item)
        yield item_entry(item)
    for digest, file in sorted(gathered.files.items()):
        with open_document(file, check_digest=True) as stored:
            yield f"files/{digest}", stored.read()


def table_fields(model: type[Model]) -> list["Field[object, object]"]:
    """Return the columns of a table of the base catalogue."""
    return [each for each in model._meta.concrete_fields if each.name not in UNPACKED]


def _rows(name: str, model: type[Model], order: list[str]) -> Entry:
    fields = table_fields(model)
    rows = (
        {each.name: each.value_to_string(row) for each in fields}
        for row in model._default_manager.order_by(*order)
    )
    return table_entry(name, [each.name for each in fields], rows)
