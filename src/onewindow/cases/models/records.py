"""State changes are records: who, when, why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.cases.models.case import Case


class Record(models.Model):
    """Who did it (a stable code, as in the ledger) and when."""

    by = models.CharField(max_length=150)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.by_name} {self.at:%Y-%m-%d %H:%M}"


class Acceptance(Record):
    """The case was accepted (受理, 行政许可法 Art 32): its clocks run from here.

    `is_deemed`: the days for asking passed in silence, so it counts since the materials came.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="acceptance")
    is_deemed = models.BooleanField(default=False)


class NonAcceptance(Record):
    """The case was not accepted (不予受理, 行政许可法 Art 32), with the reason.

    `competent` names the office to turn to, where this one is not competent.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="non_acceptance")
    reason = models.TextField()
    competent = models.CharField(max_length=200, blank=True, default="")


class Withdrawal(Record):
    """The applicant withdrew before a decision."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField(blank=True)


class Decision(Record):
    """Granted, or refused with the reason (行政许可法 Art 38)."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    is_granted = models.BooleanField()
    reason = models.TextField(blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_granted=True) | ~models.Q(reason=""),
                name="refusal_has_reason",
            ),
        ]


class Delivery(Record):
    """The result reached the applicant (送达, 行政许可法 Art 44: within 10 working days)."""

    class Method(models.TextChoices):
        ONLINE = "online", _("网上送达")

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="delivery")
    method = models.CharField(max_length=16, choices=Method, default=Method.ONLINE)
