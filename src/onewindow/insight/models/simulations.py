"""What was played through before anything is changed."""

from typing import Any

from django.db import models

from onewindow.insight.models.jobs import Job
from onewindow.insight.models.projects import RedesignProject


class SimulationRun(models.Model):
    """Variants of a procedure under the same load and luck.

    `accepted` tells which proposals it was about: with others it is out of date.
    """

    project = models.ForeignKey(
        RedesignProject, on_delete=models.CASCADE, related_name="simulations"
    )
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="simulation")
    made_at = models.DateTimeField()
    seed = models.PositiveIntegerField()
    replications = models.PositiveSmallIntegerField()
    settings = models.JSONField(default=dict, blank=True)
    accepted = models.JSONField(default=list, blank=True)
    outcome = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["project", "-made_at"], name="simulation_latest")]

    def __str__(self) -> str:
        return f"{self.project.number}: {self.replications}"

    @property
    def items(self) -> list[dict[str, Any]]:
        """What was found of each item; an older run is about the first one alone."""
        found: list[dict[str, Any]] = self.outcome.get("items") or [self.outcome]
        return found

    def item(self, subject: int) -> dict[str, Any]:
        """Return what was found of one item, or nothing."""
        return next((each for each in self.items if each.get("subject", subject) == subject), {})
