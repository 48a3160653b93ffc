"""Who may see and do what with meetings. Missing and forbidden look the same: DoesNotExist."""

from django.db.models import Q, QuerySet

from onewindow.cases.models import Case, Invitee, Meeting, Resolution
from onewindow.cases.rules import ROLE_FOR_KIND
from onewindow.orgs.models import Officer, Role

HANDLES = frozenset(ROLE_FOR_KIND.values())
CALLS = frozenset({Role.REVIEWER, Role.DECIDER})


def meetings_for(officer: Officer, roles: frozenset[str]) -> QuerySet[Meeting]:
    """Return the meetings he may read, the next first.

    Supervisors all; who handles cases those of his department, those it is invited to, and those
    on a case that it decides or has a step in.
    """
    listed = Meeting.objects.select_related("department", "paper").order_by("-begins_at", "-pk")
    if Role.SUPERVISOR in roles:
        return listed
    here = officer.department_id
    mine = Q(pk__in=Invitee.objects.filter(officer=officer).values("meeting"))
    if roles & HANDLES:
        cases = Case.objects.filter(
            Q(department=here) | Q(steps__unit=here, steps__status__in=["waiting", "open", "done"])
        )
        involved = Meeting.cases.through.objects.filter(case__in=cases.values("pk"))
        invited = Invitee.objects.filter(department=here, officer=None).values("meeting")
        mine |= Q(department=here) | Q(pk__in=invited) | Q(pk__in=involved.values("meeting"))
    return listed.filter(mine)


def meeting_for(officer: Officer, roles: frozenset[str], number: str) -> Meeting:
    """Return one meeting he may read; raise Meeting.DoesNotExist otherwise."""
    return meetings_for(officer, roles).get(number=number)


def meeting_led_by(officer: Officer, roles: frozenset[str], number: str) -> Meeting:
    """Return a meeting whose minutes he writes: his department called it; else DoesNotExist."""
    if not roles & CALLS:
        raise Meeting.DoesNotExist
    return meetings_for(officer, roles).get(number=number, department=officer.department_id)


def invitation_for(officer: Officer, roles: frozenset[str], meeting: Meeting) -> Invitee:
    """Return the invitation that he answers; raise Invitee.DoesNotExist otherwise."""
    mine = Q(officer=officer)
    if roles & HANDLES:
        mine |= Q(officer=None, department=officer.department_id)
    return meeting.invitees.select_related("department", "officer__user").get(mine)


def requests_for(officer: Officer, roles: frozenset[str]) -> QuerySet[Resolution]:
    """Return what meetings asked of his department and is not done, the first due first."""
    asked = Resolution.objects.filter(kind="request", done_at=None)
    if not roles & HANDLES:
        return asked.none()
    listed = asked.filter(department=officer.department_id).select_related("meeting", "case")
    return listed.order_by("due_on", "pk")


def request_for(officer: Officer, roles: frozenset[str], number: str, position: int) -> Resolution:
    """Return one of them; raise Resolution.DoesNotExist otherwise."""
    return requests_for(officer, roles).get(meeting__number=number, position=position)
