"""Who is at work on a case and could be asked to keep out."""

from onewindow.cases.facts import steps_of
from onewindow.cases.models import Case, CaseStep, StepStatus
from onewindow.orgs.models import Officer


def officers_at_work(case: Case) -> list[tuple[CaseStep, Officer]]:
    """Return the open steps that somebody holds, with him; without those asked to keep out."""
    held = (each for each in steps_of(case) if each.status == StepStatus.OPEN and each.officer)
    steps = {step.officer: step for step in held}
    if not steps:
        return []
    names = [code.removeprefix("officer/") for code in steps]
    out = case.recusals.exclude(is_granted=False).values("officer")
    rows = Officer.objects.filter(user__username__in=names).exclude(pk__in=out)
    people = rows.select_related("user", "department").order_by("pk")
    return [(steps[each.actor.code], each) for each in people]
