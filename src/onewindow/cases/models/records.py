"""State changes are records: who, when, why."""

from django.db import models

from onewindow.cases.models.case import Case, DeliveryMethod


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

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="delivery")
    method = models.CharField(max_length=16, choices=DeliveryMethod, default=DeliveryMethod.ONLINE)
    # Who took it and signed for it; nobody online.
    recipient = models.CharField(max_length=100, blank=True, default="")
    relation = models.CharField(max_length=16, blank=True, default="")
    place = models.CharField(max_length=200, blank=True, default="")
    carrier = models.CharField(max_length=60, blank=True, default="")
    tracking = models.CharField(max_length=60, blank=True, default="")
    sent_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(method="post")
                | (~models.Q(tracking="") & models.Q(sent_on__isnull=False)),
                name="posted_has_number",
            ),
            models.CheckConstraint(
                condition=models.Q(method="online")
                | models.Q(received_at=None)
                | ~models.Q(recipient=""),
                name="delivered_has_recipient",
            ),
        ]
