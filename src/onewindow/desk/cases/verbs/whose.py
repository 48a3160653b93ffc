"""Whose a verb is: the office that decides, or one that reviews the case now."""

from django.db.models import prefetch_related_objects

from onewindow.cases.models import Case
from onewindow.orgs.models import Officer, Role


def reviews(case: Case, officer: Officer, roles: frozenset[str]) -> bool:
    """Tell whether an officer reviews or decides a case, or his department has a step open."""
    if not roles & {Role.REVIEWER, Role.DECIDER}:
        return False
    here = officer.department_id
    if case.department_id == here:
        return True
    # Read once for all verbs that the page of a case asks.
    prefetch_related_objects([case], "steps")
    return any(each.unit_id == here and each.status == "open" for each in case.steps.all())


def leads(case: Case, officer: Officer, roles: frozenset[str]) -> bool:
    """Tell whether an officer reviews or decides for the department that decides the case."""
    return (
        bool(roles & {Role.REVIEWER, Role.DECIDER}) and case.department_id == officer.department_id
    )


def heads(case: Case, officer: Officer, roles: frozenset[str]) -> bool:
    """Tell whether an officer decides for the department of the case."""
    return Role.DECIDER in roles and case.department_id == officer.department_id
