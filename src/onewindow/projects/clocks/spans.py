"""Days as spans: those after `after`, up to and including `until`."""

from collections.abc import Iterable, Sequence
from datetime import date

from onewindow.cases.clocks import Span, merged
from onewindow.kernel.workdays import WorkCalendar

# The end of what has not ended.
FOREVER = date.max


def without(spans: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    """Return the days of the spans that no hole covers, in order."""
    left = list(merged(spans))
    for hole in merged(holes):
        left = [part for span in left for part in _cut(span, hole)]
    return merged(left)


def after(spans: Iterable[Span], day: date) -> tuple[Span, ...]:
    """Return the days of the spans after a day."""
    return merged(Span(max(span.after, day), span.until) for span in spans)


def gaps(spans: Sequence[Span], start: date) -> tuple[Span, ...]:
    """Return the days after a start that lie between the spans; what follows the last is none."""
    found, day = [], start
    for span in merged(spans):
        found.append(Span(day, span.after))
        day = span.until
    return merged(found)


def workdays(calendar: WorkCalendar, spans: Iterable[Span], until: date) -> int:
    """Count the working days of the spans up to and including a day."""
    return sum(
        calendar.count(span.after, min(span.until, until))
        for span in merged(spans)
        if span.after < until
    )


def _cut(span: Span, hole: Span) -> list[Span]:
    if hole.until <= span.after or hole.after >= span.until:
        return [span]
    parts = (Span(span.after, hole.after), Span(hole.until, span.until))
    return [part for part in parts if part.until > part.after]
