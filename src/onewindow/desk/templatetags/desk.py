"""Days and times as the desk writes them: short, in the reader's language."""

from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onewindow.design.days import local, short_day, short_moment
from onewindow.procedure.redesign.errors import quoted

register = template.Library()
register.filter("quoted", quoted)


@register.filter
def day(value: date | None) -> str:
    """Write a day, without its year when that is this one."""
    return short_day(value) if value else ""


@register.filter
def full_day(value: date | None) -> str:
    """Write a day with its year."""
    return date_format(local(value), _("Y年n月j日")) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Write a time to the minute, in the office's time zone."""
    return short_moment(value) if value else ""
