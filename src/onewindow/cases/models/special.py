"""Time that does not count, and more time: special procedures and the one extension."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.cases.models.case import Case
from onewindow.cases.models.records import Record


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    """Which special procedures."""

    def running(self) -> "SuspensionQuerySet":
        """Return those that are not over."""
        return self.filter(ended_at=None)


class Suspension(Record):
    """A special procedure 特别程序 of a case (行政许可法 45); several may run at once.

    `told_until` is the last day of the time that the applicant was told in writing. The record's
    own time is when it began.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="suspensions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    reason = models.TextField()
    carried_out_by = models.CharField(max_length=200, blank=True, default="")
    needed_days = models.PositiveSmallIntegerField()
    needed_unit = models.CharField(max_length=16)
    notices = models.PositiveSmallIntegerField(default=1)
    told_until = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=100, blank=True, default="")
    result = models.TextField(blank=True, default="")

    objects = SuspensionQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="suspension_number_once"),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("at")),
                name="suspension_ends_after_it_began",
            ),
        ]
        indexes = [
            models.Index(
                fields=["told_until"],
                condition=models.Q(ended_at=None),
                name="suspension_running_until",
            ),
        ]

    @property
    def code(self) -> str:
        """How the ledger names it."""
        return str(self.number)


class ExtensionLevel(models.TextChoices):
    """Who approves more time (行政许可法 42)."""

    AUTHORITY = "authority", _("本机关负责人")
    GOVERNMENT = "government", _("本级人民政府负责人")


class Extension(Record):
    """More time, once (行政许可法 42): ten days, or fifteen when departments act jointly."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="extension")
    days = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=16, choices=ExtensionLevel)
    reason = models.TextField()
    approved_by = models.CharField(max_length=100)
    paper = models.CharField(max_length=100, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level="authority", days__range=(1, 10))
                | (models.Q(level="government", days__range=(1, 15)) & ~models.Q(paper="")),
                name="extension_within_the_law",
            ),
        ]
