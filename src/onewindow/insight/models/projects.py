"""A redesign project 流程再造项目 and the items it is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.models import ItemVersion, ServiceItem
from onewindow.documents.models import Document
from onewindow.orgs.models import Department


class ProjectStatus(models.TextChoices):
    """How far a project has come, in the order of the work."""

    IMPORTING = "importing", _("导入")
    DIAGNOSED = "diagnosed", _("诊断")
    PROPOSED = "proposed", _("建议")
    SIMULATED = "simulated", _("仿真")
    IN_REVIEW = "in_review", _("送审")
    IN_EFFECT = "in_effect", _("见效")


class LogSource(models.TextChoices):
    """Where it is known from what happened."""

    CASES = "cases", _("本系统的办件")
    FILE = "file", _("上传的事件日志")


class RedesignProject(models.Model):
    """One attempt at making a procedure shorter, from what happened to what came of it."""

    number = models.CharField(max_length=16, unique=True)
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="redesigns")
    status = models.CharField(max_length=16, choices=ProjectStatus, default=ProjectStatus.IMPORTING)
    source = models.CharField(max_length=16, choices=LogSource)
    log = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Which column of the file is what, as an officer confirmed it.
    mapping = models.JSONField(default=dict, blank=True)
    is_mapped = models.BooleanField(default=False)
    # The department that each unit of an uploaded log is here; "" for one that is none.
    units = models.JSONField(default=dict, blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    shelved_at = models.DateTimeField(null=True, blank=True)
    shelved_by_name = models.CharField(max_length=100, blank=True)
    shelved_reason = models.CharField(max_length=500, blank=True)
    created_by = models.CharField(max_length=150)
    created_by_name = models.CharField(max_length=100)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source="cases", log=None)
                | models.Q(source="file", log__isnull=False),
                name="redesign_project_log_is_a_file",
            ),
            models.CheckConstraint(
                condition=models.Q(period_from=None)
                | models.Q(period_to=None)
                | models.Q(period_to__gte=models.F("period_from")),
                name="redesign_project_period_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(shelved_at=None, shelved_reason="")
                | models.Q(shelved_at__isnull=False) & ~models.Q(shelved_reason=""),
                name="redesign_project_shelved_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def chain(self) -> str:
        """The ledger chain of this project."""
        return f"redesign/{self.number}"

    @property
    def is_shelved(self) -> bool:
        """Whether nobody works on it until it is taken up again."""
        return self.shelved_at is not None


class Subject(models.Model):
    """An item that a project redesigns; without an item, the procedure that the log shows.

    `definition` is that procedure where no version says it; `evidence` is what was measured of it.
    `before` and `after` are totals: steps, materials, days, visits, fees.
    """

    project = models.ForeignKey(RedesignProject, on_delete=models.CASCADE, related_name="subjects")
    item = models.ForeignKey(
        ServiceItem, on_delete=models.PROTECT, null=True, blank=True, related_name="redesigns"
    )
    version = models.ForeignKey(
        ItemVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    draft = models.ForeignKey(
        ItemVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="redesigned_by"
    )
    name = models.CharField(max_length=300)
    definition = models.JSONField(default=dict, blank=True)
    evidence = models.JSONField(default=dict, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    # What the simulation promised when the draft was made, to be held against what came.
    predicted = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "item"], name="redesign_subject_once"),
            models.CheckConstraint(
                condition=models.Q(item=None, version=None)
                | models.Q(item__isnull=False, version__isnull=False),
                name="redesign_subject_has_a_version",
            ),
        ]

    def __str__(self) -> str:
        return self.name
