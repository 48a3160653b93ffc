"""Working days: which day is one, and on which day a time limit ends."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Self

from onewindow.kernel.workdays import reasons
from onewindow.kernel.workdays.tables import (
    CalendarError,
    SpecialDay,
    YearTable,
    official_tables,
)

# Years after the last published one for which provisional dates are still worked out.
YEARS_AHEAD = 20

ONE_DAY = timedelta(days=1)


class Unit(StrEnum):
    """What a time limit counts: working days (行政许可法 82) or calendar days."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class Due:
    """The last day of a time limit, and how it was counted."""

    on: date
    provisional: bool
    start: date
    days: int
    unit: Unit
    calendar: "WorkCalendar" = field(repr=False, compare=False)

    def why(self) -> list[str]:
        """Explain the date in Chinese, one line for each reason."""
        return reasons.explain(self)


class WorkCalendar:
    """Tell working days from others; immutable.

    A day is off when the official table or an override says so, or when it is a Saturday or Sunday
    that neither declares a make-up workday. Past the last published year only weekends are known:
    what is counted there is provisional.
    """

    def __init__(
        self,
        tables: Sequence[YearTable],
        overrides: Mapping[date, SpecialDay] | None = None,
    ) -> None:
        years = [table.year for table in tables]
        if not years:
            raise CalendarError("工作日历至少需要一年已公布的放假安排")
        if years != list(range(years[0], years[0] + len(years))):
            raise CalendarError(f"放假安排的年份不连续：{'、'.join(map(str, years))}")
        self._tables = tuple(tables)
        self._overrides = dict(overrides or {})
        self.first_day = date(years[0], 1, 1)
        self.last_published_year = years[-1]
        self.last_day = date(years[-1] + YEARS_AHEAD, 12, 31)
        self._special = _special_days(self._tables, self.first_day) | self._overrides
        self._lay_out()
        for day in self._overrides:
            self._require(day)

    def _lay_out(self) -> None:
        self._workdays: list[date] = []
        self._rank: dict[date, int] = {}
        day = self.first_day
        while day <= self.last_day:
            special = self._special.get(day)
            if special.is_workday if special else day.weekday() < 5:
                self._workdays.append(day)
            self._rank[day] = len(self._workdays)
            day += ONE_DAY

    @classmethod
    def official(cls) -> "WorkCalendar":
        """Return the calendar of the State Council's notices, without regional overrides."""
        return _official()

    def with_overrides(
        self, days: Mapping[date, bool], names: Mapping[date, str] | None = None
    ) -> Self:
        """Return a copy in which the given days are workdays (True) or off (False)."""
        labels = names or {}
        added = {
            day: SpecialDay(on=day, name=labels.get(day, "本地规定"), is_workday=is_workday)
            for day, is_workday in days.items()
        }
        return type(self)(self._tables, self._overrides | added)

    def is_workday(self, day: date) -> bool:
        """Tell whether offices work on the day."""
        rank = self._require(day)
        return rank > 0 and self._workdays[rank - 1] == day

    def is_overridden(self, day: date) -> bool:
        """Tell whether the day follows a regional override."""
        return day in self._overrides

    def special_day(self, day: date) -> SpecialDay | None:
        """Return what the notice or an override says about the day, if anything."""
        return self._special.get(day)

    def next_workday(self, day: date) -> date:
        """Return the day itself if it is a workday, or the first one after it."""
        rank = self._require(day)
        if rank and self._workdays[rank - 1] == day:
            return day
        return self._workday(rank)

    def add(self, start: date, days: int, unit: Unit = Unit.WORKING) -> Due:
        """Return the last day of a limit of so many days.

        The day after the start is day 1 (民法典 201); a limit of 0 days ends on the start day.
        A last day that is off moves to the next workday (民法典 203).
        """
        rank = self._require(start)
        _require_days(days)
        if days == 0:
            on = self.next_workday(start)
        elif unit is Unit.WORKING:
            on = self._workday(rank + days - 1)
        else:
            on = self._end_of_calendar_days(start, days)
        return Due(on, on.year > self.last_published_year, start, days, unit, self)

    def due_dates(self, start: date, up_to: int) -> list[date]:
        """Return the due dates of 0, 1, … up_to working days after the start."""
        rank = self._require(start)
        _require_days(up_to)
        if up_to:
            self._workday(rank + up_to - 1)
        return [self.next_workday(start), *self._workdays[rank : rank + up_to]]

    def count(self, start: date, end: date) -> int:
        """Count the workdays after the start up to and including the end; negative backwards."""
        return self._require(end) - self._require(start)

    def add_many(self, starts: Sequence[date], days: Sequence[int]) -> list[date]:
        """Return the due date in working days of each start with its number of days."""
        if len(starts) != len(days):
            raise ValueError(f"{len(starts)} 个起算日与 {len(days)} 个期限对不上")
        if min(days, default=1) < 1:
            return [self.add(start, count).on for start, count in zip(starts, days, strict=True)]
        rank, shifted = self._rank, [self.first_day, *self._workdays]
        try:
            return [shifted[rank[start] + n] for start, n in zip(starts, days, strict=True)]
        except (KeyError, IndexError):
            return [self.add(start, count).on for start, count in zip(starts, days, strict=True)]

    def _end_of_calendar_days(self, start: date, days: int) -> date:
        if days > (self.last_day - start).days:
            raise self._beyond()
        return self.next_workday(start + timedelta(days=days))

    def _workday(self, index: int) -> date:
        try:
            return self._workdays[index]
        except IndexError:
            raise self._beyond() from None

    def _beyond(self) -> CalendarError:
        return CalendarError(f"期限超出了可以推算的范围（到 {self.last_day} 为止）")

    def _require(self, day: date) -> int:
        if isinstance(day, datetime):
            raise TypeError("a working day is a local date, not a point in time")
        rank = self._rank.get(day)
        if rank is not None:
            return rank
        if day < self.first_day:
            raise CalendarError(f"{day} 早于工作日历的第一天 {self.first_day}，没有当年的放假安排")
        raise self._beyond()


@cache
def _official() -> WorkCalendar:
    return WorkCalendar(official_tables())


def _special_days(tables: Iterable[YearTable], first_day: date) -> dict[date, SpecialDay]:
    # In the order of years: a later notice may change the last days of the year before.
    return {day.on: day for table in tables for day in table.days if day.on >= first_day}


def _require_days(days: int) -> None:
    if days < 0:
        raise CalendarError(f"天数不能是负数：{days}")
