"""Which promises an officer sees to, and who sees to credit."""

from django.db.models import QuerySet

from onewindow.cases.models import BadCredit, Commitment, CommitmentStatus, Deferral
from onewindow.cases.models.case import OPEN
from onewindow.orgs.models import Officer, Role

SEES = frozenset({Role.REVIEWER, Role.DECIDER, Role.COUNTER_CLERK})
KEEPS_CREDIT = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})


def commitments_for(officer: Officer, roles: frozenset[str]) -> QuerySet[Commitment]:
    """Return the commitments his department has to verify or to look at again, the first due."""
    waiting = (CommitmentStatus.RELIED_ON, CommitmentStatus.UNMET)
    found = Commitment.objects.filter(status__in=waiting, case__department=officer.department_id)
    rows = found if SEES & roles else found.none()
    return rows.select_related("case__version").order_by("due_on", "pk")


def deferrals_for(officer: Officer, roles: frozenset[str]) -> QuerySet[Deferral]:
    """Return the promised materials that his department still waits for, the first due."""
    found = Deferral.objects.filter(
        settled_at=None, due_on__isnull=False, case__status__in=OPEN,
        case__department=officer.department_id,
    )  # fmt: skip
    rows = found if SEES & roles else found.none()
    return rows.select_related("case__version").order_by("due_on", "pk")


def credit_entries(roles: frozenset[str]) -> QuerySet[BadCredit]:
    """Return the entries, the newest first; nothing for who does not keep them."""
    rows = BadCredit.objects.select_related("user", "company").order_by("-pk")
    return rows if KEEPS_CREDIT & roles else rows.none()
