"""Count a limit from a day, leaving out the days on which the clock stood still."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from onewindow.catalogue.limits import Limit
from onewindow.kernel.workdays import Due, Unit, WorkCalendar, reasons

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Span:
    """Days that do not count: those after `after`, up to and including `until`."""

    after: date
    until: date


@dataclass(frozen=True)
class Reckoning:
    """The last day of a limit, and how it was counted. `parts` are the limit and what prolongs it.

    `without` holds the spans that were left out, merged and in order.
    """

    start: date
    parts: tuple[Limit, ...]
    without: tuple[Span, ...]
    on: date
    calendar: WorkCalendar = field(repr=False, compare=False)

    @property
    def provisional(self) -> bool:
        """Whether it lies beyond the last published calendar year."""
        return self.on.year > self.calendar.last_published_year

    def counted(self, until: date) -> int:
        """Return how many days of the limit are used up by the end of a day."""
        day, used = self.start, 0
        for part in self.parts:
            end = _end(self.calendar, day, part, self.without)
            used += _used(self.calendar, day, min(until, end), part, self.without)
            day = end
        return used

    def is_left_out(self, day: date) -> bool:
        """Tell whether a day is one of those that never count."""
        return _is_in(day, self.without)

    def stands_still(self, day: date) -> bool:
        """Tell whether the clock does not run on a day on which it would."""
        return self.start < day < self.on and self.is_left_out(day)

    def why(self) -> list[str]:
        """Explain the date, one line for each reason."""
        if not self._touching and len(self.parts) == 1:
            (part,) = self.parts
            return Due(
                self.on, self.provisional, self.start, part.days, part.unit, self.calendar
            ).why()
        return [*self._limits(), *self._stops(), *self.days_off()]

    def days_off(self) -> list[str]:
        """Say which days did not count because nobody works, and what is not published yet."""
        days = [self.start + timedelta(n) for n in range(1, (self.on - self.start).days + 1)]
        ran = [day for day in days if not _is_in(day, self.without)]
        skipped = reasons.skipped(self.calendar, ran) if self.parts[-1].unit == "working" else []
        return [*skipped, *(reasons.not_published_yet(self.calendar) if self.provisional else ())]

    @property
    def _touching(self) -> list[Span]:
        return [span for span in self.without if span.until > self.start and span.after < self.on]

    def _limits(self) -> list[str]:
        limit, *more = (reasons.days_of(part.days, part.unit) for part in self.parts)
        added = "".join(_("，延长 %(days)s") % {"days": days} for days in more)
        return [
            reasons.from_the_next_day(self.start),
            _("期限 %(limit)s%(added)s，%(day)s届满。")
            % {"limit": limit, "added": added, "day": reasons.named_day(self.on)},
        ]

    def _stops(self) -> list[str]:
        return [
            _("%(first)s 至 %(last)s 停钟，不计入期限（行政许可法第四十五条）。")
            % {"first": max(span.after, self.start) + ONE_DAY, "last": span.until}
            for span in self._touching
        ]


def reckon(
    calendar: WorkCalendar, start: date, limits: Sequence[Limit], without: Iterable[Span] = ()
) -> Reckoning:
    """Return the last day of limits that follow each other.

    The day after the start is day 1 (民法典 201); a day inside a span never counts (行政许可法 45).
    A last day that is off moves to the next workday (民法典 203).
    """
    parts, spans = _joined(limits), merged(without)
    day = start
    for part in parts:
        day = _end(calendar, day, part, spans)
    if not any(part.days for part in parts):
        day = _rolled(calendar, start, spans)
    return Reckoning(start, parts, spans, day, calendar)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order of which no two touch: a day covered twice is left out once."""
    kept: list[Span] = []
    for span in sorted(each for each in spans if each.until > each.after):
        if kept and span.after <= kept[-1].until:
            kept[-1] = Span(kept[-1].after, max(kept[-1].until, span.until))
        else:
            kept.append(span)
    return tuple(kept)


def _joined(limits: Sequence[Limit]) -> tuple[Limit, ...]:
    # Days of one unit are one limit: an end in between moves nothing.
    parts: list[Limit] = []
    for limit in limits:
        if parts and parts[-1].unit == limit.unit:
            parts[-1] = Limit(parts[-1].days + limit.days, limit.unit)
        else:
            parts.append(limit)
    return tuple(parts)


def _end(calendar: WorkCalendar, start: date, limit: Limit, spans: Sequence[Span]) -> date:
    if limit.days == 0:
        return start
    day, left = start, limit.days
    for span in spans:
        if span.until <= day:
            continue
        room = _between(calendar, day, max(span.after, day), limit.unit)
        if left <= room:
            break
        left -= room
        day = span.until
    if limit.unit is Unit.WORKING:
        return calendar.add(day, left).on
    return _rolled(calendar, day + timedelta(days=left), spans)


def _used(
    calendar: WorkCalendar, start: date, until: date, limit: Limit, spans: Sequence[Span]
) -> int:
    used, day = 0, start
    for span in spans:
        if span.until <= day:
            continue
        if span.after >= until:
            break
        used += _between(calendar, day, max(span.after, day), limit.unit)
        day = span.until
    if day < until:
        used += _between(calendar, day, until, limit.unit)
    return min(used, limit.days)


def _between(calendar: WorkCalendar, start: date, end: date, unit: Unit) -> int:
    return calendar.count(start, end) if unit is Unit.WORKING else (end - start).days


def _rolled(calendar: WorkCalendar, day: date, spans: Sequence[Span]) -> date:
    while True:
        day = calendar.next_workday(day)
        inside = next((span for span in spans if span.after < day <= span.until), None)
        if inside is None:
            return day
        day = inside.until + ONE_DAY


def _is_in(day: date, spans: Sequence[Span]) -> bool:
    return any(span.after < day <= span.until for span in spans)
