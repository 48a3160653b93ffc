"""Records of the intake (行政许可法 Art 32): what was asked for, and what became of the case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.cases.models.case import Case
from onewindow.cases.models.records import Record
from onewindow.catalogue.models import FormField, Material


class NotRequired(Record):
    """The matter needs no permit (Art 32 (1)), with the reason."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="not_required")
    reason = models.TextField()


class Transfer(Record):
    """The case went to another office, which decides; `is_upward` to a higher one (Art 35)."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="transfer")
    to = models.CharField(max_length=200)
    is_upward = models.BooleanField(default=False)
    reason = models.TextField()


class CorrectionPhase(models.TextChoices):
    """When the applicant was asked: pre-review is no formal notice, intake is the one of Art 32."""

    PRE_REVIEW = "pre_review", _("预审退回")
    INTAKE = "intake", _("补正告知")


class CorrectionNotice(Record):
    """Everything that has to be mended, told at once (Art 32 (4)); `days` are working days."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    phase = models.CharField(max_length=16, choices=CorrectionPhase)
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    # The form as it was before the answer, sealed like the case's own.
    fields_before_cipher = models.BinaryField(default=b"", blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(answered_at=None),
                name="correction_open_once_per_case",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether the applicant has not answered yet."""
        return self.answered_at is None


class CorrectionItem(models.Model):
    """One material or field that has to be mended, and what is asked for."""

    notice = models.ForeignKey(CorrectionNotice, on_delete=models.PROTECT, related_name="items")
    material = models.ForeignKey(
        Material, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    field = models.ForeignKey(
        FormField, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wanted = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "material"], name="correction_material_once"),
            models.UniqueConstraint(fields=["notice", "field"], name="correction_field_once"),
            models.CheckConstraint(
                condition=models.Q(material=None, field__isnull=False)
                | models.Q(material__isnull=False, field=None),
                name="correction_of_material_or_field",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.wanted}"

    @property
    def asked(self) -> Material | FormField:
        """What has to be mended."""
        asked = self.material or self.field
        # One of the two is there: the constraint holds it.
        if asked is None:
            raise LookupError(self.pk)
        return asked

    @property
    def name(self) -> str:
        """What it is called."""
        return self.asked.name if isinstance(self.asked, Material) else self.asked.label


class SpotCorrection(Record):
    """An obvious mistake mended at the counter at once, with the applicant's word (Art 32 (3))."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="spot_corrections")
    field = models.ForeignKey(FormField, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    fields_before_cipher = models.BinaryField()
