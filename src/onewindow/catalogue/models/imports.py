"""Files that were handed in together, what became of each, and those that wait for a correction."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.models.versions import ItemVersion
from onewindow.documents.models import Document
from onewindow.events.rules import Actor
from onewindow.orgs.models import Department


class FileStatus(models.TextChoices):
    """What became of one file."""

    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("正在处理")
    STORED = "stored", _("已存入")
    UNCHANGED = "unchanged", _("无变化")
    QUARANTINED = "quarantined", _("待更正")
    CORRECTED = "corrected", _("已由更正的文件代替")
    DISMISSED = "dismissed", _("不再导入")


OPEN = (FileStatus.WAITING, FileStatus.RUNNING)


class ImportBatch(models.Model):
    """Files handed in at once. `department` limits whose items they may be about."""

    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="import_batches"
    )
    by = models.CharField(max_length=150)
    by_name = models.CharField(max_length=100)
    by_unit = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["at"], name="import_batch_at")]

    def __str__(self) -> str:
        return f"{self.by} {self.at}"

    @property
    def actor(self) -> Actor:
        """Who handed the files in."""
        return Actor(self.by, self.by_name, self.by_unit)

    @property
    def chain(self) -> str:
        """The ledger chain of this batch."""
        return f"import/{self.pk}"


class ImportedFile(models.Model):
    """One file of a batch; `problems` are {field, cell, message}, `counts` items by outcome.

    `by` is who handed it in, or had it tried again last: what it says counts as his draft.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="files")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=16, choices=FileStatus, default=FileStatus.WAITING)
    problems = models.JSONField(default=list, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    version = models.ForeignKey(
        ItemVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The file that this one corrects, or the package it was taken out of.
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    by = models.CharField(max_length=150)
    by_name = models.CharField(max_length=100)
    by_unit = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["status"], name="imported_file_status")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=FileStatus.values), name="imported_file_status_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="dismissed") | ~models.Q(reason=""),
                name="imported_file_dismissal_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        """Whose draft it becomes."""
        return Actor(self.by, self.by_name, self.by_unit)
