"""Who works when, and how long each run really took.

People work on several cases at a time. Where their runs overlap the time is shared out evenly, so
that nobody works more than one minute a minute (processor sharing).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from onewindow.procedure.simulation.calendars import Timeline
from onewindow.procedure.simulation.fitting.report import Report
from onewindow.procedure.simulation.observations import Observations, Run
from onewindow.procedure.simulation.streams import Numbers


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
    """Return when each run could begin: as told, or once what it needs was done."""
    result: dict[Run, float] = {}
    for case, runs in observed.by_case.items():
        done: dict[str, float] = {}
        arrived = minutes_since(first, observed.arrivals[case])
        for run in runs:
            ended = minutes_since(first, run.ended)
            begun = minutes_since(first, run.started) if run.started else ended
            known = [done[need] for need in needs.get(run.step, ()) if need in done]
            before = max([*known, done.get(run.step, arrived)], default=arrived)
            told = minutes_since(first, run.enabled) if run.enabled else before
            result[run] = min(told, begun)
            done[run.step] = ended
    return result


def _begin_times(
    observed: Observations, ready: dict[Run, float], first: date, report: Report
) -> dict[Run, float]:
    """Return when each run began: as told, or when its person had ended the one before."""
    free: dict[str, float] = {}
    result: dict[Run, float] = {}
    missing = 0
    for run in sorted(observed.runs, key=lambda run: run.ended):
        if run.started is not None:
            begun = minutes_since(first, run.started)
        else:
            missing += 1
            begun = max(
                ready[run], free.get(run.resource, ready[run]) if run.resource else ready[run]
            )
        ended = minutes_since(first, run.ended)
        result[run] = min(begun, ended)
        free[run.resource] = ended
    if missing:
        report.assumed(
            "work",
            f"{missing} 条记录没有开始时间，按“前置办完、本人办完上一件”起算，办理时间可能偏长。",
        )
    return result


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
