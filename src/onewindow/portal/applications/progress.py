"""A case as a line of steps, those that run at the same time side by side."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from onewindow.cases.clocks import local_day
from onewindow.cases.models import CaseStep, Outcome, StepStatus
from onewindow.design.days import short_day
from onewindow.design.shapes import ProgressStep, Stage

STATES = {
    StepStatus.DONE: "done",
    StepStatus.OPEN: "now",
    StepStatus.WAITING: "todo",
    StepStatus.CANCELLED: "skipped",
}
REFUSALS = {"not_accepted", "refused"}
# Not part of what the applicant waits for.
LEFT_OUT = {StepStatus.PRUNED, StepStatus.OPTIONAL, StepStatus.SUPERSEDED}


def stages_of(steps: Sequence[CaseStep]) -> list[Stage]:
    """Return the stages of the last round; steps that the case does not need are left out."""
    latest = {step.code: step for step in sorted(steps, key=lambda step: step.round)}
    kept = [step for step in latest.values() if step.status not in LEFT_OUT]
    level = _levels(kept)
    depth = 1 + max(level.values(), default=-1)
    return [
        Stage([_shown(step) for step in kept if level[step.position] == number])
        for number in range(depth)
    ]


def _levels(steps: Sequence[CaseStep]) -> dict[int, int]:
    """Map positions to the length of the longest way that leads there."""
    level = {step.position: 0 for step in steps}
    for _round in steps:
        for step in steps:
            for position in level.keys() & set(step.successors):
                level[position] = max(level[position], level[step.position] + 1)
    return level


def _shown(step: CaseStep) -> ProgressStep:
    state = STATES[StepStatus(step.status)]
    if step.outcome in REFUSALS:
        state = "bad"
    unit = step.unit.short_name
    if step.outcome == Outcome.CORRECTION:
        return ProgressStep(step.name, "now", _("等您补正"))
    if step.ended_at is not None and step.status == StepStatus.DONE:
        return ProgressStep(step.name, state, unit, local_day(step.ended_at))
    if step.due_on is not None and step.status == StepStatus.OPEN:
        note = _("最迟 %(day)s · %(unit)s") % {"day": short_day(step.due_on), "unit": unit}
        return ProgressStep(step.name, state, note)
    return ProgressStep(step.name, state, unit)
