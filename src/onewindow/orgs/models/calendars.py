"""Where a region's days differ from the official calendar, and when its offices close."""

from datetime import time

from django.db import models

from onewindow.orgs.models.regions import Region


class CalendarOverride(models.Model):
    """A day that is worked, or not, in one region and those below it."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="calendar_overrides")
    day = models.DateField()
    is_workday = models.BooleanField()
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "day"], name="calendar_override_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class OfficeHours(models.Model):
    """When a region's offices close for the day, and what that does to a late intake."""

    region = models.OneToOneField(Region, on_delete=models.PROTECT, related_name="office_hours")
    opens_at = models.TimeField(default=time(9))
    closes_at = models.TimeField(default=time(17))
    # Local practice differs: some cities count an evening application from the next working day.
    late_counts_next_day = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="office_hours_close_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opens_at:%H:%M}–{self.closes_at:%H:%M}"
