"""How long a permit holds and until when it can be renewed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.cases.validity import last_day, last_day_to_renew

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("5年", date(2026, 11, 20), date(2031, 11, 19)),
        ("有效期三年", date(2026, 1, 10), date(2029, 1, 9)),
        ("6个月", date(2026, 8, 31), date(2027, 2, 28)),
        ("十二个月", date(2026, 2, 1), date(2027, 1, 31)),
        ("二十年", date(2026, 1, 1), date(2045, 12, 31)),
        ("1年", date(2024, 2, 29), date(2025, 2, 28)),
        ("90日", date(2026, 1, 1), date(2026, 3, 31)),
        ("长期", date(2026, 1, 1), None),
        ("", date(2026, 1, 1), None),
    ],
)
def test_the_last_day_is_the_day_before_the_same_day(
    text: str, first: date, last: date | None
) -> None:
    assert last_day(text, first) == last


@given(first=DAYS, months=st.integers(1, 240))
def test_periods_of_months_add_up(first: date, months: int) -> None:
    end = last_day(f"{months}个月", first)
    assert end is not None
    assert first <= end
    whole = (end + timedelta(days=1)).year * 12 + (end + timedelta(days=1)).month
    assert whole - (first.year * 12 + first.month) in {months, months + 1}
    assert last_day(f"{months * 12}个月", first) == last_day(f"{months}年", first)


@given(ends=DAYS)
def test_thirty_days_are_left_on_the_last_day_to_renew(ends: date) -> None:
    assert (ends - last_day_to_renew(ends)).days == 30
