"""Why a time limit ends on its day, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onewindow.kernel.workdays.calendar import Due, WorkCalendar

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
UNITS = {"working": "个工作日", "calendar": "个自然日"}


def explain(due: Due) -> list[str]:
    """Return the reasons for a due date, most general first."""
    unsure = not_published_yet(due.calendar) if due.provisional else []
    if due.days == 0:
        return [f"期限为 0 天，{named_day(due.start)}当天届满。", *_moved(due), *unsure]
    lines = [
        from_the_next_day(due.start),
        f"期限 {days_of(due.days, due.unit)}，{named_day(due.on)}届满。",
    ]
    lines += skipped(due.calendar, _days(due)) if due.unit == "working" else _moved(due)
    return [*lines, *unsure]


def from_the_next_day(start: date) -> str:
    """Say that the day itself is not counted."""
    return f"{named_day(start)}当日不计，从次日起算（民法典第二百零一条）。"


def days_of(number: int, unit: str) -> str:
    """Return a number of days with its unit, `20 个工作日`."""
    return f"{number} {UNITS[unit]}"


def skipped(calendar: WorkCalendar, days: Sequence[date]) -> list[str]:
    """Say which of the days are no workdays, holidays by name, and which were made up for."""
    off = [day for day in days if not calendar.is_workday(day)]
    named = [(day, special.name) for day in off if (special := calendar.special_day(day))]
    lines = []
    for name, group in groupby(named, key=lambda pair: pair[1]):
        whole = [day for day, _name in group]
        lines.append(f"跳过{_bare(name)}放假 {_span(whole)}（{len(whole)} 天）。")
    if len(off) > len(named):
        lines.append(f"跳过{'其他' if named else ''}周末 {len(off) - len(named)} 天。")
    return [*lines, *_made_up(calendar, days)]


def _made_up(calendar: WorkCalendar, days: Sequence[date]) -> Iterator[str]:
    for day in days:
        special = calendar.special_day(day)
        if special is None or not special.is_workday:
            continue
        if day.weekday() >= 5 or calendar.is_overridden(day):
            yield f"{named_day(day)}因{_bare(special.name)}调休上班，计入工作日。"


def _moved(due: Due) -> list[str]:
    nominal = due.start + timedelta(days=due.days)
    if nominal == due.on:
        return []
    special = due.calendar.special_day(nominal)
    reason = f"{_bare(special.name)}放假" if special else "周末"
    which = f"第 {due.days} 天 {named_day(nominal)}" if due.days else "这一天"
    what = f"{which}是{reason}"
    return [f"{what}，顺延到下一个工作日（民法典第二百零三条）。"]


def not_published_yet(calendar: WorkCalendar) -> list[str]:
    """Say from when on only weekends are known."""
    year = calendar.last_published_year + 1
    return [f"暂定：{year} 年的放假安排尚未公布，之后的日子只按周末推算，公布后重新计算。"]


def _days(due: Due) -> list[date]:
    return [due.start + timedelta(days=n) for n in range(1, (due.on - due.start).days + 1)]


def _bare(name: str) -> str:
    # A region may call its override 龙舟节放假 or 龙舟节调休.
    return name.removesuffix("上班").removesuffix("调休").removesuffix("放假")


def _span(days: list[date]) -> str:
    whole = (days[-1] - days[0]).days + 1 == len(days)
    if len(days) > 1 and whole:
        return f"{days[0]} 至 {days[-1]}"
    return "、".join(map(str, days))


def named_day(day: date) -> str:
    """Return a day with its weekday."""
    return f"{day}（{WEEKDAYS[day.weekday()]}）"
