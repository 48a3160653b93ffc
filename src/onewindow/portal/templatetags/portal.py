"""How the portal says things that the domain knows as codes."""

import json

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from onewindow.accounts.models import User
from onewindow.catalogue.codes import LimitUnit
from onewindow.catalogue.definition.rows import BasisRow
from onewindow.catalogue.laws import Place, place_of
from onewindow.catalogue.models import ItemVersion, LegalBasis
from onewindow.delegation.models import Power
from onewindow.messages.access import unread_count
from onewindow.portal.drafts.sections import Way
from onewindow.portal.themes import USUAL_ICON, shown_themes
from onewindow.portal.wording import case_status, case_tone, file_kinds

register = template.Library()
register.filter(file_kinds)
register.filter(case_status)
register.filter(case_tone)


@register.filter
def theme_icon(version: ItemVersion) -> str:
    """Return the icon of an item's first theme."""
    themes = {theme.written: theme for group in shown_themes() for theme in group.themes}
    return next((themes[name].icon for name in version.themes if name in themes), USUAL_ICON)


@register.filter
def powers(codes: list[str]) -> str:
    """Return what an office may do for another, in words."""
    return _("、").join(str(Power(code).label) for code in codes)


@register.filter
def file_icon(media_type: str) -> str:
    """Return the icon for a stored file."""
    return "file-image" if media_type.startswith("image/") else "file-text"


@register.simple_tag
def place(way: Way, section: str) -> int:
    """Return the place of a section on the way of a draft, 1 for the first."""
    return way.place(section)


@register.filter
def as_json(value: object) -> SafeString:
    """Return a value as JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308 - what could leave the element is escaped above


@register.filter
def limit_unit(code: str) -> str:
    """Return the name of a unit of limits."""
    return str(LimitUnit(code).label)


@register.simple_tag
def law_place(basis: LegalBasis | BasisRow) -> Place | None:
    """Return where the text of a basis can be read here."""
    return place_of(basis.law, basis.article)


@register.simple_tag
def unread(user: User | AnonymousUser) -> int:
    """Return how many notices somebody has not opened."""
    return unread_count(user)
