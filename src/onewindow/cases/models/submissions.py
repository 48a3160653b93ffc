"""What the applicant handed in for each material and each file field of the form."""

from django.db import models
from django.db.models.functions import Now

from onewindow.cases.models.case import Case
from onewindow.cases.models.intake import CorrectionItem
from onewindow.catalogue.models import FormField, Material
from onewindow.documents.models import Document


class Submission(models.Model):
    """One file for one material or one field of the form; more files are more rows."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="submissions")
    material = models.ForeignKey(
        Material, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    field = models.ForeignKey(
        FormField, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="submissions")
    added_at = models.DateTimeField(db_default=Now())
    # Handed in for a correction; what it replaces stays readable and says so.
    correction = models.ForeignKey(
        CorrectionItem, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "material", "document"], name="submission_file_once"
            ),
            models.UniqueConstraint(
                fields=["case", "field", "document"], name="submission_field_file_once"
            ),
            models.CheckConstraint(
                condition=models.Q(material=None, field__isnull=False)
                | models.Q(material__isnull=False, field=None),
                name="submission_for_material_or_field",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_for}: {self.document}"

    @property
    def asked_for(self) -> Material | FormField:
        """What the file was handed in for."""
        asked = self.material or self.field
        # One of the two is there: the constraint holds it.
        if asked is None:
            raise LookupError(self.pk)
        return asked
