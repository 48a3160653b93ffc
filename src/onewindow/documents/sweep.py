"""Remove stored files that no row names: uploads whose transaction never came."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from onewindow.documents import storage
from onewindow.documents.models import Document

GRACE = timedelta(days=1)


def sweep(*, at: datetime, delete: bool = False) -> list[Path]:
    """Return the files older than a day that no Document names; delete them on request."""
    root: Path = settings.FILES_ROOT
    if not root.is_dir():
        return []
    oldest = (at - GRACE).timestamp()
    unfinished = sorted(root.glob("incoming/*.part"))
    stored = sorted(root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"))
    orphans = [path for path in unfinished + stored if _is_orphan(path, oldest)]
    if not delete:
        return orphans
    return [path for path in orphans if _remove(path, oldest)]


def _is_orphan(path: Path, oldest: float) -> bool:
    try:
        if path.stat().st_mtime > oldest:
            return False
    except FileNotFoundError:
        return False
    return path.suffix == ".part" or not Document.objects.filter(sha256=path.name).exists()


def _remove(path: Path, oldest: float) -> bool:
    # Looked at again under the lock: the same content may be handed in at this very moment.
    with storage.locked(exclusive=True):
        if not _is_orphan(path, oldest):
            return False
        path.unlink(missing_ok=True)
        return True
