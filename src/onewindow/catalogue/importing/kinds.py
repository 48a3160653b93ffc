"""Tell what a file is and take it in: form, package, workbook, single item, base catalogue."""

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from onewindow.catalogue.actions.drafting import Source, store_draft
from onewindow.catalogue.base_loading import WrongColumns, load_base_items
from onewindow.catalogue.definition.notation import DefinitionProblems
from onewindow.catalogue.exchange import FormProblems, Problem, read_form
from onewindow.catalogue.models import FileStatus, ItemVersion
from onewindow.catalogue.package.container import open_source
from onewindow.catalogue.package.content import LARGEST_ITEM, read_item
from onewindow.catalogue.package.files import Files
from onewindow.catalogue.package.opening import read_package
from onewindow.catalogue.package.report import Outcome, PackageReport
from onewindow.catalogue.package.taking_in import Contents, Read, Way, take_in
from onewindow.catalogue.workbook.reading import is_workbook, read_workbook
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Department

SUFFIXES = (".xlsx", ".docx", ".yaml", ".yml", ".zip", ".csv")
ITEM_MARKS = (b"\nin_force:", b"\ndraft:")


@dataclass(frozen=True)
class Import:
    """A file to take in, for whom and when."""

    name: str
    path: Path
    by: Actor
    at: datetime
    department: Department | None

    @property
    def suffix(self) -> str:
        """What its name says it is."""
        return Path(self.name).suffix.lower()


@dataclass(frozen=True)
class Leftover:
    """An item of a package that was refused, as a file of its own."""

    name: str
    data: bytes
    problems: tuple[Problem, ...]


@dataclass
class Result:
    """What became of a file."""

    status: FileStatus = FileStatus.STORED
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    version: ItemVersion | None = None
    leftovers: list[Leftover] = field(default_factory=list)

    def problems_as_json(self) -> list[dict[str, str]]:
        """Return the problems as they are stored."""
        return [asdict(each) for each in self.problems]


def take_in_file(wanted: Import) -> Result:
    """Take a file in; what keeps it out is in the result."""
    try:
        return _take(wanted)
    except FormProblems as error:
        return Result(FileStatus.QUARANTINED, error.problems)
    except DefinitionProblems as error:
        listed = [Problem(_("内容"), path, message) for path, message in error.problems]
        return Result(FileStatus.QUARANTINED, listed)
    except (DomainError, WrongColumns) as error:
        return Result(FileStatus.QUARANTINED, [Problem(_("文件"), "", str(error))])


def is_single_form(name: str, data: bytes) -> bool:
    """Say whether a file is one paper form, which is read while its reader waits."""
    suffix = Path(name).suffix.lower()
    if suffix in {".yaml", ".yml"}:
        return not _is_item(data)
    if suffix != ".xlsx":
        return suffix not in {".zip", ".csv"}
    try:
        return not is_workbook(data)
    except FormProblems:
        return True


def _take(wanted: Import) -> Result:
    match wanted.suffix:
        case ".zip":
            return _package(wanted)
        case ".csv":
            return _base(wanted)
    data = wanted.path.read_bytes()
    if wanted.suffix in {".yaml", ".yml"} and _is_item(data):
        digest = hashlib.sha256(data).hexdigest()
        read = Read(wanted.name, read_item(data), digest=digest)
        return _told(take_in(Contents((read,), None, Files(None, is_trial=False)), _way(wanted)))
    if wanted.suffix == ".xlsx" and is_workbook(data):
        return _told(take_in(read_workbook(data, is_trial=False), _way(wanted)))
    draft = read_form(data, filename=wanted.name)
    source = Source(digest=hashlib.sha256(data).hexdigest())
    version = store_draft(
        draft, by=wanted.by, at=wanted.at, department=wanted.department, source=source
    )
    return Result(version=version)


def _is_item(data: bytes) -> bool:
    return any(mark in b"\n" + data for mark in ITEM_MARKS)


def _way(wanted: Import) -> Way:
    return Way(by=wanted.by, at=wanted.at, department=wanted.department, is_partly=True)


def _package(wanted: Import) -> Result:
    with wanted.path.open("rb") as file, open_source(file) as source:
        report = take_in(read_package(source, is_trial=False), _way(wanted))
        result = _told(report)
        if report.problems:
            return result
        # Each refused item waits for itself; the rest of the package is in.
        refused = [each for each in report.items if each.outcome is Outcome.REFUSED]
        result.leftovers = [
            Leftover(
                each.place.rpartition("/")[2],
                source.read(each.place, largest=LARGEST_ITEM),
                each.problems,
            )
            for each in refused
        ]
        result.problems = []
        result.status = _status(report)
        return result


def _status(report: PackageReport) -> FileStatus:
    counts = report.counts
    moved = counts[Outcome.NEW] + counts[Outcome.CHANGED]
    moved += sum(report.rows.get(each, 0) for each in (Outcome.NEW, Outcome.CHANGED))
    return FileStatus.STORED if moved else FileStatus.UNCHANGED


def _told(report: PackageReport) -> Result:
    refused = [problem for item in report.items for problem in item.problems]
    problems = [*report.problems, *refused]
    status = FileStatus.QUARANTINED if problems else _status(report)
    return Result(status, problems, dict(report.counts))


def _base(wanted: Import) -> Result:
    if wanted.department is not None:
        raise DomainError(_("只有系统管理员才能导入基本目录。"))
    report = load_base_items(wanted.path, source=wanted.name)
    counts = {"loaded": report.loaded, "quarantined": report.quarantined}
    return Result(FileStatus.STORED, counts=counts)
