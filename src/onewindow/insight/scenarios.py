"""A procedure with the load that a log shows, to be played through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onewindow.insight.vocabulary import ANSWERED
from onewindow.procedure.redesign import Definition, Evidence, Need, Practice, Source
from onewindow.procedure.simulation import (
    Activity,
    Batch,
    ClockTime,
    Correction,
    Empirical,
    Poisson,
    Promise,
    Scenario,
    Staff,
)
from onewindow.procedure.simulation.distributions import Distribution, Fixed
from onewindow.procedure.step import Step, StepKind

MORNING = ClockTime(9 * 60)
DAYS, WARM_UP, COOL_DOWN = 90, 40, 50
# Where the log tells no work, this much of an hour is assumed.
UNKNOWN_MINUTES = 20.0


@dataclass(frozen=True)
class Load:
    """How an activity loads an office: waits in calendar days, work in minutes, its rounds."""

    waits: tuple[float, ...] = ()
    minutes: tuple[float, ...] = ()
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True)
class Observed:
    """What a diagnosis knows of a procedure's load; `weeks` is how long the log is.

    `pace` stretches the waits that nothing else explains, so that the procedure as it is takes as
    long in the simulation as it took.
    """

    loads: Mapping[str, Load]
    evidence: Evidence
    by_hour: Sequence[int]
    by_weekday: Sequence[int]
    workdays: int
    start_on: date
    pace: float = 1.0


def scenario_of(definition: Definition, original: Definition, seen: Observed) -> Scenario:
    """Load a definition with what was observed of the original one."""
    names = {step.code: step.name for step in original.steps}
    steps = tuple(_activity(definition, step, names, seen) for step in definition.steps)
    return Scenario(
        name=definition.name,
        start_on=seen.start_on,
        days=DAYS,
        steps=steps,
        arrivals=Poisson(
            max(seen.evidence.cases, 1) / max(seen.workdays, 1),
            hour_weights=tuple(map(float, seen.by_hour)),
            weekday_weights=_weights(seen.by_weekday),
        ),
        staff=tuple(_staff(definition, step, seen) for step in definition.steps),
        pools={step.code: _pool(definition, step) for step in definition.steps},
        warm_up_days=WARM_UP,
        cool_down_days=COOL_DOWN,
        promise=Promise(definition.promised) if definition.promised else None,
    )


def _pool(definition: Definition, step: Step) -> str:
    return f"{definition.unit_name(step.unit)}：{step.name}"


def _weights(by_weekday: Sequence[int]) -> tuple[float, ...]:
    """Compare each weekday with the mean of the usual ones: make-up Saturdays are rare."""
    used = [count for count in by_weekday if count >= 0.25 * max(by_weekday)]
    mean = sum(used) / len(used) if used else 1.0
    return tuple(count / mean for count in by_weekday)


def _staff(definition: Definition, step: Step, seen: Observed) -> Staff:
    people = max(1, seen.evidence.step(step.code).people)
    return Staff((step.code,), people, _pool(definition, step))


def _activity(
    definition: Definition, step: Step, names: Mapping[str, str], seen: Observed
) -> Activity:
    members = [step.code, *definition.work(step.code).absorbed]
    loads = [seen.loads.get(names.get(code, ""), Load()) for code in members]
    own, measured = loads[0], seen.evidence.step(step.code)
    in_rounds = own.weekdays and not definition.has(Practice.ORDER_BASED, step.code)
    # What waited only for its round does not wait once it is done as it comes.
    lies = None if own.weekdays else _stretched(own.waits, seen.pace)
    return Activity(
        code=step.code, name=step.name, kind=step.kind, unit=step.unit, needs=step.needs,
        limit=step.limit, limit_unit=step.limit_unit, pool=step.code,
        work_minutes=_work(loads, together=bool(definition.work(step.code).joint_units)),
        delay_calendar_days=lies,
        batch=Batch(at=MORNING, weekdays=own.weekdays) if in_rounds else None,
        stop_share=_refused(step, seen.evidence) if measured.refused else 0.0,
        correction=_correction(definition, step, seen),
    )  # fmt: skip


def _work(loads: Sequence[Load], *, together: bool) -> Distribution:
    """Several steps in one: one after the other, or side by side as long as the longest."""
    told = [each.minutes for each in loads if each.minutes] or [(UNKNOWN_MINUTES,) * 10]
    join = max if together else sum
    return Empirical(tuple(max(1.0, join(parts)) for parts in zip(*told, strict=True)))


def _stretched(waits: Sequence[float], pace: float) -> Distribution | None:
    if not any(waits):
        return None
    return Empirical(tuple(wait * pace for wait in waits))


def _refused(step: Step, evidence: Evidence) -> float:
    refused = evidence.step(step.code).refused
    ends_there = step.kind not in {StepKind.DECISION, StepKind.DELIVERY}
    return refused.value if refused and ends_there else 0.0


def _correction(definition: Definition, step: Step, seen: Observed) -> Correction | None:
    """Corrections are asked for at the intake; what is not asked for any more causes none."""
    corrected = seen.evidence.corrected
    if step.kind is not StepKind.ACCEPTANCE or corrected is None or not corrected.count:
        return None
    share = corrected.value * _still_missing(definition, seen.evidence)
    answered = next((seen.loads[name] for name in ANSWERED if name in seen.loads), Load())
    days = [minutes / (7 * 60) * 1.4 for minutes in answered.minutes]
    return Correction((share,), Empirical(tuple(days)) if any(days) else Fixed(3.0))


def _still_missing(definition: Definition, evidence: Evidence) -> float:
    """Which part of the faults comes from materials that still have to be complete at once."""
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


def paced(seen: Observed, factor: float) -> Observed:
    """Return what was observed with waits stretched by a factor."""
    return replace(seen, pace=seen.pace * factor)
