"""The calendar against the slow oracle, and the oracle against planted faults."""

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.kernel.workdays import Unit, WorkCalendar
from tests.kernel import oracle
from tests.sampling import shown

CALENDAR = WorkCalendar.official()
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)

DAYS = st.dates(CALENDAR.first_day, date(2027, 12, 31))
LIMITS = st.integers(0, 90)


def check_every_limit(add: oracle.Add) -> None:
    """Compare 2024–2026 × the usual limits with the oracle; raise AssertionError."""
    for start, limit, due in oracle.every_limit(FIRST, LAST):
        assert add(start, limit) == due, f"{start} + {limit}"


def fast_add(start: date, days: int) -> date:
    return CALENDAR.add(start, days).on


def test_every_day_and_limit_of_three_years() -> None:
    began = time.perf_counter()
    check_every_limit(fast_add)
    assert time.perf_counter() - began < 2


def test_many_at_once_over_three_years() -> None:
    rows = list(oracle.every_limit(FIRST, LAST))
    assert len(rows) == 1096 * len(oracle.LIMITS)
    starts, limits = [start for start, _, _ in rows], [limit for _, limit, _ in rows]
    assert CALENDAR.add_many(starts, limits) == [due for _, _, due in rows]


def test_the_two_oracles_agree() -> None:
    for start, limit, due in oracle.every_limit(date(2024, 1, 20), date(2024, 2, 20)):
        assert oracle.add(start, limit) == due


def start_day_counts(start: date, days: int) -> date:
    return fast_add(start - timedelta(days=1), days)


def one_day_late(start: date, days: int) -> date:
    return fast_add(start, days + 1)


def one_day_early_after_a_month(start: date, days: int) -> date:
    return fast_add(start, days - 1 if days > 30 else days)


def weekdays_only(start: date, days: int) -> date:
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def no_make_up_days(start: date, days: int) -> date:
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and CALENDAR.is_workday(day)
    return day


FORGETFUL = CALENDAR.with_overrides({date(2025, 6, 2): True})


def one_holiday_forgotten(start: date, days: int) -> date:
    return FORGETFUL.add(start, days).on


@pytest.mark.parametrize(
    "faulty",
    [
        start_day_counts,
        one_day_late,
        one_day_early_after_a_month,
        weekdays_only,
        no_make_up_days,
        one_holiday_forgotten,
    ],
)
def test_a_planted_fault_is_found(faulty: oracle.Add) -> None:
    with pytest.raises(AssertionError):
        check_every_limit(faulty)


@given(DAYS, LIMITS)
def test_working_days_equal_the_count_by_hand(start: date, days: int) -> None:
    due = CALENDAR.add(start, days)
    assert due.on == oracle.add(start, days)
    assert due.provisional is (due.on.year > 2026)
    assert CALENDAR.due_dates(start, days)[-1] == due.on


@given(DAYS, LIMITS)
def test_calendar_days_equal_the_count_by_hand(start: date, days: int) -> None:
    assert CALENDAR.add(start, days, Unit.CALENDAR).on == oracle.add_calendar(start, days)


@given(DAYS, st.integers(0, 200))
def test_counting_equals_the_count_by_hand(start: date, span: int) -> None:
    end = start + timedelta(days=span)
    assert CALENDAR.count(start, end) == oracle.count(start, end)


@given(DAYS, st.integers(1, 90))
def test_counting_undoes_adding(start: date, days: int) -> None:
    due = CALENDAR.add(start, days).on
    assert CALENDAR.is_workday(due)
    assert CALENDAR.count(start, due) == days


@given(DAYS, LIMITS, LIMITS)
def test_a_longer_limit_never_ends_earlier(start: date, days: int, more: int) -> None:
    for unit in Unit:
        shorter, longer = CALENDAR.add(start, days, unit), CALENDAR.add(start, days + more, unit)
        assert days == 0 or shorter.on <= longer.on


@shown(20)
@given(DAYS, st.integers(1, 60), st.dictionaries(st.dates(FIRST, LAST), st.booleans(), max_size=9))
def test_overrides_win(start: date, days: int, overrides: dict[date, bool]) -> None:
    local = CALENDAR.with_overrides(overrides)
    day, left = start, days
    while left:
        day += timedelta(days=1)
        left -= overrides.get(day, oracle.is_workday(day))
    assert local.add(start, days).on == day


@given(DAYS, st.integers(1, 60))
def test_the_reasons_add_up(start: date, days: int) -> None:
    due = CALENDAR.add(start, days)
    skipped = [re.search(r"(\d+) 天", line) for line in due.why() if line.startswith("跳过")]
    assert sum(int(found[1]) for found in skipped if found) + days == (due.on - start).days
