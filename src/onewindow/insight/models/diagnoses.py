"""What was found out about a procedure, and from which events."""

from django.db import models

from onewindow.insight.models.projects import RedesignProject


class Diagnosis(models.Model):
    """The measures of one log, as they were then; a project keeps the earlier ones.

    `digest` tells two logs apart. `found` holds what the pages show: map, charts, waits, findings.
    """

    project = models.ForeignKey(RedesignProject, on_delete=models.CASCADE, related_name="diagnoses")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    made_by_name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    first_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    cases = models.PositiveIntegerField()
    events = models.PositiveIntegerField()
    variants = models.PositiveIntegerField()
    measures = models.JSONField()
    found = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["project", "-made_at"], name="diagnosis_latest")]

    def __str__(self) -> str:
        return f"{self.project.number}: {self.cases}"
