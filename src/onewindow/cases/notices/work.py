"""One notice a working day for each officer: what waits for him, and what is due."""

from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from onewindow.cases.access import HANDLING, work_for
from onewindow.cases.clocks import local_day
from onewindow.messages.actions import enqueue
from onewindow.orgs.calendars import calendar_for
from onewindow.orgs.models import Officer, OfficerRole


def tell_of_work(at: datetime) -> int:
    """Tell every officer with open steps how many there are; once a day, on working days.

    Return how many officers have work.
    """
    day, told = local_day(at), 0
    handling = OfficerRole.objects.held(day).filter(role__in=HANDLING).values("officer")
    officers = Officer.objects.active().filter(pk__in=handling)
    for officer in officers.select_related("user", "department").order_by("pk"):
        calendar = calendar_for(officer.department.region_id)
        if not calendar.is_workday(day):
            continue
        soon = calendar.next_workday(day + timedelta(days=1))
        facts = facts_for(officer, day, soon)
        if not facts["count"]:
            continue
        enqueue(
            officer.user, "work.digest", key=f"work/{day}", address="/desk/", at=at,
            facts={name: str(count) for name, count in facts.items()},
        )  # fmt: skip
        told += 1
    return told


def facts_for(officer: Officer, day: date, soon: date) -> dict[str, int]:
    """Count what waits for an officer, what of it is due from a day to another, what is late."""
    return work_for(officer, officer.role_codes(day)).aggregate(
        count=Count("pk"),
        due=Count("pk", filter=Q(due_on__range=(day, soon))),
        overdue=Count("pk", filter=Q(due_on__lt=day)),
    )
