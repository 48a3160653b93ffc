"""Every date equals what a slow count finds: each day of three years, and invented histories."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest

from onewindow.cases.clocks import (
    Fact,
    Known,
    Span,
    clocks_of_history,
    history_of,
    lines_of,
    reckon,
    step_clock,
)
from onewindow.catalogue.limits import Limit, Limits
from onewindow.kernel.workdays import Unit, WorkCalendar
from tests.cases.clock_oracle import Told, due_days
from tests.cases.random_histories import histories
from tests.kernel import oracle

CALENDAR = WorkCalendar.official()
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
NOTHING = Limits(Limit(5), Limit(0), Limit(0), 0)


def facts_of(events: Sequence[Told]) -> list[Fact]:
    # Four in the morning in Greenwich is noon in China.
    return [
        Fact(code, datetime.combine(day, time(4), UTC), step, data)
        for code, day, step, data in events
    ]


def test_every_day_of_three_years_with_every_limit() -> None:
    seen = 0
    for start, days, due in oracle.every_limit(FIRST, LAST):
        assert reckon(CALENDAR, start, [Limit(days)]).on == due, (start, days)
        seen += 1
    assert seen == 1096 * 8


def test_every_day_of_three_years_in_calendar_days() -> None:
    start = FIRST
    while start <= LAST:
        for days in oracle.LIMITS:
            due = reckon(CALENDAR, start, [Limit(days, Unit.CALENDAR)]).on
            assert due == oracle.next_workday(start + timedelta(days=days)), (start, days)
        start += timedelta(days=1)


def check(events: Sequence[Told]) -> None:
    history = history_of(facts_of(events), Known(NOTHING, intake=frozenset({"accept"})))
    wanted = due_days(events)
    clocks = clocks_of_history(CALENDAR, history)
    assert clocks is not None
    found = {"promised": clocks.promised.due.on, "statutory": clocks.statutory.due.on}
    found |= {code: step_clock(CALENDAR, history, run).on for code, run in history.steps.items()}
    assert found == wanted, events
    for clock in (clocks.promised, clocks.statutory):
        *_lines, last = lines_of(clock, history, CALENDAR)
        assert last.on == clock.due.on
        assert last.counted == sum(part.days for part in clock.due.parts), events


def test_invented_histories() -> None:
    for events in histories(400):
        check(events)


def test_the_invented_histories_are_worth_it() -> None:
    told = list(histories(400))
    codes = [{event[0] for event in events} for events in told]
    assert sum("case.extended" in each for each in codes) > 40
    assert sum("case.deemed_accepted" in each for each in codes) > 40
    spans = [merged_and_all(events) for events in told]
    assert sum(whole > 0 for whole, _ in spans) > 200
    # Some overlap: what they cover is less than what they add up to.
    assert sum(whole < added for whole, added in spans) > 100


def merged_and_all(events: Sequence[Told]) -> tuple[int, int]:
    history = history_of(facts_of(events), Known(NOTHING))
    single = [span for each in history.suspensions for span in each.spans(CALENDAR)]
    return length(history.without(CALENDAR)), length(single)


def length(spans: Iterable[Span]) -> int:
    return sum((span.until - span.after).days for span in spans)


@pytest.mark.long
def test_twenty_thousand_invented_histories() -> None:
    for events in histories(20_000, seed=2027):
        check(events)
