"""A step is done once more: a new row, so that what was done before stays as it was."""

from datetime import datetime

from django.db.models import Max

from onewindow import events
from onewindow.cases.clocks import local_day
from onewindow.cases.models import CaseStep, StepStatus
from onewindow.cases.rules import INTAKE_KINDS
from onewindow.events.rules import SYSTEM, Lifecycle
from onewindow.kernel.workdays import Unit
from onewindow.orgs.calendars import calendar_for, counts_from


def open_again(step: CaseStep, *, at: datetime) -> CaseStep:
    """Open the next round of a step that was done, with a new due date; return its row.

    What waits for the step waits for the new row. Call it with the case locked.
    """
    case = step.case
    last = case.steps.aggregate(position=Max("position"))["position"]
    rounds = case.steps.filter(code=step.code).aggregate(last=Max("round"))["last"]
    region = case.department.region_id
    calendar = calendar_for(region)
    start = counts_from(region, at) if step.kind in INTAKE_KINDS else local_day(at)
    again = CaseStep.objects.create(
        case=case, position=last + 1, code=step.code, name=step.name, round=rounds + 1,
        kind=step.kind, unit_id=step.unit_id, post_id=step.post_id, limit=step.limit,
        limit_unit=step.limit_unit, status=StepStatus.OPEN, unmet=0, successors=step.successors,
        join_rule=step.join_rule, on_silence=step.on_silence, enabled_at=at,
        due_on=calendar.add(start, step.limit, Unit(step.limit_unit)).on,
    )  # fmt: skip
    events.record(
        "step.enabled", chain=case.chain, by=SYSTEM, at=at, step=step.code,
        lifecycle=Lifecycle.ENABLED,
        data={"name": step.name, "due_on": str(again.due_on), "round": again.round},
    )  # fmt: skip
    return again
