"""Local time from UTC and back, as plain arithmetic that every SQL engine can do."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.errors import LogError

CHINA = "Asia/Shanghai"
SECOND = 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
YEARS = (1980, 2100)
# No zone has changed twice within so short a time.
STRIDE = timedelta(days=7)


def zone_of(name: str) -> ZoneInfo:
    """Return the zone with a name; raise LogError for one that is not there."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise LogError(f"没有“{name}”这个时区。请写成 Asia/Shanghai 这样的名称。") from error


@cache
def offsets(zone: str) -> tuple[tuple[int, int], ...]:
    """Return (microseconds UTC from which it counts, offset in microseconds), oldest first."""
    place = zone_of(zone)
    found: list[tuple[int, int]] = []
    at, end = (datetime(year, 1, 1, tzinfo=UTC) for year in YEARS)
    while at < end:
        offset = _offset(place, at)
        if not found or found[-1][1] != offset:
            since = _first_hour(place, at - STRIDE, offset) if found else at
            found.append((micros(since), offset))
        at += STRIDE
    return tuple(found)


def _first_hour(place: ZoneInfo, at: datetime, offset: int) -> datetime:
    while _offset(place, at) != offset:
        at += timedelta(minutes=30)
    return at


def _offset(place: ZoneInfo, at: datetime) -> int:
    shift = at.astimezone(place).utcoffset()
    return int((shift or timedelta()).total_seconds()) * SECOND


def micros(at: datetime) -> int:
    """Return microseconds since 1970 UTC of an aware time."""
    return (at - EPOCH) // timedelta(microseconds=1)


def local(utc: ir.IntegerValue, zone: str, *, span: tuple[int, int]) -> ir.IntegerValue:
    """Return the zone's clock for microseconds UTC; `span` is the first and last of them."""
    return (utc + _choose(utc, _within(offsets(zone), span))).cast("int64")


def utc(clock: ir.IntegerValue, zone: str) -> ir.IntegerValue:
    """Return microseconds UTC for what the zone's clock shows; a doubled hour is the later one."""
    steps = tuple((since + offset, offset) for since, offset in offsets(zone))
    return (clock - _choose(clock, steps)).cast("int64")


def _within(
    steps: tuple[tuple[int, int], ...], span: tuple[int, int]
) -> tuple[tuple[int, int], ...]:
    ends = (*(since for since, _offset in steps[1:]), None)
    kept = [
        step
        for step, end in zip(steps, ends, strict=True)
        if step[0] <= span[1] and (end is None or end > span[0])
    ]
    return tuple(kept) or steps[:1]


def _choose(value: ir.IntegerValue, steps: tuple[tuple[int, int], ...]) -> ir.IntegerValue:
    first = steps[0][1]
    later = [(value >= since, ibis.literal(offset, "int64")) for since, offset in steps[:0:-1]]
    if not later:
        return ibis.literal(first, "int64")
    return ibis.cases(*later, else_=ibis.literal(first, "int64"))
