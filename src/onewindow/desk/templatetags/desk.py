"""Days and times as the desk writes them: short, in the reader's language."""

from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """Write a day without its year."""
    return date_format(_local(value), _("n月j日")) if value else ""


@register.filter
def full_day(value: date | None) -> str:
    """Write a day with its year."""
    return date_format(_local(value), _("Y年n月j日")) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Write a time to the minute, in the office's time zone."""
    return date_format(localtime(value), _("n月j日 H:i")) if value else ""


def _local(value: date) -> date:
    return localtime(value) if isinstance(value, datetime) else value
