"""Icons, fields and the few facts every page shows."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.forms import BoundField
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from onewindow.design.days import day_words, local, short_day
from onewindow.design.fields import FieldView
from onewindow.design.looks import Look, look_of

register = template.Library()
ICONS = Path(__file__).resolve().parent.parent / "icons"


@register.filter
def written_day(value: date | None) -> str:
    """Write a day as records do, in the reader's language."""
    return date_format(local(value), _("Y-m-d")) if value else ""


@register.filter
def written_time(value: datetime | None) -> str:
    """Write a time to the minute as records do."""
    return date_format(localtime(value), _("Y-m-d H:i")) if value else ""


@register.filter
def written_moment(value: datetime | None) -> str:
    """Write a time to the minute, its day in words."""
    return date_format(localtime(value), _("Y年n月j日 H:i")) if value else ""


@register.filter(name="short_day")
def short_day_of(value: date | None) -> str:
    """Write a day without its year when that is this one."""
    return short_day(value) if value else ""


@register.filter(name="day_words")
def day_words_of(value: date | None) -> str:
    """Write the same with its weekday."""
    return day_words(value) if value else ""


@cache
def shapes(name: str) -> str:
    """Return the inside of the icon's svg element; raise FileNotFoundError for an unknown icon."""
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    return source[source.index(">") + 1 : source.rindex("</svg>")]


@register.simple_tag
def icon(name: str, label: str = "", extra: str = "") -> SafeString:
    """Draw a Lucide icon; without a label it is decoration and hidden from screen readers."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="ow-icon{}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        f" {extra}" if extra else "",
        mark_safe(spoken),  # noqa: S308 – either our own constant or escaped above
        mark_safe(shapes(name)),  # noqa: S308 – our own vendored files
    )


@register.inclusion_tag("design/field.html")
def field(bound: BoundField, **options: str) -> dict[str, FieldView]:
    """Render a form's field with its label, hint, error and control wired together.

    Options: `size` (short, medium), `prefix`, `suffix`, `layout` (row), `quiet` (label unseen),
    `unmarked` (no word that it is optional, where nearly everything is).
    """
    return {"view": FieldView(bound, options)}


@register.filter
def page_numbers(paginator: Paginator[object], page: Page[object]) -> list[int]:
    """Return the page numbers to offer around `page`; 0 stands for a gap."""
    return [
        number if isinstance(number, int) else 0
        for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]


@register.simple_tag(takes_context=True)
def look(context: Context) -> Look:
    """Return how this visitor wants the pages to look; error pages bring it as `seen`."""
    request = context.get("request")
    if request is not None:
        return look_of(request.COOKIES)
    seen = context.get("seen")
    return seen if isinstance(seen, Look) else Look()


@register.simple_tag
def city_name() -> str:
    """Return the name of the city this installation serves."""
    return str(settings.CITY_NAME)


@register.simple_tag
def is_trial() -> bool:
    """Say whether this installation shows sample data."""
    return bool(settings.TRIAL)
