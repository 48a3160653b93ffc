"""What pages and verbs ask a case for again and again, read once for as long as it is in hand."""

from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Exists, Model, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from onewindow.cases.models import (
    Case,
    CaseStep,
    Hearing,
    InterestedParty,
    Recusal,
    SiteVisit,
    StepStatus,
    VisitMember,
    VisitWish,
)
from onewindow.cases.models.case import CaseQuerySet

M = TypeVar("M", bound=Model)
# What a case has once at most; to be read with it.
ONCE = (
    "decision", "non_acceptance", "extension", "delivery", "granted", "commitment", "deferral",
    "instant_decision__table", "instant_decision__post_check",
)  # fmt: skip


# What few cases have: a case that is read with this is not asked for what is not there.
PRESENT = {
    f"has_{what}": Exists(model.objects.filter(case=OuterRef("pk")))
    for what, model in (
        ("visits", SiteVisit), ("recusals", Recusal), ("hearings", Hearing),
        ("interested_parties", InterestedParty),
    )
}  # fmt: skip


def with_facts(cases: CaseQuerySet, number: str) -> Case:
    """Return a case with what it has once at most and whether it has what few have.

    Raise Case.DoesNotExist.
    """
    one = cases.filter(number=number).select_related(*ONCE).annotate(**PRESENT)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        # Each of twenty joins finds one row at most: trying their orders takes the planner ten
        # times as long as reading them in the order written.
        cursor.execute("SET LOCAL join_collapse_limit = 3")
        found = list(one)
    if not found:
        raise Case.DoesNotExist
    return found[0]


def steps_of(case: Case) -> list[CaseStep]:
    """Return the steps of a case in every round, by position, with units and posts."""
    rows = CaseStep.objects.select_related("unit", "post").order_by("position")
    return list(case.steps.all()) if _read(case, "steps", rows) else []


def current_steps(case: Case) -> list[CaseStep]:
    """Return the last round of each step, by position."""
    return [each for each in steps_of(case) if each.status != StepStatus.SUPERSEDED]


def visits_of(case: Case) -> list[SiteVisit]:
    """Return the site visits of a case with members and wishes, the first one first."""
    members = VisitMember.objects.select_related("officer__user", "officer__department")
    wishes = VisitWish.objects.select_related("step__unit").order_by("pk")
    rows = SiteVisit.objects.order_by("number").prefetch_related(
        Prefetch("members", members.order_by("pk")), Prefetch("wishes", wishes)
    )
    return list(case.visits.all()) if _read(case, "visits", rows) else []


def recusals_of(case: Case) -> list[Recusal]:
    """Return who keeps out of a case, or is asked to, the first one first."""
    rows = Recusal.objects.select_related("officer__user", "officer__department").order_by("pk")
    return list(case.recusals.all()) if _read(case, "recusals", rows) else []


def hearings_of(case: Case) -> list[Hearing]:
    """Return the hearings of a case, the first one first."""
    rows = Hearing.objects.order_by("number")
    return list(case.hearings.all()) if _read(case, "hearings", rows) else []


def parties_of(case: Case) -> list[InterestedParty]:
    """Return whose interests a case touches, in the order in which they were told."""
    rows = InterestedParty.objects.order_by("number")
    is_there = _read(case, "interested_parties", rows)
    return list(case.interested_parties.all()) if is_there else []


def _read(case: Case, what: str, rows: QuerySet[M]) -> bool:
    """Read what is there unless that was done before; say whether there is any."""
    if not getattr(case, f"has_{what}", True):
        return False
    prefetch_related_objects([case], Prefetch(what, rows))
    return True
