"""The clock of the promised limit: from which step's end to which, without what stops it."""

from datetime import date, timedelta

import numpy as np

from onewindow.kernel.workdays import Unit
from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.calendars import DAY
from onewindow.procedure.simulation.happenings import Flags, Happenings, Places
from onewindow.procedure.simulation.model import Promise, Scenario
from onewindow.procedure.simulation.streams import Numbers
from onewindow.procedure.step import StepKind


def within_promise(what: Happenings, promise: Promise) -> Flags:
    """Tell for every case whether it was decided in time; what never ended was not."""
    scenario = what.blueprint.scenario
    begins = _ends_of(what, _from(scenario, promise), what.arrived)
    ends = np.maximum(_ends_of(what, _to(scenario, promise), what.finished), begins)
    # Who was stopped before the clock ran was answered at once.
    begins = np.minimum(begins, what.finished)
    used = days_used(what.blueprint, begins, ends, promise.unit) - _paused(
        what, promise.unit, begins, ends
    )
    return what.is_done & (used <= promise.days)


def days_used(plan: Blueprint, begins: Numbers, ends: Numbers, unit: Unit) -> Places:
    """Count days as the law does: the day of the beginning is not counted (民法典 201).

    A limit in calendar days that ends on a day off ends on the next workday (民法典 203).
    """
    first, last = _days(begins, plan), _days(ends, plan)
    ranks = _ranks(plan)
    if unit is Unit.WORKING:
        return ranks[last] - ranks[first]
    # What ends on the first workday after days off counts as if it had ended on the last work day
    # before them: the days off in between could not be used.
    return _usable(plan)[last] - first


def _days(times: Numbers, plan: Blueprint) -> Places:
    capped = np.minimum(times, float(plan.all_days * DAY - 1))
    return (capped // DAY).astype(np.int64)


def _ranks(plan: Blueprint) -> Places:
    first = plan.first
    return np.array(
        [plan.holidays.count(first, first + timedelta(days=n)) for n in range(plan.all_days)]
    )


def _usable(plan: Blueprint) -> Places:
    """Map every day to the earliest day whose limit still reaches it."""
    result, off = [], 0
    for number in range(plan.all_days):
        result.append(number - off)
        day: date = plan.first + timedelta(days=number)
        off = 0 if plan.holidays.is_workday(day) else off + 1
    return np.array(result)


def _paused(what: Happenings, unit: Unit, begins: Numbers, ends: Numbers) -> Places:
    total = np.zeros(len(what.arrived), dtype=np.int64)
    if len(what.pauses):
        cases, starts, stops = _joined(what.pauses)
        starts = np.clip(starts, begins[cases], ends[cases])
        stops = np.clip(stops, begins[cases], ends[cases])
        np.add.at(total, cases, days_paused(what.blueprint, starts, stops, unit))
    return total


def days_paused(plan: Blueprint, starts: Numbers, stops: Numbers, unit: Unit) -> Places:
    """Count the days that a pause takes out of a limit."""
    first, last = _days(starts, plan), _days(stops, plan)
    if unit is Unit.CALENDAR:
        return last - first
    ranks = _ranks(plan)
    return ranks[last] - ranks[first]


def _joined(pauses: Numbers) -> tuple[Places, Numbers, Numbers]:
    """Join pauses of one case that overlap, so that no day is taken out twice."""
    joined: list[list[float]] = []
    for case, start, stop in sorted(map(tuple, pauses.tolist())):
        if joined and joined[-1][0] == case and start <= joined[-1][2]:
            joined[-1][2] = max(stop, joined[-1][2])
        else:
            joined.append([case, start, stop])
    columns = np.array(joined)
    return columns[:, 0].astype(np.int64), columns[:, 1], columns[:, 2]


def _ends_of(what: Happenings, code: str, otherwise: Numbers) -> Numbers:
    """Return when a step last ended for every case, or what stands for it."""
    result = otherwise.copy()
    if code:
        chosen = what.step == what.blueprint.number[code]
        result[what.case[chosen]] = what.ended[chosen]
    return result


def _from(scenario: Scenario, promise: Promise) -> str:
    return promise.clock_from or _of_kind(scenario, StepKind.ACCEPTANCE)


def _to(scenario: Scenario, promise: Promise) -> str:
    return promise.clock_to or _of_kind(scenario, StepKind.DECISION)


def _of_kind(scenario: Scenario, kind: StepKind) -> str:
    return next((step.code for step in scenario.steps if step.kind is kind), "")
