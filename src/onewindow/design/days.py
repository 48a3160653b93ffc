"""Days and times as people say them: the year only where it is not this one."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _


def short_day(value: date) -> str:
    """Return a day, `12月4日`; in another year than today's, `2027年1月4日`."""
    day = local(value)
    return date_format(day, _("n月j日") if _is_this_year(day) else _("Y年n月j日"))


def day_words(value: date) -> str:
    """Return a day with its weekday, `12月4日（星期五）`."""
    day = local(value)
    return date_format(day, _("n月j日（l）") if _is_this_year(day) else _("Y年n月j日（l）"))


def short_moment(value: datetime) -> str:
    """Return a time to the minute in the office's time zone, `12月4日 09:30`."""
    day = localtime(value)
    return date_format(day, _("n月j日 H:i") if _is_this_year(day) else _("Y年n月j日 H:i"))


def local(value: date) -> date:
    """Return a day as it is, a time in the office's time zone."""
    return localtime(value) if isinstance(value, datetime) else value


def _is_this_year(day: date) -> bool:
    return day.year == localdate().year
