"""The stages of one project: what each needs, which cases it has, and where it stands."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.cases.models import Case
from onewindow.cases.models.records import Record
from onewindow.catalogue.models import ServiceItem
from onewindow.orgs.models import Department
from onewindow.projects.models.projects import Project
from onewindow.projects.models.schemes import StageCode


class StageStatus(models.TextChoices):
    """Where a stage stands."""

    WAITING = "waiting", _("待申报")
    RECEIVED = "received", _("待受理")
    RUNNING = "running", _("审批中")
    STANDING = "standing", _("停钟")
    DONE = "done", _("已完成")
    CLOSED = "closed", _("提前结束")
    SKIPPED = "skipped", _("无需办理")


# What follows a stage may begin.
OVER = (StageStatus.DONE, StageStatus.CLOSED, StageStatus.SKIPPED)


class ProjectStage(models.Model):
    """One stage of one project, as the city's rules were when it was registered.

    `days` are working days. What stands below `needs` is kept for lists and always equals what
    the ledger says.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=16, choices=StageCode)
    position = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="project_stages")
    needs = ArrayField(models.CharField(max_length=16, choices=StageCode), default=list, blank=True)
    status = models.CharField(max_length=16, choices=StageStatus, default=StageStatus.WAITING)
    begun_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    is_late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "stage"], name="project_stage_once"),
            models.CheckConstraint(
                condition=~models.Q(status__in=["done", "closed"])
                | models.Q(done_on__isnull=False),
                name="project_stage_over_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["lead", "status"], name="project_stage_of_lead"),
            models.Index(fields=["stage", "status"], name="project_stage_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.get_stage_display()}"


class StageNeed(models.Model):
    """An item that a stage of a project needs."""

    stage = models.ForeignKey(ProjectStage, on_delete=models.PROTECT, related_name="wanted")
    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="stage_needs")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "item"], name="stage_need_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.item}"


class ProjectCase(models.Model):
    """A case of a stage, from its draft on; one that is thrown away leaves no trace here.

    `seq` is how far the ledger of the case was read for the project; 0: not handed in yet.
    """

    stage = models.ForeignKey(ProjectStage, on_delete=models.PROTECT, related_name="cases")
    # A draft may be discarded; a case never is.
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="of_project")
    seq = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.stage} {self.case}"


class StageClosure(Record):
    """The lead department ended a stage early, because what is missing turned out unnecessary."""

    stage = models.ForeignKey(ProjectStage, on_delete=models.PROTECT, related_name="closures")
    reason = models.TextField()
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by_name = models.CharField(max_length=100, blank=True, default="")
    reopened_reason = models.TextField(blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["stage"], condition=models.Q(reopened_at=None), name="stage_closed_once"
            ),
            models.CheckConstraint(
                condition=models.Q(reopened_at=None) | ~models.Q(reopened_reason=""),
                name="stage_reopened_has_reason",
            ),
        ]
