"""What could be changed, and what was decided about it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.insight.models.projects import Subject


class ProposalDecision(models.TextChoices):
    """What the re-engineering office made of a proposal."""

    UNDECIDED = "undecided", _("未定")
    ACCEPTED = "accepted", _("采纳")
    REJECTED = "rejected", _("不采纳")


class ProjectProposal(models.Model):
    """One proposal as it was made, and who decided what about it, when and why.

    `told` are title, reason, evidence, laws and effect; the change itself is found again by `code`.
    `moot` says why it has nothing left to do beside what is accepted, `moot_by` through which one.
    """

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="proposals")
    code = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField()
    heuristic = models.CharField(max_length=32)
    title = models.CharField(max_length=300)
    told = models.JSONField()
    conflicts = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    needs_legal_check = models.BooleanField(default=False)
    moot = models.CharField(max_length=300, blank=True)
    moot_by = models.CharField(max_length=300, blank=True)
    decision = models.CharField(
        max_length=16, choices=ProposalDecision, default=ProposalDecision.UNDECIDED
    )
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_by_name = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    legal_agrees = models.BooleanField(null=True, blank=True)
    legal_note = models.CharField(max_length=500, blank=True)
    legal_by_name = models.CharField(max_length=100, blank=True)
    legal_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "code"], name="redesign_proposal_once"),
            models.CheckConstraint(
                condition=models.Q(decision="undecided", decided_at=None)
                | ~models.Q(decision="undecided") & models.Q(decided_at__isnull=False),
                name="redesign_proposal_decided_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(decision="rejected") | ~models.Q(reason=""),
                name="redesign_proposal_rejected_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def waits_for_law(self) -> bool:
        """Whether it was accepted and the legislative office has not agreed yet."""
        return (
            self.needs_legal_check
            and self.decision == ProposalDecision.ACCEPTED
            and not self.legal_agrees
        )
