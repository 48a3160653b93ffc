"""现场核查: one visit for all departments, by two officers at least (行政许可法 Art 34)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.cases.models.case import Case
from onewindow.cases.models.records import Record
from onewindow.cases.models.steps import CaseStep
from onewindow.orgs.models import Officer


class VisitStatus(models.TextChoices):
    """ASKED for by departments, PLANNED, RECORDED on the spot, SIGNED by all who were there."""

    ASKED = "asked", _("待安排")
    PLANNED = "planned", _("已安排")
    RECORDED = "recorded", _("待签字")
    SIGNED = "signed", _("已签字")


class SiteVisit(models.Model):
    """One visit of a case: one day, one route, one record; the next one has the next number."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="visits")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=16, choices=VisitStatus, default=VisitStatus.ASKED)
    planned_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True, default="")
    route = models.TextField(blank=True, default="")
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    present = models.CharField(max_length=200, blank=True, default="")
    statement = models.TextField(blank=True, default="")
    conclusion = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="site_visit_number_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=~models.Q(status="signed"),
                name="site_visit_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(status="asked") | models.Q(planned_at__isnull=False),
                name="site_visit_planned_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["asked", "planned"])
                | models.Q(began_at__isnull=False, ended_at__gte=models.F("began_at")),
                name="site_visit_recorded_has_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.number}"


class VisitWish(Record):
    """What a department wants to see, and what was found."""

    visit = models.ForeignKey(SiteVisit, on_delete=models.PROTECT, related_name="wishes")
    step = models.ForeignKey(CaseStep, on_delete=models.PROTECT, related_name="wishes")
    subject = models.CharField(max_length=100)
    wanted = models.CharField(max_length=500)
    found = models.TextField(blank=True, default="")
    is_met = models.BooleanField(null=True, blank=True)


class VisitMember(models.Model):
    """An officer who goes along, and when he signed the record."""

    visit = models.ForeignKey(SiteVisit, on_delete=models.PROTECT, related_name="members")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="visits")
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "officer"], name="visit_member_once"),
        ]

    def __str__(self) -> str:
        return str(self.officer)
