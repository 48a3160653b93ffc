"""The events of a log in order, a batch at a time."""

from collections.abc import Iterator
from datetime import timedelta

from onewindow.eventlog.log import EventLog
from onewindow.eventlog.running import Row, integer, rows, streamed
from onewindow.eventlog.zones import EPOCH

BATCH = 20_000


def events_of(log: EventLog) -> Iterator[Row]:
    """Return the events by case, time and place."""
    ordered = log.events.order_by("case_id", "at_us", "position")
    return streamed(ordered, BATCH)


def cases_of(log: EventLog) -> dict[str, Row]:
    """Return the attributes of every case, without what it does not have."""
    found = {}
    for row in rows(log.cases):
        case = str(row.pop("case_id"))
        found[case] = {
            key.removeprefix("case_"): said(value, is_time=key in log.times)
            for key, value in row.items()
            if value is not None
        }
    return found


def attributes_of(log: EventLog, event: Row) -> Row:
    """Return the further attributes of an event."""
    return {
        key.removeprefix("event_"): said(value, is_time=key in log.times)
        for key, value in event.items()
        if key.startswith("event_") and value is not None
    }


def said(value: object, *, is_time: bool) -> object:
    """Return a value as it is written: microseconds of a time as ISO 8601."""
    return stamp(value) if is_time else value


def stamp(us: object) -> str:
    """Return microseconds since 1970 UTC as ISO 8601."""
    return (EPOCH + timedelta(microseconds=integer(us))).isoformat(timespec="microseconds")
