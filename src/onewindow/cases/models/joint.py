"""How departments act together on a case: what they ask for, and who may not act."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.cases.models.case import Case
from onewindow.cases.models.records import Record
from onewindow.cases.models.steps import CaseStep
from onewindow.orgs.models import Officer


class CorrectionRequest(Record):
    """What a department wants corrected; all go out in one notice (一次性告知, 行政许可法 Art 32).

    `material` is the code of what it is about, nothing for the form as a whole; `notice` names the
    notice it went out with.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="correction_requests")
    step = models.ForeignKey(CaseStep, on_delete=models.PROTECT, related_name="correction_requests")
    material = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    notice = models.CharField(max_length=60, blank=True, default="")
    dropped_at = models.DateTimeField(null=True, blank=True)

    @property
    def material_name(self) -> str:
        """The name of the material it is about."""
        found = self.case.version.materials.filter(code=self.material).first()
        return found.name if found else self.material


class Recusal(models.Model):
    """An officer keeps out of a case (回避): by himself, at the applicant's wish, or by order."""

    class Kind(models.TextChoices):
        SELF = "self", _("自行回避")
        REQUESTED = "requested", _("申请人申请回避")
        ORDERED = "ordered", _("责令回避")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recusals")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="recusals")
    kind = models.CharField(max_length=16, choices=Kind)
    reason = models.TextField()
    asked_by = models.CharField(max_length=150)
    asked_by_name = models.CharField(max_length=100)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150, blank=True, default="")
    decided_by_name = models.CharField(max_length=100, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    is_granted = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "officer"],
                condition=models.Q(is_granted=None) | models.Q(is_granted=True),
                name="recusal_once",
            ),
            models.CheckConstraint(
                condition=models.Q(is_granted=None, decided_at=None)
                | models.Q(is_granted__isnull=False, decided_at__isnull=False),
                name="recusal_decided_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.officer}"
