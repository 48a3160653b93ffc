"""Working time: the office's hours on its working days, as sums that SQL only has to look up.

For every local day the table says how much working time lies before it. The working time up to a
moment is then that sum plus the part of the day's hours that is over, and the working time between
two moments is a difference: no loop over days, whatever the span.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import ibis
import ibis.expr.types as ir

from onewindow.eventlog import zones
from onewindow.eventlog.errors import LogError
from onewindow.eventlog.running import table_of
from onewindow.eventlog.zones import SECOND
from onewindow.kernel.workdays import WorkCalendar

DAY = 86_400 * SECOND
EPOCH = date(1970, 1, 1)
SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~至]\s*(\d{1,2}):(\d{2})")
USUAL = "09:00-12:00,13:00-17:00"


@dataclass(frozen=True)
class OfficeHours:
    """The hours of a working day, as (from, to) in seconds since midnight, in order."""

    spans: tuple[tuple[int, int], ...]

    @classmethod
    def parse(cls, text: str = USUAL) -> "OfficeHours":
        """Read `09:00-12:00,13:00-17:00`; raise LogError when it is none or runs backwards."""
        spans = []
        for part in re.split(r"[,，、]", text):
            found = SPAN.fullmatch(part.strip())
            if found is None:
                raise LogError(f"上班时间“{text}”看不懂，请写成 {USUAL}。")
            a, b, c, d = map(int, found.groups())
            spans.append((a * 3600 + b * 60, c * 3600 + d * 60))
        ends = [0, *(end for _start, end in spans)]
        if any(
            start < before or end <= start
            for (start, end), before in zip(spans, ends, strict=False)
        ):
            raise LogError(f"上班时间“{text}”的先后不对。")
        if ends[-1] > 86_400:
            raise LogError(f"上班时间“{text}”超过了 24:00。")
        return cls(tuple(spans))

    @property
    def seconds(self) -> int:
        """The length of a working day in seconds."""
        return sum(end - start for start, end in self.spans)

    def __str__(self) -> str:
        return ",".join("-".join(map(_clock, span)) for span in self.spans)


@dataclass(frozen=True)
class OfficeClock:
    """Working time over the days of a log; `first` and `last` are local days that it covers."""

    calendar: WorkCalendar
    hours: OfficeHours
    zone: str
    first: date
    last: date

    @classmethod
    def over(
        cls, calendar: WorkCalendar, hours: OfficeHours, zone: str, span: tuple[int, int]
    ) -> "OfficeClock":
        """Return the clock for a span in microseconds UTC."""
        start, end = (EPOCH + timedelta(days=us // DAY) for us in span)
        return cls(calendar, hours, zone, start - timedelta(days=1), end + timedelta(days=1))

    @property
    def unknown_years(self) -> tuple[int, ...]:
        """The log's years without an official calendar: there only weekends are off."""
        years = range(self.first.year, self.last.year + 1)
        known = range(self.calendar.first_day.year, self.calendar.last_published_year + 1)
        return tuple(year for year in years if year not in known)

    def is_workday(self, day: date) -> bool:
        """Tell whether the office works; Monday to Friday before the first official table."""
        if self.calendar.first_day <= day <= self.calendar.last_day:
            return self.calendar.is_workday(day)
        return day.weekday() < 5

    @cached_property
    def table(self) -> ir.Table:
        """One row per local day: its number, the working time before it, whether it works."""
        schema = {"day": "int64", "before_us": "int64", "works": "int64"}
        return table_of(self._days(), schema)

    def _days(self) -> Iterator[Mapping[str, int]]:
        before, day = 0, self.first
        while day <= self.last:
            works = int(self.is_workday(day))
            yield {"day": (day - EPOCH).days, "before_us": before, "works": works}
            before += works * self.hours.seconds * SECOND
            day += timedelta(days=1)

    def worked(self, table: ir.Table, **columns: str) -> ir.Table:
        """Add the working time up to the moment in each column: `worked(t, at_work="at_us")`."""
        for name, column in columns.items():
            clock = zones.local(table[column], self.zone, span=self._span())
            placed = table.mutate(office_day=(clock // DAY).cast("int64"), office_us=clock % DAY)
            joined = placed.left_join(self.table, placed.office_day == self.table.day)
            done = sum(
                ((joined.office_us - start * SECOND).clip(0, (end - start) * SECOND)
                 for start, end in self.hours.spans),
                start=ibis.literal(0, "int64"),
            )  # fmt: skip
            named = joined.mutate(**{name: (joined.before_us + joined.works * done).cast("int64")})
            table = named.drop("office_day", "office_us", "day", "before_us", "works")
        return table

    def _span(self) -> tuple[int, int]:
        return (self.first - EPOCH).days * DAY, (self.last - EPOCH).days * DAY


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
