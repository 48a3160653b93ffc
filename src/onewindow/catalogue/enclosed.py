"""Files that an item's YAML encloses: named there by a path, known by their digest afterwards."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from onewindow.catalogue.definition.notation import DefinitionProblems, Plain
from onewindow.catalogue.definition.rows import FileRow
from onewindow.catalogue.storing.files import files_of_catalogue
from onewindow.catalogue.storing.tables import FILES
from onewindow.documents.actions import receive
from onewindow.documents.models import Document
from onewindow.documents.uploads import UploadRefused
from onewindow.events.rules import Actor


def enclosed_files(data: Plain, folder: Path) -> list[Path]:
    """Return the files that a mapping names; raise DefinitionProblems for one that is not there."""
    return [_found(name, folder) for name in _names(data)]


def take_in_files(
    data: Plain, folder: Path, *, by: Actor, at: datetime
) -> tuple[Plain, tuple[Document, ...]]:
    """Store the files that a mapping names and name them by digest; raise DefinitionProblems.

    Return also the documents that no item had yet. Call it inside the transaction that stores
    the item.
    """
    new: dict[FileRow, Document] = {}
    taken = _replaced(data, lambda name: asdict(_taken_in(_found(name, folder), new, by, at)))
    return (taken if isinstance(taken, Mapping) else data), tuple(new.values())


def _names(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key in FILES and isinstance(part, str):
                yield part
            else:
                yield from _names(part)
    elif isinstance(value, list):
        for part in value:
            yield from _names(part)


def _replaced(value: object, take: Callable[[str], Plain]) -> object:
    if isinstance(value, Mapping):
        return {
            key: take(part) if key in FILES and isinstance(part, str) else _replaced(part, take)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_replaced(part, take) for part in value]
    return value


def _found(name: str, folder: Path) -> Path:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise DefinitionProblems([(name, _("没有这个文件，请放在事项文件旁边。"))])
    return path


def _taken_in(path: Path, new: dict[FileRow, Document], by: Actor, at: datetime) -> FileRow:
    try:
        with path.open("rb") as file:
            received = receive(file, name=path.name)
    except UploadRefused as error:
        raise DefinitionProblems([(path.name, str(error))]) from error
    row = FileRow(received.name, received.sha256, received.media_type, received.size)
    known = files_of_catalogue().filter(sha256=row.sha256, name=row.name)
    if row not in new and not known.exists():
        new[row] = received.record(by=by, at=at)
    return row
