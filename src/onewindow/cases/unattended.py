"""Open steps that nobody can do: no officer of the department has the role and the post."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from onewindow.cases.models import CaseStep
from onewindow.cases.models.steps import CaseStepQuerySet
from onewindow.cases.rules import ROLE_FOR_KIND
from onewindow.orgs.models import Officer, OfficerRole, Role
from onewindow.procedure.model import StepKind

WATCHES_STEPS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})


def unattended(on: date, among: CaseStepQuerySet | None = None) -> CaseStepQuerySet:
    """Return the open steps for which nobody in the department is there on a day, by due date."""
    steps = (CaseStep.objects.all() if among is None else among).open()
    waiting = steps.exclude(kind=StepKind.DELIVERY)
    places = set(waiting.order_by().values_list("unit", "post", "kind").distinct())
    held = _held(on, {unit for unit, _post, _kind in places})
    empty = [
        Q(unit=unit, post=post, kind=kind)
        for unit, post, kind in sorted(places, key=str)
        if (role := ROLE_FOR_KIND.get(StepKind(kind))) and (unit, post, role) not in held
    ]
    if not empty:
        return CaseStep.objects.none()
    condition = empty[0]
    for each in empty[1:]:
        condition |= each
    rows = waiting.filter(condition).select_related("case", "unit", "post")
    return rows.order_by("due_on", "pk")


def unattended_for(roles: frozenset[str], on: date) -> CaseStepQuerySet:
    """Return the same for those who have to see to it; others: none."""
    return unattended(on) if roles & WATCHES_STEPS else CaseStep.objects.none()


def _held(on: date, units: Iterable[int]) -> set[tuple[int, int | None, str]]:
    """Return who is there: department, post (or none) and role."""
    active = Officer.objects.active().filter(department__in=units)
    rows = OfficerRole.objects.held(on).filter(officer__in=active)
    found = rows.values_list("officer__department", "officer__posts", "role")
    return {
        place for unit, post, role in found for place in ((unit, post, role), (unit, None, role))
    }
