"""How long a permit holds: pure rules of its days, and of the days for its renewal."""

import re
from datetime import date, timedelta

from onewindow.kernel.errors import DomainError

# 行政许可法 50. Calendar days: art. 82 counts in working days only what an office has to do, and
# days that an applicant has are calendar days (民法典 200). It is also the later last day.
RENEWAL_DAYS = 30
PERIOD = re.compile(r"([0-9]+|[一二两三四五六七八九十]+)\s*(年|个月|月|日|天)")
DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


class TooLateToRenew(DomainError):
    """The last day for a renewal has passed."""


def last_day(validity: str, first: date) -> date | None:
    """Return the last day of a period as guides print it, `5年`, `六个月`; None when it has no end.

    The day before the same day of the month counts (民法典 202); a text without a number is no end.
    """
    found = PERIOD.search(validity)
    if found is None:
        return None
    count, unit = _number(found[1]), found[2]
    if unit in {"日", "天"}:
        return first + timedelta(days=count - 1)
    months = count * 12 if unit == "年" else count
    return _months_later(first, months) - timedelta(days=1)


def last_day_to_renew(valid_to: date, days: int = RENEWAL_DAYS) -> date:
    """Return the last day on which a renewal can be asked for: that many days before the end."""
    return valid_to - timedelta(days=days)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return DIGITS.get(text, 0)
    return (DIGITS.get(tens, 1) if tens else 1) * 10 + DIGITS.get(ones, 0)
