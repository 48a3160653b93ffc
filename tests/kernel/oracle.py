"""A slow day-by-day count over the tables as they are on disk, sharing no code with the kernel."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import onewindow

TABLES = Path(onewindow.__file__).parent / "kernel" / "data" / "calendar-cn"
LIMITS = (1, 5, 10, 15, 20, 30, 45, 60)

Add = Callable[[date, int], date]
# Days that a region works, or not, against the tables; whoever adds some takes them out again.
changed: dict[date, bool] = {}


@cache
def listed_days() -> dict[str, bool]:
    days: dict[str, bool] = {}
    for file in sorted(TABLES.glob("*.json")):
        for row in json.loads(file.read_text(encoding="utf-8"))["days"]:
            days[row["date"]] = not row["isOffDay"]
    return days


def is_workday(day: date) -> bool:
    if day in changed:
        return changed[day]
    return listed_days().get(day.isoformat(), day.isoweekday() <= 5)


def add(start: date, days: int) -> date:
    day = start if days else next_workday(start)
    while days > 0:
        day += timedelta(days=1)
        if is_workday(day):
            days -= 1
    return day


def add_calendar(start: date, days: int) -> date:
    day = start
    for _ in range(days):
        day += timedelta(days=1)
    return next_workday(day)


def next_workday(day: date) -> date:
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def count(start: date, end: date) -> int:
    total, day = 0, start
    while day < end:
        day += timedelta(days=1)
        total += is_workday(day)
    return total


def every_limit(first: date, last: date) -> Iterator[tuple[date, int, date]]:
    """Walk back from the last day once, keeping the workdays that follow."""
    ahead: list[date] = []
    day = add(last, max(LIMITS))
    while day >= first:
        if day <= last:
            for limit in LIMITS:
                yield day, limit, ahead[-limit]
        if is_workday(day):
            ahead.append(day)
        day -= timedelta(days=1)
