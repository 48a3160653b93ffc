"""A meeting as a calendar file (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from onewindow.cases.models import Meeting, MeetingStatus

FOLD = 73


def calendar_of(meeting: Meeting, *, host: str) -> str:
    """Return the iCalendar text; a meeting that was called off cancels the entry."""
    is_off = meeting.status == MeetingStatus.CANCELLED
    ends_at = meeting.begins_at + timedelta(minutes=meeting.minutes_planned)
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//OneWindow//Meetings//ZH",
        f"METHOD:{'CANCEL' if is_off else 'REQUEST'}", "BEGIN:VEVENT",
        f"UID:{meeting.number}@{host}", f"SEQUENCE:{1 if is_off else 0}",
        f"DTSTAMP:{_utc(meeting.at)}", f"DTSTART:{_utc(meeting.begins_at)}",
        f"DTEND:{_utc(ends_at)}", f"SUMMARY:{_text(meeting.title)}",
        f"LOCATION:{_text(meeting.place)}", f"DESCRIPTION:{_text(meeting.agenda)}",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}", "END:VEVENT", "END:VCALENDAR",
    )  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a line after at most 75 bytes, never inside a character."""
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > FOLD:
            parts.append(part)
            part = ""
        part += character
    return "\r\n ".join([*parts, part])
