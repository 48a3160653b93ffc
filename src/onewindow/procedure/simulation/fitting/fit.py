"""Fit a scenario to what happened, step by step, and say how well it holds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from onewindow.kernel.errors import DomainError
from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.model import Procedure
from onewindow.procedure.simulation.calendars import DAY, Timeline, openings
from onewindow.procedure.simulation.fitting import loops as looping
from onewindow.procedure.simulation.fitting.arriving import fit_arrivals
from onewindow.procedure.simulation.fitting.batching import fit_batch
from onewindow.procedure.simulation.fitting.delays import rescaled, with_delays
from onewindow.procedure.simulation.fitting.families import best_family
from onewindow.procedure.simulation.fitting.hours import Rosters, fit_rosters
from onewindow.procedure.simulation.fitting.pauses import Rests, fit_suspension, resumed
from onewindow.procedure.simulation.fitting.people import fit_people, pool_names
from onewindow.procedure.simulation.fitting.report import Note, Report
from onewindow.procedure.simulation.fitting.validation import Validation, validate
from onewindow.procedure.simulation.fitting.working import Piece, pieces
from onewindow.procedure.simulation.model import Activity, Scenario
from onewindow.procedure.simulation.observations import Observations
from onewindow.procedure.simulation.streams import Numbers
from onewindow.procedure.step import Step

SEED = 1
# A mean that is farther off than this share is brought nearer by scaling the delays.
OFF = 0.1
# Work that began in the days of the log may end after them.
DAYS_AFTER = 400
# More runs say hardly more about an office, and each is simulated many times over.
MOST_RUNS = 40_000


class NothingObserved(DomainError, ValueError):
    """There is nothing to fit; the message is Chinese."""


@dataclass(frozen=True)
class Fitted:
    """A scenario, what it rests on, and how like the log it behaves."""

    scenario: Scenario
    notes: tuple[Note, ...]
    validation: Validation


def scenario_from(
    procedure: Procedure, observed: Observations, *, name: str = "按记录拟合"
) -> Scenario:
    """Return the fitted scenario alone."""
    return fit(procedure, observed, name=name).scenario


def fit(
    procedure: Procedure,
    observed: Observations,
    *,
    name: str = "按记录拟合",
    holidays: WorkCalendar | None = None,
    seed: int = SEED,
) -> Fitted:
    """Fit arrivals, times, people, batches, loops, branches; then simulate and compare.

    Runs of steps that the procedure does not have are left out and reported. Raise NothingObserved.
    """
    report = Report()
    known, rests = resumed(_known(procedure, observed, report))
    official = holidays or WorkCalendar.official()
    span = _Span.of(known, official, report)
    rosters = fit_rosters(known, span.holidays, report)
    needs = {step.code: step.needs for step in procedure.steps}
    offices = span.offices(rosters, official)
    done = pieces(known, needs, span.first, lambda person: offices[rosters.code(person)], report)
    open_minutes = float(offices[rosters.code("")].worked_at(np.array([span.days * DAY]))[0])
    pools, staff = fit_people(procedure.steps, done, rosters, open_minutes, report)
    opens = min(shift.opens for shift in rosters.calendars[0].hours)
    steps = _Steps(known, procedure.steps, done, pools, rests, opens, report)
    lasted = _lasted(known)
    warm_up = span.warm_up(lasted)
    scenario = Scenario(
        name=name,
        start_on=span.simulated_first,
        days=span.days,
        steps=tuple(steps.activity(step) for step in procedure.steps),
        arrivals=fit_arrivals(
            list(known.arrivals.values()), span.first, span.days, span.holidays, report
        ),
        staff=staff,
        calendars=rosters.calendars,
        pools=pool_names(procedure.steps, pools),
        warm_up_days=warm_up,
        cool_down_days=warm_up,
    )
    scenario = with_delays(scenario, steps.waits(), official, seed, report)
    validation = validate(scenario, lasted, official, seed)
    if abs(validation.simulated_mean - validation.observed_mean) > OFF * validation.observed_mean:
        scenario = rescaled(scenario, validation, report)
        validation = validate(scenario, lasted, official, seed)
    return Fitted(scenario, tuple(report.notes), validation)


@dataclass(frozen=True)
class _Span:
    """The days of the log; a log from before the official calendars is told by weekdays alone."""

    first: date
    days: int
    holidays: WorkCalendar | None
    simulated_first: date

    @classmethod
    def of(cls, observed: Observations, official: WorkCalendar, report: Report) -> "_Span":
        arrived = [each.date() for each in observed.arrivals.values()]
        first, days = min(arrived), (max(arrived) - min(arrived)).days + 1
        last_seen = max(each.date() for each in observed.ends.values())
        if first >= official.first_day and last_seen <= official.last_day:
            return cls(first, days, official, first)
        report.assumed("hours", "记录的年份没有官方放假安排，只按星期计，不计节假日。")
        weeks = -(-(official.first_day - first).days // 7)
        return cls(first, days, None, first + timedelta(weeks=weeks))

    def offices(self, rosters: Rosters, official: WorkCalendar) -> dict[str, Timeline]:
        """Lay out the rosters over the days of the log."""
        days, holidays = self.days + DAYS_AFTER, self.holidays or official
        return {each.code: openings(each, self.first, days, holidays) for each in rosters.calendars}

    def warm_up(self, lasted: Numbers) -> int:
        """Return the days in which the office fills: as long as most cases last, within bounds."""
        if not len(lasted):
            return 0
        return int(min(np.ceil(np.quantile(lasted, 0.8)), self.days // 3, 180))


class _Steps:
    """The load of each step."""

    def __init__(
        self,
        observed: Observations,
        steps: Sequence[Step],
        done: Sequence[Piece],
        pools: dict[str, str],
        rests: Rests,
        opens: int,
        report: Report,
    ) -> None:
        needs = {step.code: step.needs for step in steps}
        self.pools, self.rests, self.report, self.opens = pools, rests, report, opens
        self.done = {step.code: [p for p in done if p.run.step == step.code] for step in steps}
        self.shares = looping.taken_shares(observed, needs)
        self.stopped = looping.stopped_at(observed, needs)
        self.loops = looping.find_loops(observed, needs)

    def activity(self, step: Step) -> Activity:
        """Return the step with what was observed of it."""
        code, done, report = step.code, self.done[step.code], self.report
        cases = len({piece.run.case for piece in done})
        work, far = best_family([piece.work for piece in done])
        if code in self.pools:
            family = type(work).__name__
            report.found(
                code, f"办理时间平均 {work.mean:.1f} 分钟（{family}，相差 {far:.0%}）。", len(done)
            )
        share, past = self.shares[code]
        if share < 1:
            report.found(code, f"{share:.1%} 的办件经过这个环节。", past)
        return Activity(
            code=code, name=step.name, kind=step.kind, unit=step.unit, post=step.post,
            limit=step.limit, limit_unit=step.limit_unit, needs=step.needs,
            join_rule=step.join_rule, quorum=step.quorum,
            pool=self.pools.get(code, ""),
            work_minutes=work if code in self.pools else Activity(code).work_minutes,
            share=round(share, 4) if share < 1 - looping.RARE else 1.0,
            stop_share=self._stop(code, cases),
            correction=looping.fit_correction(code, self.loops, cases, report),
            rework=looping.fit_rework(code, self.loops, cases, report),
            suspension=fit_suspension(code, self.rests, cases, report),
            batch=fit_batch(code, done, self.opens, report) if code in self.pools else None,
        )  # fmt: skip

    def _stop(self, code: str, cases: int) -> float:
        share = self.stopped[code] / cases if cases else 0.0
        if share < looping.RARE:
            return 0.0
        self.report.found(code, f"{share:.1%} 的办件到此为止。", self.stopped[code])
        return round(share, 4)

    def waits(self) -> dict[str, Numbers]:
        """Return the waits of first runs in calendar days; later ones wait for the applicant."""
        result = {}
        for code, done in self.done.items():
            first: dict[str, Piece] = {}
            for piece in done:
                known = first.get(piece.run.case)
                if known is None or piece.ended < known.ended:
                    first[piece.run.case] = piece
            result[code] = np.array([piece.waited_days for piece in first.values()])
        return result


def _known(procedure: Procedure, observed: Observations, report: Report) -> Observations:
    codes = {step.code for step in procedure.steps}
    strange = Counter(run.step for run in observed.runs if run.step not in codes)
    for code, count in strange.most_common():
        report.assumed(code, f"流程里没有“{code}”，它的 {count} 条记录没有计入。")
    runs = tuple(run for run in observed.runs if run.step in codes)
    if not runs:
        raise NothingObserved("记录里没有这个流程的任何环节，无法拟合。")
    whole = replace(observed, runs=runs)
    newest = whole.newest(MOST_RUNS)
    if newest is not whole:
        report.assumed(
            "log",
            f"记录很多，只按最后来的 {len(newest.by_case)} 件（共 {len(whole.by_case)} 件）拟合。",
        )
    return newest


def _lasted(observed: Observations) -> Numbers:
    """Return the calendar days from arrival to end of the cases that are over."""
    over = looping.closed_cases(observed)
    spans = (observed.ends[case] - observed.arrivals[case] for case in sorted(over))
    return np.array([span / timedelta(days=1) for span in spans])
