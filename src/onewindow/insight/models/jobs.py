"""Work of a project that takes its time, with how far it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.insight.models.projects import RedesignProject


class JobKind(models.TextChoices):
    """What is worked at."""

    DIAGNOSIS = "diagnosis", _("诊断")
    SIMULATION = "simulation", _("仿真")
    PART = "part", _("筛选")


class JobStatus(models.TextChoices):
    """How far it is."""

    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("没有成功")
    CANCELLED = "cancelled", _("已取消")


OPEN = (JobStatus.WAITING, JobStatus.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    """Which work."""

    def open(self) -> "JobQuerySet":
        """Return what waits or runs."""
        return self.filter(status__in=OPEN)


class Job(models.Model):
    """One piece of work; `done` of `total` parts. Whoever cancels sets the status, it stops soon.

    `settings` say what to simulate, or at which cases to look.
    """

    project = models.ForeignKey(RedesignProject, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=16, choices=JobKind)
    status = models.CharField(max_length=16, choices=JobStatus, default=JobStatus.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    settings = models.JSONField(default=dict, blank=True)
    asked_by = models.CharField(max_length=150)
    asked_by_name = models.CharField(max_length=100)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind"],
                condition=models.Q(status__in=["waiting", "running"]),
                name="redesign_job_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["waiting", "running"], finished_at=None)
                | models.Q(status__in=["done", "failed", "cancelled"], finished_at__isnull=False),
                name="redesign_job_finished_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.number} {self.kind}: {self.status}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.status in OPEN

    @property
    def percent(self) -> int:
        """How much is done, in a hundred."""
        return min(100, 100 * self.done // self.total) if self.total else 0
