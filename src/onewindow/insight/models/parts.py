"""A diagnosis narrowed to some of its cases."""

from datetime import datetime

from django.db import models

from onewindow.insight.models.diagnoses import Diagnosis
from onewindow.insight.models.jobs import Job


class Part(models.Model):
    """What the same log shows of the cases that were `asked` for; found by the job that made it.

    Nothing is decided on it: evidence and proposals are those of the whole.
    """

    diagnosis = models.ForeignKey(Diagnosis, on_delete=models.CASCADE, related_name="parts")
    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="part")
    asked = models.JSONField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    cases = models.PositiveIntegerField()
    events = models.PositiveIntegerField()
    variants = models.PositiveIntegerField()
    measures = models.JSONField()
    found = models.JSONField()

    def __str__(self) -> str:
        return f"{self.diagnosis}: {self.asked}"

    @property
    def made_at(self) -> datetime:
        """When it was asked for."""
        return self.job.asked_at

    @property
    def made_by_name(self) -> str:
        """Who asked."""
        return self.job.asked_by_name
