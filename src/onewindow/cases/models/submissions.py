"""What the applicant handed in for each material."""

from django.db import models
from django.db.models.functions import Now

from onewindow.cases.models.case import Case
from onewindow.catalogue.models import Material
from onewindow.documents.models import Document


class Submission(models.Model):
    """One file for one material; more files for one material are more rows."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="submissions")
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="submissions")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="submissions")
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "material", "document"], name="submission_file_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material}: {self.document}"
