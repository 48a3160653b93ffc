"""The city's rules for projects: kinds with their totals, stages, what belongs to each, questions.

They are data (`onewindow projects load`). A project keeps what the rules said when it was
registered: its stages and what is needed in them are rows of its own.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.codes import QuestionKind
from onewindow.catalogue.models import ServiceItem
from onewindow.orgs.models import Department


class StageCode(models.TextChoices):
    """The four stages of a construction project, in their order."""

    LAND = "land", _("立项用地规划许可")
    DESIGN = "design", _("工程建设许可")
    WORKS = "works", _("施工许可")
    COMPLETION = "completion", _("竣工验收")


class ProjectKind(models.Model):
    """A kind of project; `total` working days are all that its stages may take together."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    help = models.CharField(max_length=300, blank=True)
    total = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()
    # A kind that is no longer registered stays for the projects that have it.
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(total__gt=0), name="project_kind_has_total")
        ]

    def __str__(self) -> str:
        return self.name


class StageRule(models.Model):
    """A stage of a kind: its working days, who leads it 牵头部门, which stages come before it."""

    kind = models.ForeignKey(ProjectKind, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=16, choices=StageCode)
    days = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="stage_rules")
    needs = ArrayField(models.CharField(max_length=16, choices=StageCode), default=list, blank=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "stage"], name="stage_rule_once"),
            models.CheckConstraint(condition=models.Q(days__gt=0), name="stage_rule_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.get_stage_display()}"


class StageItem(models.Model):
    """An item that belongs to a stage, of these kinds (none: all), where `when` holds (none: ever).

    `prefill` says which fields of its form are known from the project: field code to attribute.
    """

    stage = models.CharField(max_length=16, choices=StageCode)
    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="stage_items")
    position = models.PositiveSmallIntegerField()
    kinds = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    when = models.JSONField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    prefill = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "item"], name="stage_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.item}"


class ProjectQuestion(models.Model):
    """What is asked about a project to know what it needs; `choices` are pairs of code and text."""

    code = models.CharField(max_length=40, unique=True)
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=QuestionKind)
    help = models.CharField(max_length=300, blank=True)
    choices = ArrayField(
        ArrayField(models.CharField(max_length=200), size=2), default=list, blank=True
    )
    when = models.JSONField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.text
