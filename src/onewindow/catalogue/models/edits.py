"""Who wrote at a draft, and what: nobody of them may review it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onewindow.catalogue.models.versions import ItemVersion


class DraftEdit(models.Model):
    """One save of a draft; `elements` are the codes of what changed, empty for a whole form.

    `seen` is the fingerprint that the save was sent with, empty for a whole form.
    """

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="edits")
    by = models.CharField(max_length=150)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    seen = models.CharField(max_length=16, blank=True, default="")
    elements = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        indexes = [models.Index(fields=["version", "at"], name="draft_edit_of_version")]

    def __str__(self) -> str:
        return f"{self.by} {self.at}"
