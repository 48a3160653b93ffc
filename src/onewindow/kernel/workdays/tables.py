"""The official tables of holidays and make-up workdays, one file per year."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Protocol

from onewindow.kernel.errors import DomainError


class CalendarError(DomainError, ValueError):
    """A calendar cannot be built, or cannot answer for a day."""


@dataclass(frozen=True)
class SpecialDay:
    """A day on which the official notice departs from the plain week, or repeats it."""

    on: date
    name: str
    is_workday: bool


@dataclass(frozen=True)
class YearTable:
    """One year's notice. A table without days is a notice that is not published yet."""

    year: int
    days: tuple[SpecialDay, ...]


class _Readable(Protocol):
    @property
    def name(self) -> str: ...
    def read_text(self, encoding: str) -> str: ...


def parse_table(text: str, source: str) -> YearTable:
    """Read one year's table; raise CalendarError naming the source and the fault."""
    try:
        raw = json.loads(text)
        days = tuple(_special_day(row) for row in raw["days"])
        table = YearTable(year=int(raw["year"]), days=days)
    except (KeyError, TypeError, ValueError) as error:
        raise CalendarError(f"节假日表 {source} 无法读取：{error}") from error
    if len({day.on for day in days}) != len(days):
        raise CalendarError(f"节假日表 {source} 中同一天出现了两次")
    strays = [day.on for day in days if not _belongs(day.on, table.year)]
    if strays:
        raise CalendarError(f"节假日表 {source} 中的 {strays[0]} 不属于 {table.year} 年")
    return table


def read_tables(files: Iterable[_Readable]) -> tuple[YearTable, ...]:
    """Read the tables in the order of their years; leave out years not published yet."""
    tables = [parse_table(file.read_text(encoding="utf-8"), file.name) for file in files]
    return tuple(sorted((t for t in tables if t.days), key=lambda table: table.year))


def read_folder(folder: Path) -> tuple[YearTable, ...]:
    """Read every table of a folder (`2026.json`, `2027.json`, …)."""
    return read_tables(folder.glob("*.json"))


@cache
def official_tables() -> tuple[YearTable, ...]:
    """Return the tables shipped with the package (放假安排 of the State Council)."""
    folder = resources.files("onewindow.kernel") / "data" / "calendar-cn"
    return read_tables(file for file in folder.iterdir() if file.name.endswith(".json"))


def _special_day(row: dict[str, object]) -> SpecialDay:
    off = row["isOffDay"]
    if not isinstance(off, bool):
        raise TypeError(f"isOffDay = {off!r}")
    return SpecialDay(
        on=date.fromisoformat(str(row["date"])), name=str(row["name"]), is_workday=not off
    )


def _belongs(day: date, year: int) -> bool:
    # New Year's holiday may begin in the last days of December before.
    return day.year == year or (day.year == year - 1 and day.month == 12)
