"""Single values: numbers, texts, dates, times of day."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time

from onewindow.procedure.simulation.calendars import ClockTime

CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


class Unreadable(Exception):
    """A value that is not of its type; the message is Chinese."""


def _text(raw: object) -> str:
    if isinstance(raw, str | int | float) and not isinstance(raw, bool):
        return str(raw).strip()
    raise Unreadable("应当是文字。")


def _whole(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise Unreadable("应当是一个整数。")


def _number(raw: object) -> float:
    if isinstance(raw, int | float) and not isinstance(raw, bool) and math.isfinite(raw):
        return float(raw)
    raise Unreadable("应当是一个数。")


def _flag(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    raise Unreadable("应当是 true 或 false。")


def _day(raw: object) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    raise Unreadable("应当是一个日期，如 2026-03-02。")


def _moment(raw: object) -> datetime:
    if isinstance(raw, str):
        try:
            raw = datetime.fromisoformat(raw)
        except ValueError:
            raise Unreadable("应当是一个时刻，如 2026-03-02 09:30。") from None
    if isinstance(raw, datetime) and raw.tzinfo is None:
        return raw
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return datetime.combine(raw, time())
    raise Unreadable("应当是一个不带时区的时刻，如 2026-03-02 09:30。")


def _clock(raw: object) -> ClockTime:
    # Without quotes YAML takes 13:30 for a number of base 60, which is just the minutes.
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= 1440:
        return ClockTime(raw)
    found = CLOCK.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if found and int(found[2]) < 60 and int(found[1]) * 60 + int(found[2]) <= 1440:
        return ClockTime(int(found[1]) * 60 + int(found[2]))
    raise Unreadable("应当是一天中的时刻，如 13:30。")


SCALARS: dict[object, Callable[[object], object]] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _flag,
    date: _day,
    datetime: _moment,
    ClockTime: _clock,
}
