"""A package as a folder or a .zip: names and bytes, read within limits, written the same always."""

import contextlib
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Protocol

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange.problems import FormProblems, Problem, refuse_file

MANIFEST = "manifest.yaml"
BASE, QUARANTINE = "base/items.csv", "base/quarantine.csv"
FOLDERS = {"items": ".yaml", "base": ".csv", "files": ""}
MOST_ENTRIES = 50_000
LARGEST_PACKAGE = 500 * 1024 * 1024
LARGEST_UNPACKED = 2 * 1024 * 1024 * 1024
HIGHEST_RATIO = 120
SMALL = 1024 * 1024
# The earliest day a .zip can name: a package does not tell when it was written.
DAY = (1980, 1, 1, 0, 0, 0)
MODE = (stat.S_IFREG | 0o644) << 16

Entry = tuple[str, bytes]


class Source(Protocol):
    """Where the parts of a package are read from."""

    def names(self) -> list[str]:
        """Return the names of all parts, sorted."""

    def read(self, name: str, *, largest: int) -> bytes:
        """Return one part; raise FormProblems when it has more than `largest` bytes."""


def is_part(name: str) -> bool:
    """Say whether a package may hold a part of this name: no path leads out of it."""
    folder, _slash, file = name.rpartition("/")
    if not folder:
        return name == MANIFEST
    plain = file.replace("-", "").replace("_", "").replace(".", "")
    return (
        folder in FOLDERS
        and file.endswith(FOLDERS[folder])
        and not file.startswith(".")
        and plain.isascii()
        and plain.isalnum()
    )


@contextlib.contextmanager
def open_source(path: Path | IO[bytes]) -> Iterator[Source]:
    """Open a folder or a .zip; raise FormProblems for one that is unsafe or too large."""
    if isinstance(path, Path) and path.is_dir():
        yield _Folder(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield _Zip(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise refuse_file(_("压缩包不完整或已损坏，打不开：请重新导出或重新上传")) from error


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root
        found: list[str] = []
        for place in sorted(root.rglob("*")):
            if len(found) > MOST_ENTRIES:
                raise _too_many()
            if place.is_symlink() or not (place.is_file() or place.is_dir()):
                raise _unsafe(str(place.relative_to(root)))
            if place.is_file():
                found.append(place.relative_to(root).as_posix())
        self._names = _checked(found)

    def names(self) -> list[str]:
        return self._names

    def read(self, name: str, *, largest: int) -> bytes:
        with (self._root / name).open("rb") as file:
            return _within(file, name, largest)


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_ENTRIES:
            raise _too_many()
        for entry in entries:
            _check_entry(entry)
        total = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        if total > LARGEST_UNPACKED or (total > SMALL and total > packed * HIGHEST_RATIO):
            raise refuse_file(_("压缩包解压后过大，可能是恶意文件：没有读取"))
        self._names = _checked([entry.orig_filename for entry in entries])

    def names(self) -> list[str]:
        return self._names

    def read(self, name: str, *, largest: int) -> bytes:
        with self._archive.open(name) as file:
            return _within(file, name, largest)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise refuse_file(_("压缩包设了密码，读不了：请取消密码后再导入"))
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise refuse_file(_("压缩包的压缩方式少见，没有读取：请用 ZIP 重新压缩"))
    if stat.S_ISLNK(entry.external_attr >> 16) or entry.orig_filename != entry.filename:
        raise _unsafe(entry.orig_filename)


def _checked(names: list[str]) -> list[str]:
    if len(set(names)) < len(names):
        raise refuse_file(_("压缩包里有重名的文件，可能是恶意文件：没有读取"))
    problems = [
        Problem(_("文件"), name, _("事项包里不应有这个文件：请删去，或检查是否选错了文件"))
        for name in names
        if not is_part(name)
    ]
    if MANIFEST not in names:
        message = _("没有找到清单 %s：这不是事项包，或者没有从最外层打包")
        problems.insert(0, Problem(_("文件"), MANIFEST, message % MANIFEST))
    if problems:
        raise FormProblems(problems[:50])
    return sorted(names)


def _within(file: IO[bytes], name: str, largest: int) -> bytes:
    # The declared size may lie: no more than one byte over the limit is ever unpacked.
    data = file.read(largest + 1)
    if len(data) > largest:
        message = _("超过 %d MB：没有读取") % (largest // SMALL)
        raise FormProblems([Problem(_("文件"), name, message)])
    return data


def _too_many() -> FormProblems:
    return refuse_file(_("事项包里的文件太多（最多 %d 个）：没有读取") % MOST_ENTRIES)


def _unsafe(name: str) -> FormProblems:
    message = _("不安全的文件（链接或路径）：没有读取")
    return FormProblems([Problem(_("文件"), name, message)])


def write_zip(entries: Iterable[Entry], file: IO[bytes]) -> None:
    """Write the entries as a .zip; equal entries give equal bytes."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in entries:
            info = zipfile.ZipInfo(name, DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, MODE
            archive.writestr(info, data)


def write_folder(entries: Iterable[Entry], folder: Path) -> None:
    """Write the entries below a folder that is empty, new, or holds an earlier package.

    Raise FormProblems when something else lies there.
    """
    if folder.exists() and any(folder.iterdir()):
        with open_source(folder) as earlier:
            for name in earlier.names():
                (folder / name).unlink()
    for name, data in entries:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
