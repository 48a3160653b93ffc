"""When people work: rosters by weekday, official holidays, leave; as stretches of minutes."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NewType

import numpy as np

from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.simulation.streams import Numbers

# Minutes after midnight; 1440 is the midnight that ends the day.
ClockTime = NewType("ClockTime", int)
DAY = 1440
FOREVER = float("inf")


@dataclass(frozen=True)
class Shift:
    """Hours on some weekdays (1 Monday … 7 Sunday), perhaps only in some weeks of the cycle."""

    weekdays: tuple[int, ...]
    opens: ClockTime
    closes: ClockTime
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Calendar:
    """A roster. With `follows_holidays` it rests on official days off and works make-up days.

    Weeks of a cycle are counted from 1, beginning with the week in which the scenario starts.
    """

    code: str
    hours: tuple[Shift, ...]
    name: str = ""
    follows_holidays: bool = True
    cycle_weeks: int = 1
    closed_on: tuple[date, ...] = ()

    def shifts(self, day: date, first: date, holidays: WorkCalendar) -> list[tuple[int, int]]:
        """Return the opening hours of a day in minutes after midnight."""
        if day in self.closed_on:
            return []
        weekday = day.isoweekday()
        special = holidays.special_day(day) if self.follows_holidays else None
        if special is not None:
            if not special.is_workday:
                return []
            # A Saturday that makes up for a holiday has the hours of an ordinary day.
            usual = {each for shift in self.hours for each in shift.weekdays}
            weekday = weekday if weekday in usual else min(usual)
        monday = first - timedelta(days=first.weekday())
        week = (day - monday).days // 7 % self.cycle_weeks + 1
        return sorted(
            (shift.opens, shift.closes)
            for shift in self.hours
            if weekday in shift.weekdays and (not shift.weeks or week in shift.weeks)
        )


@dataclass(frozen=True)
class Timeline:
    """The openings of a calendar in minutes since the start, and what was worked before each."""

    opens: tuple[float, ...]
    closes: tuple[float, ...]
    worked: tuple[float, ...] = field(repr=False)

    @classmethod
    def of(cls, stretches: Sequence[tuple[float, float]]) -> "Timeline":
        """Join what touches; the stretches are in order."""
        joined: list[list[float]] = []
        for opens, closes in stretches:
            if joined and opens <= joined[-1][1]:
                joined[-1][1] = max(closes, joined[-1][1])
            else:
                joined.append([opens, closes])
        worked, total = [], 0.0
        for opens, closes in joined:
            worked.append(total)
            total += closes - opens
        return cls(
            tuple(each[0] for each in joined), tuple(each[1] for each in joined), (*worked, total)
        )

    def finish(self, opening: int, minutes: float) -> float:
        """Return when so many minutes of work are done that are left at the close of an opening."""
        goal = self.worked[opening + 1] + minutes
        place = bisect_left(self.worked, goal, lo=opening + 1) - 1
        if place >= len(self.opens):
            return FOREVER
        return self.opens[place] + (goal - self.worked[place])

    def worked_at(self, times: Numbers) -> Numbers:
        """Return the minutes worked from the start until each time."""
        edges = np.empty(2 * len(self.opens))
        edges[0::2], edges[1::2] = self.opens, self.closes
        steps = np.empty(2 * len(self.opens))
        steps[0::2], steps[1::2] = self.worked[:-1], self.worked[1:]
        return np.interp(times, edges, steps) if len(edges) else np.zeros(len(times))


def openings(
    calendar: Calendar,
    first: date,
    days: int,
    holidays: WorkCalendar,
    leave: Sequence[tuple[date, date]] = (),
) -> Timeline:
    """Lay out a calendar over so many days; leave is inclusive on both ends."""
    return Timeline.of(list(_stretches(calendar, first, days, holidays, leave)))


def _stretches(
    calendar: Calendar,
    first: date,
    days: int,
    holidays: WorkCalendar,
    leave: Sequence[tuple[date, date]],
) -> Iterator[tuple[float, float]]:
    for number in range(days):
        day = first + timedelta(days=number)
        if any(begins <= day <= ends for begins, ends in leave):
            continue
        for opens, closes in calendar.shifts(day, first, holidays):
            yield float(number * DAY + opens), float(number * DAY + closes)
