"""The figures of the home page, counted from the cases."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from onewindow.cases.clocks import LOCAL
from onewindow.cases.models import Case


@dataclass(frozen=True)
class Figures:
    """How many cases were accepted and finished today, and how many decided in time this month."""

    accepted_today: int
    finished_today: int
    decided_this_month: int
    on_time_this_month: int

    @property
    def on_time_percent(self) -> float | None:
        """The share of this month's decisions that kept the promise; None without a decision."""
        if not self.decided_this_month:
            return None
        return round(100 * self.on_time_this_month / self.decided_this_month, 1)


def figures(at: datetime) -> Figures:
    """Count today and this month in China at a time."""
    local = at.astimezone(LOCAL)
    today = local.replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = today + timedelta(days=1)
    decided = Q(decision__at__gte=today.replace(day=1), decision__at__lt=tomorrow)
    counted = Case.objects.annotate(decided_on=TruncDate("decision__at", tzinfo=LOCAL)).aggregate(
        accepted_today=Count("pk", filter=Q(accepted_at__gte=today, accepted_at__lt=tomorrow)),
        finished_today=Count(
            "pk", filter=Q(status="finished", ended_at__gte=today, ended_at__lt=tomorrow)
        ),
        decided_this_month=Count("pk", filter=decided),
        on_time_this_month=Count("pk", filter=decided & Q(decided_on__lte=F("promised_due_on"))),
    )
    return Figures(**counted)
