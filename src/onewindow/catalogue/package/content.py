"""What lies in a package: items as YAML, the base catalogue as CSV, and the manifest of all."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.notation import DefinitionProblems, as_row, structure
from onewindow.catalogue.exchange.problems import FormProblems, Problem, refuse_file
from onewindow.catalogue.exchange.yaml_guard import dump, load_mapping
from onewindow.catalogue.package.container import BASE, MANIFEST, QUARANTINE, Entry, Source

FORMAT = 1
KIND = "onewindow-catalogue"
LARGEST_ITEM = 2 * 1024 * 1024
LARGEST_TABLE = 64 * 1024 * 1024
DEEPEST = 60
DRAFT = "draft"
IN_FORCE = ("published", "suspended", "withdrawn")

Table = list[dict[str, str]]


@dataclass(frozen=True)
class PackedVersion:
    """A version that is in force, or was last; `inherits` the standard's version in force.

    `reason` says why it is suspended or withdrawn.
    """

    status: str
    definition: ItemDefinition
    reason: str = ""
    inherits: bool = False


@dataclass(frozen=True)
class PackedItem:
    """An item with its version in force and the draft of its next one."""

    code: str
    slug: str
    number: str
    region: str
    is_standard: bool = False
    standard: str = ""
    in_force: PackedVersion | None = None
    draft: PackedVersion | None = None

    @property
    def said(self) -> PackedVersion:
        """Return the latest that the package says of it."""
        said = self.draft or self.in_force
        if said is None:
            raise ValueError(self.code)
        return said


@dataclass(frozen=True)
class PackedDepartment:
    """A department that items name, and the names of its posts by their codes."""

    name: str
    posts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    """What the package holds; `files` gives the SHA-256 of every other part."""

    kind: str
    format: int
    counts: Mapping[str, int]
    departments: Mapping[str, PackedDepartment]
    files: Mapping[str, str]


def item_entry(item: PackedItem) -> Entry:
    """Return an item as a part of the package."""
    return f"items/{item.slug}.yaml", dump(as_row(item))


def read_item(data: bytes) -> PackedItem:
    """Return the item of one part; raise FormProblems naming key paths."""
    plain = load_mapping(data, largest=LARGEST_ITEM, deepest=DEEPEST)
    try:
        item = structure(plain, PackedItem)
    except DefinitionProblems as error:
        problems = [Problem(path or _("事项"), path, message) for path, message in error.problems]
        raise FormProblems(problems) from error
    if item.in_force is None and item.draft is None:
        message = _("in_force 和 draft 至少要有一项")
        raise FormProblems([Problem(_("事项"), "in_force", message)])
    for key, version, known in (
        ("in_force", item.in_force, IN_FORCE), ("draft", item.draft, (DRAFT,)),
    ):  # fmt: skip
        if version and version.status not in known:
            message = _("状态只能是 %s") % "、".join(known)
            raise FormProblems([Problem(_("事项"), f"{key}.status", message)])
    return item


def table_entry(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Entry:
    """Return rows as CSV (RFC 4180)."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, columns)
    writer.writeheader()
    writer.writerows(rows)
    return name, buffer.getvalue().encode()


def read_table(name: str, data: bytes, columns: Sequence[str]) -> Table:
    """Return the rows of a CSV part; raise FormProblems when it is another table."""
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        message = _("不是 UTF-8 编码的 CSV 表：请用原来的导出文件")
        raise FormProblems([Problem(_("文件"), name, message)]) from error
    if not reader.fieldnames or not set(reader.fieldnames) <= set(columns):
        message = _("表头应当是：%s") % ",".join(columns)
        raise FormProblems([Problem(_("表头"), name, message)])
    odd = [at for at, row in enumerate(rows, 2) if None in row or None in row.values()]
    if odd:
        message = _("这一行的列数和表头不同")
        raise FormProblems([Problem(_("行"), f"{name} {at}", message) for at in odd[:50]])
    # Columns that came later than the file are blank.
    return [{column: row.get(column, "") for column in columns} for row in rows]


def with_manifest(
    entries: Iterable[Entry], departments: Mapping[str, PackedDepartment]
) -> Iterator[Entry]:
    """Yield the entries and, last, the manifest of them."""
    digests: dict[str, str] = {}
    counts = {"items": 0, "files": 0, "base_items": 0, "quarantined": 0}
    for name, data in entries:
        yield name, data
        digests[name] = hashlib.sha256(data).hexdigest()
        folder = name.partition("/")[0]
        if name in {BASE, QUARANTINE}:
            rows = csv.reader(io.StringIO(data.decode(), newline=""))
            counts["base_items" if name == BASE else "quarantined"] = sum(1 for _row in rows) - 1
        else:
            counts[folder] += 1
    manifest = Manifest(KIND, FORMAT, counts, dict(sorted(departments.items())), digests)
    plain = as_row(manifest) | {
        "departments": {code: as_row(each) for code, each in manifest.departments.items()}
    }
    yield MANIFEST, dump(plain)


def read_manifest(source: Source) -> Manifest:
    """Return the manifest; raise FormProblems when it is not ours or names other parts."""
    data = source.read(MANIFEST, largest=LARGEST_TABLE)
    plain = load_mapping(data, largest=LARGEST_TABLE, deepest=DEEPEST)
    if plain.get("kind") != KIND or plain.get("format") != FORMAT:
        raise refuse_file(_("清单的格式不认识：需要 %(kind)s 第 %(format)s 版")
                          % {"kind": KIND, "format": FORMAT})  # fmt: skip
    try:
        manifest = structure(plain, Manifest)
    except DefinitionProblems as error:
        problems = [Problem(MANIFEST, path, message) for path, message in error.problems]
        raise FormProblems(problems) from error
    there = set(source.names()) - {MANIFEST}
    missing = [(name, _("清单里有，包里没有")) for name in sorted(manifest.files.keys() - there)]
    extra = [(name, _("包里有，清单里没有")) for name in sorted(there - manifest.files.keys())]
    if missing or extra:
        problems = [Problem(_("清单"), name, message) for name, message in missing + extra]
        raise FormProblems(problems[:50])
    return manifest


def check_digest(name: str, data: bytes, digest: str) -> None:
    """Raise FormProblems when a part is not what the manifest says."""
    if hashlib.sha256(data).hexdigest() != digest:
        message = _("内容与清单不符：文件被改动过，或传输时损坏")
        raise FormProblems([Problem(_("清单"), name, message)])
