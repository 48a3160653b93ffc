"""When cases come in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import numpy as np

from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.simulation.streams import Numbers, Streams

HOUR = 60.0


@dataclass(frozen=True)
class Poisson:
    """Independent arrivals, `cases_per_day` on an ordinary day.

    Weekdays (Monday first) and months multiply that; hours (0 … 23) share it out. None means
    evenly. With `on_workdays_only` nothing comes on days off.
    """

    cases_per_day: float
    hour_weights: tuple[float, ...] = ()
    weekday_weights: tuple[float, ...] = ()
    month_weights: tuple[float, ...] = ()
    on_workdays_only: bool = True


@dataclass(frozen=True)
class HourOfWeek:
    """Independent arrivals by a table: `cases_per_hour` has 7 rows (Monday first) of 24 hours.

    A make-up workday has the row of the first weekday that has any.
    """

    cases_per_hour: tuple[tuple[float, ...], ...]
    month_weights: tuple[float, ...] = ()
    on_workdays_only: bool = True


@dataclass(frozen=True)
class Given:
    """These very arrivals, in every replication."""

    at: tuple[datetime, ...]


@dataclass(frozen=True)
class Gaps:
    """One case after the other, the minutes between them drawn from what was observed."""

    gap_minutes: tuple[float, ...]


Arrivals = Poisson | HourOfWeek | Given | Gaps


def draw(
    arrivals: Arrivals, streams: Streams, first: date, days: int, holidays: WorkCalendar
) -> Numbers:
    """Return the arrivals of so many days in minutes since the start, in order."""
    end = days * 24 * HOUR
    match arrivals:
        case Given(at):
            began = datetime.combine(first, time())
            minutes = sorted((each - began) / timedelta(minutes=1) for each in at)
            return np.array([each for each in minutes if 0 <= each < end], dtype=np.float64)
        case Gaps(gap_minutes):
            return _renewals(np.array(gap_minutes), streams, end)
    rates = np.array(list(_hourly(arrivals, first, days, holidays)))
    expected = np.concatenate([[0.0], np.cumsum(rates)])
    # The n-th arrival keeps its luck when the rate changes: only its time moves (inversion).
    ticks = _ticks(streams, float(expected[-1]))
    times: Numbers = np.interp(ticks, expected, np.arange(len(expected)) * HOUR)
    return times


def scaled(arrivals: Arrivals, factor: float) -> Arrivals:
    """Return arrivals with so many times the cases; given ones are left out or come doubly."""
    match arrivals:
        case Poisson(cases_per_day):
            return replace(arrivals, cases_per_day=cases_per_day * factor)
        case HourOfWeek(cases_per_hour):
            table = tuple(tuple(rate * factor for rate in row) for row in cases_per_hour)
            return replace(arrivals, cases_per_hour=table)
        case Given(at):
            copies = (int((n + 1) * factor) - int(n * factor) for n in range(len(at)))
            return Given(
                tuple(one for one, many in zip(at, copies, strict=True) for _ in range(many))
            )
        case Gaps(gap_minutes):
            return Gaps(tuple(gap / factor for gap in gap_minutes))


def _ticks(streams: Streams, expected: float) -> Numbers:
    count = int(expected + 6 * expected**0.5 + 20)
    while True:
        ticks = np.cumsum(streams.of("arrivals").standard_exponential(count))
        if ticks[-1] >= expected:
            return ticks[ticks < expected]
        count *= 2


def _renewals(gaps: Numbers, streams: Streams, end: float) -> Numbers:
    count = int(end / gaps.mean() * 1.1 + 20)
    while True:
        places = (streams.uniform(count, "arrivals") * len(gaps)).astype(int)
        times = np.cumsum(gaps[places])
        if times[-1] >= end:
            return times[times < end]
        count *= 2


def _hourly(
    arrivals: Poisson | HourOfWeek, first: date, days: int, holidays: WorkCalendar
) -> Iterator[float]:
    table = _table(arrivals)
    ordinary = next((row for row in table if any(row)), table[0])
    months = arrivals.month_weights or (1.0,) * 12
    for number in range(days):
        day = first + timedelta(days=number)
        row = table[day.weekday()]
        if arrivals.on_workdays_only:
            is_workday = holidays.is_workday(day)
            row = (row if any(row) else ordinary) if is_workday else (0.0,) * 24
        factor = months[day.month - 1]
        for rate in row:
            yield rate * factor


def _table(arrivals: Poisson | HourOfWeek) -> tuple[tuple[float, ...], ...]:
    if isinstance(arrivals, HourOfWeek):
        return arrivals.cases_per_hour
    hours = arrivals.hour_weights or (1.0,) * 24
    weekdays = arrivals.weekday_weights or (1.0,) * 7
    whole = sum(hours)
    return tuple(
        tuple(arrivals.cases_per_day * weekday * hour / whole for hour in hours)
        for weekday in weekdays
    )
