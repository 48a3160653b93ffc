"""Who stands in for whom while somebody is away (AB 角)."""

from datetime import date, timedelta

from django.db import models

from onewindow.orgs.models.officers import Officer


class SubstitutionQuerySet(models.QuerySet["Substitution"]):
    """Which substitutions."""

    def on(self, day: date) -> "SubstitutionQuerySet":
        """Return those that count on a day."""
        return self.filter(
            models.Q(valid_to=None) | models.Q(valid_to__gt=day), valid_from__lte=day, ended_at=None
        )


class Substitution(models.Model):
    """An officer stands in for a colleague of his department, `valid_to` exclusive."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="substitutes")
    substitute = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="stands_in_for")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    arranged_by = models.CharField(max_length=150)
    arranged_by_name = models.CharField(max_length=100)
    arranged_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(officer=models.F("substitute")),
                name="substitution_of_another",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="substitution_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["substitute", "valid_from"], name="substitution_of"),
        ]

    def __str__(self) -> str:
        return f"{self.substitute} → {self.officer}"

    @property
    def last_day(self) -> date | None:
        """The last day on which it counts; None: until it is ended."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None
