"""What a source has that cannot be measured, or only with a guess: counted, with examples."""

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.problems import EXAMPLES, Kind
from onewindow.eventlog.reading.staged import POSITION, Staged
from onewindow.eventlog.reading.times import offset_of
from onewindow.eventlog.running import Row, integer, number, rows
from onewindow.eventlog.zones import SECOND, YEARS

DAY = 86400 * SECOND
FIRST, LAST = (int((year - 1970) * 365.2425) * DAY for year in YEARS)


def text(staged: Staged, column: str) -> ir.StringValue:
    """Return a column's texts without blanks around; empty where there is no column."""
    if not column:
        return ibis.literal("")
    return staged.events[column].cast("string").strip().fill_null("")


def count_left_out(staged: Staged) -> None:
    """Count the events without case, activity or time."""
    table, mapping = staged.events, staged.mapping
    case, activity = text(staged, mapping.case), text(staged, mapping.activity)
    at = text(staged, mapping.at)
    is_bad = (at != "") & (case != "") & (activity != "")
    is_bad &= _unread(staged)
    for kind, found, shown in (
        (Kind.NO_CASE, case == "", activity),
        (Kind.NO_ACTIVITY, (case != "") & (activity == ""), case),
        (Kind.NO_TIME, (case != "") & (activity != "") & (at == ""), case),
        (Kind.BAD_TIME, is_bad, at),
    ):
        _add(staged, table.mutate(shown=shown, place=table[POSITION] + 1).filter(found), kind)


def _unread(staged: Staged) -> ir.BooleanValue:
    value = staged.events[staged.mapping.at]
    if value.type().is_temporal():
        return value.isnull()
    return staged.times[staged.mapping.at].read(value.cast("string")).isnull()


def _add(staged: Staged, found: ir.Table, kind: Kind) -> None:
    count = number(found.count())
    if count:
        first = rows(found.order_by("place").select("place", "shown").limit(EXAMPLES))
        examples = [f"第 {row['place']} 个事件 {row['shown']}".strip() for row in first]
        staged.problems.add(kind, count, examples)


def count_zones(staged: Staged) -> None:
    """Count times without a zone, and zones other than the most frequent one."""
    column = staged.mapping.at
    form = staged.times.get(column)
    if form is None or staged.events[column].type().is_temporal() or form.is_unix:
        return
    if form.is_ambiguous:
        staged.problems.add(Kind.AMBIGUOUS_DAY, number(staged.events.count()), [])
    offset = offset_of(text(staged, column))
    named = staged.events.mutate(offset=offset).filter(text(staged, column) != "")
    found = rows(named.group_by("offset").aggregate(n=named.count()))
    counts = {row["offset"]: int(str(row["n"])) for row in found}
    unnamed = counts.pop(None, 0)
    staged.problems.add(Kind.NO_ZONE, unnamed, [form.zone] if unnamed else [])
    if len(counts) > 1 or (counts and unnamed):
        said = sorted(counts.items(), key=lambda pair: -pair[1])
        others = sum(count for _offset, count in said[0 if unnamed else 1 :])
        examples = [f"{_clock(int(str(offset)))} {count:,} 个" for offset, count in said]
        staged.problems.add(Kind.MIXED_ZONES, others, examples)


def _clock(offset: int) -> str:
    minutes = abs(offset) // SECOND // 60
    return f"{'-' if offset < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"


def count_implausible(staged: Staged, events: ir.Table, figures: Row) -> None:
    """Count times that no log of an office can have; `figures` has the first and the last."""
    if not figures["n"] or (
        integer(figures["first"]) >= FIRST and integer(figures["last"]) <= LAST
    ):
        return
    strange = events.filter((events.at_us < FIRST) | (events.at_us > LAST))
    count = number(strange.count())
    if count:
        first = rows(strange.order_by("position").select("case_id", "activity").limit(EXAMPLES))
        examples = [f"{row['case_id']} {row['activity']}" for row in first]
        staged.problems.add(Kind.IMPLAUSIBLE_TIME, count, examples)
