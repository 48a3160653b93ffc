"""Who may see and correct which imported files. Missing and forbidden look the same."""

from django.db.models import QuerySet

from onewindow.catalogue.models import FileStatus, ImportBatch, ImportedFile, QuarantinedRow
from onewindow.orgs.models import Department, Officer, Role


def limit_of(officer: Officer, roles: frozenset[str]) -> Department | None:
    """Return the department whose items he may bring in; None stands for all of them."""
    return None if Role.ADMINISTRATOR in roles else officer.department


def batches_for(officer: Officer, roles: frozenset[str]) -> QuerySet[ImportBatch]:
    """Return the hand-ins he may see: an item manager his department's, an administrator all."""
    batches = ImportBatch.objects.select_related("department")
    if Role.ADMINISTRATOR in roles:
        return batches
    if Role.ITEM_MANAGER in roles:
        return batches.filter(department=officer.department_id)
    return batches.none()


def files_for(officer: Officer, roles: frozenset[str]) -> QuerySet[ImportedFile]:
    """Return the files of the hand-ins he may see."""
    batches = batches_for(officer, roles)
    return ImportedFile.objects.filter(batch__in=batches).select_related("batch", "document")


def batch_for(officer: Officer, roles: frozenset[str], pk: int) -> ImportBatch:
    """Return one hand-in; raise ImportBatch.DoesNotExist."""
    return batches_for(officer, roles).get(pk=pk)


def quarantined_files(officer: Officer, roles: frozenset[str]) -> QuerySet[ImportedFile]:
    """Return the files that wait for a correction, the newest first."""
    waiting = files_for(officer, roles).filter(status=FileStatus.QUARANTINED)
    return waiting.order_by("-pk")


def file_for(officer: Officer, roles: frozenset[str], pk: int) -> ImportedFile:
    """Return one file; raise ImportedFile.DoesNotExist."""
    return files_for(officer, roles).get(pk=pk)


def quarantined_rows(roles: frozenset[str]) -> QuerySet[QuarantinedRow]:
    """Return the rows of base catalogues that were set aside; only administrators see them."""
    rows = QuarantinedRow.objects.order_by("source", "line")
    return rows if Role.ADMINISTRATOR in roles else rows.none()


def quarantined_row(roles: frozenset[str], pk: int) -> QuarantinedRow:
    """Return one row; raise QuarantinedRow.DoesNotExist."""
    return quarantined_rows(roles).get(pk=pk)
