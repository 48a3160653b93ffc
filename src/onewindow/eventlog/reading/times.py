"""Times as people and programs write them, read by DuckDB into microseconds since 1970 UTC."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from onewindow.eventlog import zones
from onewindow.eventlog.running import rows, table_of
from onewindow.eventlog.zones import SECOND

DATE_DIGITS = 3
# 2024-03-01, 1/3/2024, 2024年3月1日, 1709280000, Fri Mar  1 09:00:00 2024.
BEGINS = re.compile(r"\s*(?:\d|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s)", re.IGNORECASE)
# After a time of day only: the end of 2024-01-05 is no zone.
CLOCK_END = r":[0-9]{2}(?:[.,][0-9]+)?"
ZONE_NAME = r"\s*(Z|z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)$"
ZONE = CLOCK_END + ZONE_NAME
CHINESE = "[年月日时点分秒午：]"
DATES = ("%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d/%b/%Y", "%Y%m%d")
CLOCKS = (" %H:%M:%S", " %H:%M:%S.%f", " %H:%M", " %I:%M:%S %p", " %I:%M %p", "")
FORMATS = (
    *(day + clock for day in DATES for clock in CLOCKS),
    "%Y%m%d%H%M%S",
    "%a %b %d %H:%M:%S %Y",
)
DAY_FIRST, MONTH_FIRST = "%d/%m/%Y", "%m/%d/%Y"
UNIX_SECONDS, UNIX_MILLIS = r"^[0-9]{10}$", r"^[0-9]{13}$"
SAMPLE = 1000


def _try_strptime(text: str, formats: Sequence[str]) -> None: ...
def _epoch_us(at: datetime) -> None: ...


_read_as = ibis.udf.scalar.builtin(
    _try_strptime,
    name="try_strptime",
    signature=((dt.string, dt.Array(dt.string)), dt.timestamp),
)
epoch_us = ibis.udf.scalar.builtin(
    _epoch_us, name="epoch_us", signature=((dt.timestamp,), dt.int64)
)
zoned_us = ibis.udf.scalar.builtin(
    _epoch_us, name="epoch_us", signature=((dt.Timestamp(timezone="UTC"),), dt.int64)
)


@dataclass(frozen=True)
class TimeFormat:
    """How the times of one column are written."""

    zone: str = zones.CHINA
    is_iso: bool = True
    is_chinese: bool = False
    is_unix: bool = False
    formats: tuple[str, ...] = ()
    is_ambiguous: bool = False

    def read(self, text: ir.StringValue) -> ir.IntegerValue:
        """Return microseconds UTC, null where the text is no time."""
        clock = self._clock(text)
        offset = offset_of(text)
        at = offset.isnull().ifelse(zones.utc(clock, self.zone), clock - offset.fill_null(0))
        if not self.is_unix:
            return at
        number = text.strip().try_cast("int64")
        return ibis.cases(
            (text.strip().re_search(UNIX_SECONDS), number * SECOND),
            (text.strip().re_search(UNIX_MILLIS), number * (SECOND // 1000)),
            else_=at,
        )

    def _clock(self, text: ir.StringValue) -> ir.IntegerValue:
        plain = without_zone(text)
        afternoon = ibis.literal(0, "int64")
        if self.is_chinese:
            hour = plain.re_extract(r"[午上]\s*([0-9]{1,2})", 1).try_cast("int64")
            is_late = plain.re_search("下午|晚上") & (hour < 12)
            afternoon = is_late.ifelse(12 * 3600 * SECOND, 0).cast("int64")
            plain = from_chinese(plain)
        read = plain.try_cast("timestamp") if self.is_iso else ibis.null("timestamp")
        if self.formats:
            formats = ibis.array(list(self.formats))
            read = read.coalesce(_read_as(_slashed(plain), formats))
        return epoch_us(read) + afternoon


def offset_of(text: ir.StringValue) -> ir.IntegerValue:
    """Return the offset that the text names, in microseconds; null where it names none."""
    zone = text.strip().re_extract(ZONE, 1)
    sign = zone.startswith("-").ifelse(-1, 1)
    hours = zone.substr(1, 2).try_cast("int64")
    minutes = zone.replace(":", "").substr(3, 2).try_cast("int64").fill_null(0)
    is_numeric = zone.startswith("+") | zone.startswith("-")
    return ibis.cases(
        (is_numeric, sign * (hours * 3600 + minutes * 60) * SECOND),
        (zone != "", ibis.literal(0, "int64")),
    ).cast("int64")


def without_zone(text: ir.StringValue) -> ir.StringValue:
    """Return the text up to its zone, with a point before fractions."""
    bare = text.strip().re_replace(f"({CLOCK_END}){ZONE_NAME}", r"\1")
    return bare.re_replace(r",([0-9]+)$", r".\1")


def from_chinese(text: ir.StringValue) -> ir.StringValue:
    """Return 2024年3月1日 下午3点05分 as 2024-3-1 3:05."""
    day = (
        text.re_replace("年|月", "-")
        .re_replace("日|号", " ")
        .re_replace("[上下中]午|晚上|凌晨", " ")
    )
    clock = day.re_replace("时|点|分|：", ":").re_replace("秒|:$|整", "").re_replace(":$", "")
    padded = clock.re_replace(r"\s([0-9]):", r" 0\1:").re_replace(r"\s([0-9]{2})$", r" \1:00")
    return padded.re_replace(r"\s+", " ").strip()


def _slashed(text: ir.StringValue) -> ir.StringValue:
    return text.re_replace(r"[-.]([0-9A-Za-z]{1,4})[-.]", r"/\1/").replace("T", " ")


def detect(sample: Sequence[str], zone: str) -> TimeFormat | None:
    """Find how a sample is written; nothing when less than half of it can be a time."""
    texts = [text for text in sample if text and text.strip()]
    if sum(_may_be_time(text) for text in texts) * 2 < max(len(texts), 1):
        return None
    looks = TimeFormat(
        zone=zone,
        is_chinese=any(any(char in text for char in CHINESE[1:-1]) for text in texts),
        is_unix=any(text.strip().isdigit() and len(text.strip()) in {10, 13} for text in texts),
    )
    fitting = _fitting(looks, texts)
    found = TimeFormat(
        zone, looks.is_iso, looks.is_chinese, looks.is_unix, *_settled(fitting, len(texts))
    )
    table = _as_table(texts)
    read = rows(table.aggregate(read=found.read(table.text).count()))[0]["read"]
    return found if int(str(read)) * 2 >= len(texts) else None


def _may_be_time(text: str) -> bool:
    """Tell cheaply whether a text begins like a time and has digits enough for a day."""
    return bool(BEGINS.match(text)) and sum(char.isdigit() for char in text) >= DATE_DIGITS


def _as_table(texts: Sequence[str]) -> ir.Table:
    return table_of(({"text": text} for text in texts), {"text": "string"})


def _fitting(looks: TimeFormat, texts: Sequence[str]) -> dict[str, int]:
    table = _as_table(texts)
    plain = without_zone(table.text)
    plain = from_chinese(plain) if looks.is_chinese else plain
    unread = table.filter(plain.try_cast("timestamp").isnull())
    plain = without_zone(unread.text)
    plain = _slashed(from_chinese(plain) if looks.is_chinese else plain)
    columns = {
        f"f{number}": _read_as(plain, ibis.array([form])).count()
        for number, form in enumerate(FORMATS)
    }
    row = rows(unread.aggregate(**columns))[0]
    return {form: int(str(row[f"f{n}"])) for n, form in enumerate(FORMATS) if row[f"f{n}"]}


def _settled(fitting: dict[str, int], rows: int) -> tuple[tuple[str, ...], bool]:
    days = sum(count for form, count in fitting.items() if form.startswith(DAY_FIRST))
    months = sum(count for form, count in fitting.items() if form.startswith(MONTH_FIRST))
    worse = MONTH_FIRST if days > months else DAY_FIRST
    kept = [form for form in fitting if not (days and months and form.startswith(worse))]
    kept.sort(key=lambda form: -fitting[form])
    return tuple(kept), bool(days and days == months)
