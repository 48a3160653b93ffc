"""A procedure, as it is or redesigned, under the load that was fitted to what happened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onewindow.insight.observations import observations_in
from onewindow.procedure.graph import reached
from onewindow.procedure.redesign import Definition, Evidence, Need, Practice, Source
from onewindow.procedure.simulation import (
    Activity,
    Correction,
    Fitted,
    Promise,
    Scenario,
    fit,
    write_scenario,
)
from onewindow.procedure.simulation.joining import joined
from onewindow.procedure.simulation.wording import tell_notes
from onewindow.procedure.step import Step, StepKind

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog
    from onewindow.kernel.workdays import WorkCalendar

# So many days are played through at the most: a fitted scenario may hold years.
DAYS = 90


@dataclass(frozen=True)
class StoredFit:
    """A fitted scenario as a diagnosis keeps it, with what it rests on and how well it holds."""

    scenario: str
    notes: tuple[str, ...]
    verdict: str


def fitted_to(log: "EventLog", definition: Definition, calendar: "WorkCalendar") -> Fitted:
    """Fit a procedure to the cases of a log; raise NothingObserved."""
    seen = observations_in(log, definition.procedure)
    return fit(definition.procedure, seen, name=definition.name, holidays=calendar)


def stored(fitted: Fitted) -> StoredFit:
    """Return a fitted scenario as it is kept."""
    notes = tuple(tell_notes(fitted))
    return StoredFit(write_scenario(fitted.scenario), notes, fitted.validation.verdict)


def under_load(definition: Definition, fitted: Scenario, evidence: Evidence) -> Scenario:
    """Return the scenario of a definition that came out of the one that was fitted.

    Merged steps have the work of all; batches and corrections go where the redesign does without
    them; whoever has no step left is not there any more.
    """
    known = {step.code: step for step in fitted.steps}
    still = _still_missing(definition, evidence)
    steps = tuple(_activity(definition, step, known, still) for step in definition.steps)
    used = {step.pool for step in steps}
    kept = (
        replace(staff, pools=tuple(pool for pool in staff.pools if pool in used))
        for staff in fitted.staff
    )
    return replace(
        fitted,
        name=definition.name,
        steps=steps,
        staff=tuple(staff for staff in kept if staff.pools),
        pools=_pools(definition, steps),
        days=min(fitted.days, DAYS),
        promise=Promise(definition.promised) if definition.promised else None,
    )


def _activity(
    definition: Definition, step: Step, known: Mapping[str, Activity], still: float
) -> Activity:
    work = definition.work(step.code)
    members = [known[code] for code in (step.code, *work.absorbed) if code in known]
    load = joined(members or [Activity(step.code)], is_at_once=bool(work.joint_units))
    is_in_batches = load.batch and not definition.has(Practice.ORDER_BASED, step.code)
    return replace(
        _way_back(definition, _corrected(load, step, still)),
        code=step.code, name=step.name, kind=step.kind, unit=step.unit, post=step.post,
        limit=step.limit, limit_unit=step.limit_unit, needs=step.needs,
        join_rule=step.join_rule, quorum=step.quorum,
        batch=load.batch if is_in_batches else None,
    )  # fmt: skip


def _corrected(load: Activity, step: Step, still: float) -> Activity:
    """Corrections and pauses come from faulty materials; with fewer materials there are fewer."""
    rest, correction = load.suspension, load.correction
    if rest is not None:
        rest = replace(rest, share=rest.share * still) if still else None
    if correction is not None and step.kind is StepKind.ACCEPTANCE:
        first, *later = correction.shares
        correction = replace(correction, shares=(first * still, *later)) if still else None
    return replace(load, suspension=rest, correction=correction)


def _way_back(definition: Definition, load: Activity) -> Activity:
    """Send back to what became of the earlier step; what is not before it is only done again."""
    if load.rework is None:
        return load
    to = definition.became.get(load.rework.to, "")
    needs = definition.procedure.needs
    if to in reached([load.code], needs) - {load.code}:
        return replace(load, rework=replace(load.rework, to=to))
    again = load.correction or Correction(load.rework.shares)
    return replace(load, rework=None, correction=again)


def _pools(definition: Definition, steps: tuple[Activity, ...]) -> dict[str, str]:
    """Name each pool after the unit and the steps it does."""
    names: dict[str, list[Activity]] = {}
    for step in steps:
        if step.pool:
            names.setdefault(step.pool, []).append(step)
    return {
        pool: f"{definition.unit_name(own[0].unit)}：{'、'.join(step.name for step in own)}"
        for pool, own in names.items()
    }


def _still_missing(definition: Definition, evidence: Evidence) -> float:
    """Return which part of the faults comes from materials that have to be complete at once."""
    faults = {code: each.missing.count for code, each in evidence.materials.items() if each.missing}
    whole = sum(faults.values())
    if not whole:
        return 1.0
    still = {
        each.code
        for each in definition.materials
        if each.source is Source.APPLICANT and each.need is Need.REQUIRED
    }
    return sum(count for code, count in faults.items() if code in still) / whole
