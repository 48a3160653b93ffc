"""What is taken on the applicant's word (容缺受理, 告知承诺), and who is not taken at his."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.accounts.models import Company, User
from onewindow.cases.models.case import Case
from onewindow.cases.models.records import Record
from onewindow.catalogue.models import Material


class Deferral(Record):
    """A promise to bring materials by a day (容缺受理); signed in the draft, due once handed in.

    `signed_name` is what the applicant typed; `settled_at` is when everything had come.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="deferral")
    signed_name = models.CharField(max_length=100)
    materials = models.ManyToManyField(Material, related_name="+")
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta(Record.Meta):
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=models.Q(settled_at=None, due_on__isnull=False),
                name="deferral_waiting",
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        """Whether something still has to come."""
        return self.due_on is not None and self.settled_at is None


class CommitmentStatus(models.TextChoices):
    """How far a commitment is."""

    SIGNED = "signed", _("已承诺")
    RELIED_ON = "relied_on", _("已准予，待核查")
    KEPT = "kept", _("核查属实")
    UNMET = "unmet", _("限期整改")
    BROKEN = "broken", _("未整改，撤销决定")


class Commitment(Record):
    """A promise that the conditions are met (告知承诺): decided at once, verified afterwards."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="commitment")
    signed_name = models.CharField(max_length=100)
    terms = models.JSONField(default=list)
    days = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=16, choices=CommitmentStatus, default=CommitmentStatus.SIGNED
    )
    # The day until which it is verified, then the day until which what is wrong is put right.
    due_on = models.DateField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=150, blank=True, default="")
    checked_by_name = models.CharField(max_length=100, blank=True, default="")
    findings = models.TextField(blank=True, default="")

    class Meta(Record.Meta):
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=models.Q(status__in=["relied_on", "unmet"]),
                name="commitment_to_verify",
            ),
        ]


class BadCreditQuerySet(models.QuerySet["BadCredit"]):
    """Which entries."""

    def in_force(self, on: date) -> "BadCreditQuerySet":
        """Return those that bar somebody on a day (`until` is exclusive)."""
        return self.filter(
            models.Q(until=None) | models.Q(until__gt=on), since__lte=on, repaired_at=None
        )


class BadCredit(Record):
    """Why a person or company is not taken at his word, until repaired (信用修复) or over."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="bad_credit"
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, blank=True, related_name="bad_credit"
    )
    reason = models.CharField(max_length=500)
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    repaired_at = models.DateTimeField(null=True, blank=True)
    repaired_by_name = models.CharField(max_length=100, blank=True, default="")
    repair_reason = models.CharField(max_length=500, blank=True, default="")

    objects = BadCreditQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user=None, company__isnull=False)
                | models.Q(user__isnull=False, company=None),
                name="bad_credit_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="bad_credit_ends_after_start",
            ),
        ]

    @property
    def who(self) -> str:
        """The name of whom it is about."""
        return self.company.name if self.company else (self.user.name if self.user else "")
