"""A batch from hand-in to its last file. Running a file twice takes it in once."""

import contextlib
import io
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.exchange import Problem
from onewindow.catalogue.importing.kinds import Import, Leftover, Result, take_in_file
from onewindow.catalogue.models import FileStatus, ImportBatch, ImportedFile
from onewindow.catalogue.models.imports import OPEN
from onewindow.documents.actions import Received
from onewindow.documents.rules import clean_name
from onewindow.documents.storage import path_of, store_durably
from onewindow.events.rules import Actor
from onewindow.orgs.models import Department

# Longer than any single file takes: its worker was killed.
STALLED = timedelta(minutes=15)
Clock: TypeAlias = Callable[[], datetime]
PLAIN = "application/octet-stream"

logger = logging.getLogger(__name__)


class _TakenOver(Exception):
    """Another worker has the file now."""


def keep(data: bytes, name: str) -> Received:
    """Store a file as it came, whatever it is; it is only ever sent as an attachment."""
    stored = store_durably(io.BytesIO(data))
    return Received(clean_name(name), PLAIN, stored.sha256, stored.size)


def start_batch(
    files: Sequence[Received], *, by: Actor, at: datetime, department: Department | None
) -> ImportBatch:
    """Record the files of one hand-in; `department` limits whose items they may be about."""
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            department=department, by=by.code, by_name=by.name, by_unit=by.unit, at=at
        )
        for received in files:
            document = received.record(by=by, at=at)
            ImportedFile.objects.create(
                batch=batch, document=document, name=received.name,
                by=by.code, by_name=by.name, by_unit=by.unit,
            )  # fmt: skip
        events.record("import.started", chain=batch.chain, by=by, at=at, data={"files": len(files)})
        _order(batch)
    return batch


def _order(batch: ImportBatch) -> None:
    from onewindow.catalogue.tasks import order_import

    order_import(batch.pk)


def run_batch(batch_id: int, *, clock: Clock) -> None:
    """Take in every file of a batch that waits, in their order, each at its own time."""
    while True:
        waiting = ImportedFile.objects.filter(batch=batch_id, status=FileStatus.WAITING)
        file = waiting.order_by("pk").first()
        if file is None:
            break
        claimed = waiting.filter(pk=file.pk).update(
            status=FileStatus.RUNNING, started_at=clock()
        )  # fmt: skip
        if claimed == 1:
            _run(ImportedFile.objects.select_related("batch", "document").get(pk=file.pk), clock)
    _finish(batch_id, at=clock())


def _run(file: ImportedFile, clock: Clock) -> None:
    wanted = Import(
        file.name, path_of(file.document.sha256), file.actor, clock(), file.batch.department
    )
    try:
        with transaction.atomic():
            _conclude(file, take_in_file(wanted), at=clock())
    except _TakenOver:
        logger.warning("imported file %s was taken over by another worker", file.pk)
    except Exception:
        logger.exception("imported file %s was not taken in", file.pk)
        message = _("处理这个文件时系统出错，已记入日志：请重试，仍不行请联系管理员")
        failed = Result(FileStatus.QUARANTINED, [Problem(_("文件"), "", message)])
        with contextlib.suppress(_TakenOver), transaction.atomic():
            _conclude(file, failed, at=clock())


def _conclude(file: ImportedFile, result: Result, *, at: datetime) -> None:
    # In the transaction that stores: who was taken for dead stores nothing over what came since.
    mine = ImportedFile.objects.filter(
        pk=file.pk, status=FileStatus.RUNNING, started_at=file.started_at
    )
    changed = mine.update(
        status=result.status, problems=result.problems_as_json(), counts=result.counts,
        version=result.version, done_at=at,
    )  # fmt: skip
    if changed != 1:
        raise _TakenOver
    for leftover in result.leftovers:
        _set_aside(file, leftover, at=at)
    if result.status == FileStatus.QUARANTINED:
        _record_quarantine(file, len(result.problems), at=at)


def _set_aside(package: ImportedFile, leftover: Leftover, *, at: datetime) -> None:
    received = keep(leftover.data, leftover.name)
    by = package.actor
    result = Result(FileStatus.QUARANTINED, list(leftover.problems))
    file = ImportedFile.objects.create(
        batch=package.batch, document=received.record(by=by, at=at), name=received.name,
        status=result.status, problems=result.problems_as_json(), replaces=package, done_at=at,
        by=by.code, by_name=by.name, by_unit=by.unit,
    )  # fmt: skip
    _record_quarantine(file, len(result.problems), at=at)


def _record_quarantine(file: ImportedFile, problems: int, *, at: datetime) -> None:
    events.record(
        "import.quarantined", chain=file.batch.chain, by=file.actor, at=at,
        data={"file": file.name, "problems": problems},
    )  # fmt: skip


def _finish(batch_id: int, *, at: datetime) -> None:
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        if batch.finished_at is not None or batch.files.filter(status__in=OPEN).exists():
            return
        ImportBatch.objects.filter(pk=batch_id).update(finished_at=at)
        counts: dict[str, int] = {}
        for status in batch.files.values_list("status", flat=True):
            counts[status] = counts.get(status, 0) + 1
        events.record("import.finished", chain=batch.chain, by=batch.actor, at=at, data=counts)


def resume_batches(*, at: datetime, clock: Clock) -> int:
    """Take up the batches that a killed worker left; return how many."""
    ImportedFile.objects.filter(status=FileStatus.RUNNING, started_at__lt=at - STALLED).update(
        status=FileStatus.WAITING
    )
    running = ImportedFile.objects.filter(batch=OuterRef("pk"), status=FileStatus.RUNNING)
    left = ImportBatch.objects.filter(
        ~Exists(running), finished_at=None, at__lt=at - STALLED, files__status=FileStatus.WAITING
    ).distinct()
    batches = list(left.values_list("pk", flat=True))
    for batch in batches:
        run_batch(batch, clock=clock)
    return len(batches)


def order_again(file: ImportedFile, *, by: Actor, at: datetime) -> None:
    """Queue a file's batch once more; within the caller's transaction."""
    ImportBatch.objects.filter(pk=file.batch_id).update(finished_at=None)
    events.record("import.started", chain=file.batch.chain, by=by, at=at, data={"file": file.name})
    _order(file.batch)
