"""What a table said of a case: beside a human, or in his place, and the check afterwards."""

import json

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.accounts.fields import decrypt, encrypt
from onewindow.cases.instant.judging import Doubt
from onewindow.cases.instant.models.tables import DecisionTable, choices_of
from onewindow.cases.instant.table import Verdict
from onewindow.cases.instant.tracing import Trace
from onewindow.cases.models.case import Case


class MachineResult(models.Model):
    """Verdict, doubt and the rows that held; the trace is encrypted: it repeats the form."""

    table = models.ForeignKey(DecisionTable, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=16, choices=choices_of(Verdict))
    doubt = models.CharField(max_length=16, choices=Doubt, blank=True)
    rows = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    trace_cipher = models.BinaryField(default=b"", blank=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def is_granted(self) -> bool:
        """Whether the table grants."""
        return self.verdict == Verdict.GRANT

    def seal_trace(self, trace: Trace, case: Case) -> None:
        """Encrypt how the result came about, before the row is stored."""
        text = json.dumps(trace.as_plain(), ensure_ascii=False)
        table = self._meta.db_table
        self.trace_cipher = encrypt(text, table=table, column="trace", row=str(case.uid))

    def read_trace(self, case: Case) -> Trace:
        """Return how the result came about; raise CryptoError for a wrong key."""
        table = self._meta.db_table
        text = decrypt(bytes(self.trace_cipher), table=table, column="trace", row=str(case.uid))
        return Trace.from_plain(json.loads(text)) if text else Trace()


class ShadowRun(MachineResult):
    """What a table in shadow would have done; it changes nothing and officers decide unseen."""

    table = models.ForeignKey(DecisionTable, on_delete=models.PROTECT, related_name="shadow_runs")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="shadow_runs")

    class Meta(MachineResult.Meta):
        constraints = [
            models.UniqueConstraint(fields=["table", "case"], name="shadow_run_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.verdict}"


class InstantDecision(MachineResult):
    """What an active table did with a case: granted it, or left it to a human.

    `lot` of 0 to 9999 is drawn from the number of the case; below `share` hundredths of a per cent
    a human checks afterwards.
    """

    table = models.ForeignKey(DecisionTable, on_delete=models.PROTECT, related_name="decisions")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="instant_decision")
    lot = models.PositiveSmallIntegerField()
    share = models.PositiveSmallIntegerField()

    class Meta(MachineResult.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(verdict="grant") | models.Q(doubt=""),
                name="instant_decision_grants_without_doubt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.verdict}"

    @property
    def is_drawn(self) -> bool:
        """Whether a human checks it whatever happens."""
        return self.is_granted and self.lot < self.share


class CheckOrigin(models.TextChoices):
    """Why a human looks at a machine's decision."""

    DRAWN = "drawn", _("抽中复核")
    ASKED = "asked", _("申请人要求")


class PostCheckQuerySet(models.QuerySet["PostCheck"]):
    """Which checks."""

    def open(self) -> "PostCheckQuerySet":
        """Return those that nobody did yet."""
        return self.filter(done_at=None)


class PostCheck(models.Model):
    """A human looks again at what a table decided (个人信息保护法 Art 24)."""

    decision = models.OneToOneField(
        InstantDecision, on_delete=models.PROTECT, related_name="post_check"
    )
    origin = models.CharField(max_length=16, choices=CheckOrigin)
    reason = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    agrees = models.BooleanField(null=True, blank=True)
    note = models.TextField(blank=True)
    by = models.CharField(max_length=150, blank=True)
    by_name = models.CharField(max_length=100, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = PostCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at=None, agrees=None)
                | models.Q(done_at__isnull=False, agrees__isnull=False) & ~models.Q(by=""),
                name="post_check_done_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(agrees=False) | ~models.Q(note=""),
                name="post_check_disagreement_has_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["opened_at"], condition=models.Q(done_at=None), name="post_check_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.agrees}"
