"""Files that wait for a correction: corrected, tried again, or given up with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.importing.batches import order_again
from onewindow.catalogue.models import FileStatus, ImportedFile
from onewindow.documents.actions import Received
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow


def correct(file: ImportedFile, received: Received, *, by: Actor, at: datetime) -> ImportedFile:
    """Put a corrected file in the place of one that waits; raise NotAllowedNow when none waits."""
    with transaction.atomic():
        _leave(file, FileStatus.CORRECTED)
        corrected = ImportedFile.objects.create(
            batch=file.batch, document=received.record(by=by, at=at), name=received.name,
            replaces=file, by=by.code, by_name=by.name, by_unit=by.unit,
        )  # fmt: skip
        order_again(corrected, by=by, at=at)
    return corrected


def retry(file: ImportedFile, *, by: Actor, at: datetime) -> None:
    """Take the same file in again, for who asks: what it lacked may be there now."""
    with transaction.atomic():
        _leave(file, FileStatus.WAITING)
        ImportedFile.objects.filter(pk=file.pk).update(by=by.code, by_name=by.name, by_unit=by.unit)
        order_again(file, by=by, at=at)


def dismiss(file: ImportedFile, *, reason: str, by: Actor, at: datetime) -> None:
    """Give a file up; raise DomainError without a reason, NotAllowedNow when it does not wait."""
    if not reason.strip():
        raise DomainError(_("请写明为什么不再导入。"))
    with transaction.atomic():
        _leave(file, FileStatus.DISMISSED, reason=reason.strip())
        events.record(
            "import.dismissed", chain=file.batch.chain, by=by, at=at,
            data={"file": file.name, "reason": reason.strip()},
        )  # fmt: skip


def _leave(file: ImportedFile, to: FileStatus, *, reason: str = "") -> None:
    changed = ImportedFile.objects.filter(pk=file.pk, status=FileStatus.QUARANTINED).update(
        status=to, reason=reason
    )
    if changed != 1:
        raise NotAllowedNow(_("这个文件已经处理过了，请刷新页面。"))
    file.status = to
