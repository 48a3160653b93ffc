"""A file and a row that were set aside, for the permission table."""

from dataclasses import dataclass

from onewindow.accounts.models import User
from onewindow.catalogue.importing.batches import keep, run_batch, start_batch
from onewindow.catalogue.models import ImportedFile, QuarantinedRow
from onewindow.orgs.models import Officer
from tests.cases.building import MONDAY


@dataclass(frozen=True)
class Imports:
    """What waits for a correction."""

    file: ImportedFile
    row: QuarantinedRow


def make_imports(manager: Officer | User | None) -> Imports:
    """Make one of each."""
    return Imports(_quarantined(manager), _quarantined_row())


def _quarantined(manager: Officer | User | None) -> ImportedFile:
    """Make a file that a manager handed in and that could not be taken in."""
    assert isinstance(manager, Officer)
    received = keep(b"no: form", "form.yaml")
    batch = start_batch([received], by=manager.actor, at=MONDAY, department=manager.department)
    run_batch(batch.pk, clock=lambda: MONDAY)
    return batch.files.get()


def _quarantined_row() -> QuarantinedRow:
    """Make a row of a base catalogue that was set aside."""
    return QuarantinedRow.objects.create(
        source="items.csv", line=2, code="x", name="示例", reason_code="code", reason="编码不对",
        row='{"item_name": "示例", "item_code": "x", "main_item": "", "task_type": "20"}',
    )  # fmt: skip
