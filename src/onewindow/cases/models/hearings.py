"""Hearings 听证 and the people whose interests a decision touches (行政许可法 36, 46 to 48)."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.cases.models.case import Case
from onewindow.cases.models.records import Record
from onewindow.cases.models.special import Suspension
from onewindow.orgs.calendars import is_in_time

# How the stable code of somebody on the applicant's side begins.
APPLICANT = "applicant/"


class HearingStage(models.TextChoices):
    """How far a hearing is."""

    TOLD = "told", _("已告知听证权利")
    ASKED = "asked", _("已申请，待通知")
    NOTICED = "noticed", _("已通知，待举行")
    HELD = "held", _("已举行")
    DROPPED = "dropped", _("不再举行")


class HearingQuerySet(models.QuerySet["Hearing"]):
    """Which hearings."""

    def under_way(self) -> "HearingQuerySet":
        """Return those neither held nor dropped."""
        return self.exclude(stage__in=(HearingStage.HELD, HearingStage.DROPPED))


class Hearing(models.Model):
    """One hearing of a case, from the letter about the right to it until its record.

    `is_ex_officio` was ordered by the office itself (Art 46); every other one was asked for.
    `request_by` and `hold_by` are the last days for asking and for holding it (Art 47).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hearings")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=16, choices=HearingStage)
    is_ex_officio = models.BooleanField(default=False)
    subject = models.TextField()
    told_at = models.DateTimeField(null=True, blank=True)
    request_by = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by_name = models.CharField(max_length=100, blank=True, default="")
    hold_by = models.DateField(null=True, blank=True)
    suspension = models.OneToOneField(
        Suspension, on_delete=models.PROTECT, null=True, blank=True, related_name="hearing"
    )
    noticed_at = models.DateTimeField(null=True, blank=True)
    notices = models.PositiveSmallIntegerField(default=0)
    set_for = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True, default="")
    presider = models.CharField(max_length=150, blank=True, default="")
    presider_name = models.CharField(max_length=100, blank=True, default="")
    recorder_name = models.CharField(max_length=100, blank=True, default="")
    is_public = models.BooleanField(default=True)
    held_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    present = models.TextField(blank=True, default="")
    minutes = models.TextField(blank=True, default="")
    drop_reason = models.TextField(blank=True, default="")

    objects = HearingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="hearing_number_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=~models.Q(stage__in=["held", "dropped"]),
                name="hearing_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=["noticed", "held"])
                | (models.Q(set_for__isnull=False) & ~models.Q(place="") & ~models.Q(presider="")),
                name="hearing_noticed_has_place",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="held")
                | (models.Q(held_at__isnull=False) & ~models.Q(minutes="")),
                name="hearing_held_has_minutes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} #{self.number}"

    @property
    def code(self) -> str:
        """How the ledger names it."""
        return str(self.number)

    def can_be_asked_for(self, today: date) -> bool:
        """Tell whether the time to ask for it still runs."""
        if self.stage != HearingStage.TOLD or self.request_by is None:
            return False
        return is_in_time(self.case.department.region_id, self.request_by, on=today)

    @property
    def is_applicants(self) -> bool:
        """Whether the applicant himself asked for it: only he can give it up."""
        asked = self.stage in {HearingStage.ASKED, HearingStage.NOTICED} and not self.is_ex_officio
        by = self.suspension.by if self.suspension is not None else ""
        return asked and (
            by.startswith(APPLICANT) or self.asked_by_name == self.case.applicant_name
        )

    def holds_up(self, today: date) -> bool:
        """Tell whether the decision has to wait for it."""
        if self.stage == HearingStage.TOLD:
            return self.can_be_asked_for(today)
        return self.stage in {HearingStage.ASKED, HearingStage.NOTICED}


class InterestedParty(Record):
    """Somebody whose weighty interests the decision touches (利害关系人, 行政许可法 36).

    He is told and may state his case until a day; what he said is kept.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="interested_parties")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    interest = models.TextField()
    answer_by = models.DateField()
    statement = models.TextField(blank=True, default="")
    stated_at = models.DateTimeField(null=True, blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="interested_party_number_once"),
        ]
