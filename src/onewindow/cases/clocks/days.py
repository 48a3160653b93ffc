"""The local day of a time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")


def local_day(at: datetime) -> date:
    """Return the calendar day in China of an aware time."""
    return at.astimezone(LOCAL).date()
