"""Keep files by their digest so that an acknowledged file survives a crash."""

import contextlib
import errno
import fcntl
import hashlib
import logging
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from onewindow.kernel.errors import DomainError

logger = logging.getLogger(__name__)

_BLOCK = 1024 * 1024
_INCOMING = "incoming"
_LOCK = ".lock"


class StorageFailed(DomainError):
    """The file could not be kept; nothing half-written is left."""


class StorageFull(StorageFailed):
    """No room left where files are kept."""


class FileDamaged(DomainError):
    """A stored file is missing or is not what was stored; `sha256` says which."""

    def __init__(self, sha256: str) -> None:
        super().__init__(_("这个文件在存放处损坏或缺失，请联系管理员从备份恢复。"))
        self.sha256 = sha256


class HasDigest(Protocol):
    """What is needed to find and check a file; `size` in bytes."""

    @property
    def sha256(self) -> str:
        """The digest in lower-case hexadecimal."""

    @property
    def size(self) -> int:
        """The length in bytes."""


@dataclass(frozen=True)
class Stored:
    """A file on disk, durable when this object exists. `size` in bytes."""

    sha256: str
    size: int
    path: Path


def path_of(sha256: str) -> Path:
    """Return where the file of a digest is kept."""
    return settings.FILES_ROOT / sha256[:2] / sha256[2:4] / sha256


def store_durably(file: IO[bytes]) -> Stored:
    """Store the bytes so that they survive a power cut; raise StorageFull, StorageFailed.

    The order matters: write, fsync the file, rename, fsync every folder down to the name.
    """
    try:
        incoming = settings.FILES_ROOT / _INCOMING
        _make_folder(incoming)
        part = incoming / f"{uuid.uuid4().hex}.part"
        try:
            sha256, size = _write(file, part)
            return _put_in_place(part, sha256, size)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StorageFull(
                _("存放文件的磁盘已满，文件没有保存，请联系管理员后再试。")
            ) from error
        raise StorageFailed(
            _("文件没有保存成功（%(why)s），请稍后再试。") % {"why": error.strerror or error}
        ) from error


def open_document(document: HasDigest, *, check_digest: bool = False) -> BinaryIO:
    """Open a stored file for reading; raise FileDamaged when it is missing or has changed.

    The length is always compared, the digest only on request.
    """
    try:
        file = path_of(document.sha256).open("rb")
    except OSError as error:
        logger.error("stored file %s cannot be read: %s", document.sha256, error)
        raise FileDamaged(document.sha256) from error
    if os.fstat(file.fileno()).st_size != document.size or (
        check_digest and _digest(file) != document.sha256
    ):
        file.close()
        logger.error("stored file %s is not what was stored", document.sha256)
        raise FileDamaged(document.sha256)
    return file


@contextlib.contextmanager
def locked(*, exclusive: bool) -> Iterator[None]:
    """Hold the store's lock: shared to put a name in place, exclusive to remove one."""
    handle = os.open(settings.FILES_ROOT / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def _write(file: IO[bytes], part: Path) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    file.seek(0)
    with part.open("xb") as target:
        os.fchmod(target.fileno(), 0o440)
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest(), size


def _put_in_place(part: Path, sha256: str, size: int) -> Stored:
    target = path_of(sha256)
    _make_folder(target.parent)
    with locked(exclusive=False):
        if _is_whole(target, sha256, size):
            os.utime(target)
        else:
            part.rename(target)
        # Also when the name was there: whoever made it may not have reached this line yet.
        for folder in (target.parent, target.parent.parent, settings.FILES_ROOT):
            _sync_folder(folder)
    return Stored(sha256=sha256, size=size, path=target)


def _is_whole(path: Path, sha256: str, size: int) -> bool:
    try:
        with path.open("rb") as file:
            return os.fstat(file.fileno()).st_size == size and _digest(file) == sha256
    except FileNotFoundError:
        return False


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while block := file.read(_BLOCK):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o750, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
