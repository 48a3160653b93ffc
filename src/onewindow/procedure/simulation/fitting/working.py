"""Who works when, and how long each run really took.

People work on several cases at a time. Where their runs overlap the time is shared out evenly, so
that nobody works more than one minute a minute (processor sharing).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

import numpy as np

from onewindow.procedure.simulation.calendars import Timeline
from onewindow.procedure.simulation.fitting.report import Report
from onewindow.procedure.simulation.observations import Observations, Run
from onewindow.procedure.simulation.streams import Numbers

# Somebody who ended nothing for so many minutes did something else.
LONGEST_GAP = 120.0


@dataclass(frozen=True)
class Piece:
    """One run in minutes since the first day: ready, begun and ended, and its share of work."""

    run: Run
    ready: float
    begun: float
    ended: float
    work: float

    @property
    def waited_days(self) -> float:
        """Calendar days between ready and begun."""
        return max(self.begun - self.ready, 0.0) / 1440


def minutes_since(first: date, moment: datetime) -> float:
    """Return the minutes from the midnight that begins the first day."""
    return (moment - datetime.combine(first, datetime.min.time())) / timedelta(minutes=1)


def pieces(
    observed: Observations,
    needs: Mapping[str, tuple[str, ...]],
    first: date,
    offices: Callable[[str], Timeline],
    report: Report,
) -> list[Piece]:
    """Complete the times of runs and share out the work of people who do several at once."""
    ready = _ready_times(observed, needs, first)
    begun = _begin_times(observed, ready, first, report)
    runs = list(begun)
    spans: dict[str, list[int]] = defaultdict(list)
    starts = np.array([begun[run] for run in runs])
    ends = np.array([minutes_since(first, run.ended) for run in runs])
    worked = np.zeros(len(runs))
    for place, run in enumerate(runs):
        spans[run.resource].append(place)
    for person, places in spans.items():
        office = offices(person)
        worked[places] = office.worked_at(ends[places]) - office.worked_at(starts[places])
    # Work outside of the office's hours is work all the same.
    worked = np.where(worked > 0, worked, np.where(ends - starts < 240, ends - starts, 0.0))
    shares = _shares(runs, starts, ends)
    crowded = float((shares < 0.8).mean()) if runs else 0.0
    if crowded > 0.1:
        report.assumed(
            "work", f"{crowded:.0%} 的办理与同一人的其他办理重叠，时间按同时在办的件数平分。"
        )
    work = (worked * shares).tolist()
    return [
        Piece(run, ready[run], begun[run], end, each)
        for run, end, each in zip(runs, ends.tolist(), work, strict=True)
    ]


def _ready_times(
    observed: Observations, needs: Mapping[str, tuple[str, ...]], first: date
) -> dict[Run, float]:
    """Return when each run could begin: as told, or once what it needs was done.

    A step that was run before what it needs, out of the order of the procedure, was ready when the
    last step before it had ended.
    """
    result: dict[Run, float] = {}
    for case, runs in observed.by_case.items():
        done: dict[str, float] = {}
        last = minutes_since(first, observed.arrivals[case])
        arrived, taken = last, {run.step for run in runs}
        for run in runs:
            ended = minutes_since(first, run.ended)
            begun = minutes_since(first, run.started) if run.started else ended
            wanted = [need for need in needs.get(run.step, ()) if need in taken]
            if all(need in done for need in wanted):
                known = [done[need] for need in wanted] or [arrived]
                before = max(*known, done.get(run.step, arrived))
            else:
                before = last
            told = minutes_since(first, run.enabled) if run.enabled else before
            result[run] = min(told, begun)
            done[run.step] = last = ended
    return result


def _begin_times(
    observed: Observations, ready: Mapping[Run, float], first: date, report: Report
) -> dict[Run, float]:
    """Return when each run began: as told, or as people do who take one case after the other.

    What somebody ended soon after another piece of work, and what lay ready by then, was begun in
    between. Everything else took as long as such work usually does; before that it lay.
    """
    known = [run for run in observed.runs if run.started is not None]
    told = {run: minutes_since(first, min(run.started or run.ended, run.ended)) for run in known}
    backwards = sum(run.ended < run.started for run in known if run.started)
    if backwards:
        report.assumed("work", f"{backwards} 条记录的结束早于开始，按没有用时间计。")
    if len(told) == len(observed.runs):
        return told
    ended = {run: minutes_since(first, run.ended) for run in observed.runs}
    gaps = _gaps(observed, ready, ended)
    usual = _usual(gaps)
    report.assumed(
        "work",
        f"{len(observed.runs) - len(told)} 条记录没有开始时间，按同一人接连办结的间隔推算。",
    )
    return {
        run: told.get(run, max(ready[run], at - gaps.get(run, usual[run.step])))
        for run, at in ended.items()
    }


def _gaps(
    observed: Observations, ready: Mapping[Run, float], ended: Mapping[Run, float]
) -> dict[Run, float]:
    """Return the minutes since the person's last end, where that is all a run can have taken."""
    free: dict[str, float] = {}
    result: dict[Run, float] = {}
    for run in sorted(observed.runs, key=lambda run: run.ended):
        before = free.get(run.resource) if run.resource else None
        if before is not None and before >= ready[run] and ended[run] - before <= LONGEST_GAP:
            result[run] = ended[run] - before
        free[run.resource] = ended[run]
    return result


def _usual(gaps: Mapping[Run, float]) -> dict[str, float]:
    """Return the median gap of each step, of a step without any the median of all."""
    by_step: dict[str, list[float]] = defaultdict(list)
    for run, gap in gaps.items():
        by_step[run.step].append(gap)
    whole = median(gaps.values()) if gaps else 0.0
    found = {step: median(own) for step, own in by_step.items()}
    return defaultdict(lambda: whole, found)


def _shares(runs: Sequence[Run], starts: Numbers, ends: Numbers) -> Numbers:
    """Return for every run how much of its time was its own: one over the cases in hand."""
    shares = np.ones(len(runs))
    people: dict[str, list[int]] = defaultdict(list)
    for place, run in enumerate(runs):
        if run.resource:
            people[run.resource].append(place)
    for places in people.values():
        own = np.array(places)
        shares[own] = shares_of(starts[own], ends[own])
    return shares


def shares_of(starts: Numbers, ends: Numbers) -> Numbers:
    """Return the mean of one over the number of runs in hand, over the time of each run."""
    edges = np.unique(np.concatenate([starts, ends]))
    if len(edges) < 2:
        return np.ones(len(starts))
    change = np.zeros(len(edges))
    np.add.at(change, np.searchsorted(edges, starts), 1)
    np.add.at(change, np.searchsorted(edges, ends), -1)
    in_hand = np.maximum(np.cumsum(change)[:-1], 1)
    own_time = np.concatenate([[0.0], np.cumsum(np.diff(edges) / in_hand)])
    first, last = np.searchsorted(edges, starts), np.searchsorted(edges, ends)
    lengths = ends - starts
    own = own_time[last] - own_time[first]
    shares: Numbers = np.where(lengths > 0, own / np.where(lengths > 0, lengths, 1), 1.0)
    return shares
