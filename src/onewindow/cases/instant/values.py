"""Values of a column: from text, to text, and in words."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from onewindow.cases.instant.table import Column, Value, ValueKind
from onewindow.kernel.errors import DomainError

# Both evaluators hold every such number exactly.
MOST_DIGITS, MOST_PLACES = 15, 6
FLAGS = {"true": True, "false": False, "是": True, "否": False}
# None for a value that is not known.
Values = Mapping[str, Value | None]


class BadValue(DomainError):
    """A text that is no value of its column, with what could stand there."""


def read_value(column: Column, text: str) -> Value:
    """Return the value that a text says; raise BadValue."""
    plain = text.strip()
    match column.kind:
        case ValueKind.FLAG:
            if plain.lower() not in FLAGS:
                raise BadValue(_("请写“是”或“否”。"))
            return FLAGS[plain.lower()]
        case ValueKind.NUMBER:
            return _number(plain)
        case ValueKind.DAY:
            return _day(plain)
    for code, label in column.options:
        if plain in {code, label}:
            return code
    known = "、".join(label for _code, label in column.options)
    raise BadValue(_("没有“%(text)s”这一项，可以选：%(known)s") % {"text": plain, "known": known})


def plain_text(value: Value) -> str:
    """Return the text that `read_value` reads back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def say_value(column: Column, value: Value | None) -> str:
    """Return a value as a person reads it."""
    if value is None:
        return _("没有")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return dict(column.options).get(str(value), plain_text(value))


def _number(text: str) -> Decimal:
    digits = unicodedata.normalize("NFKC", text).replace(",", "")
    try:
        number = Decimal(digits)
    except InvalidOperation:
        raise BadValue(_("“%(text)s”不是数字，请只写数字，不带单位。") % {"text": text}) from None
    fits = number.is_finite() and abs(number) < 10**MOST_DIGITS
    if not fits or number != round(number, MOST_PLACES):
        raise BadValue(_("“%(text)s”超出了规则表能比较的范围。") % {"text": text})
    # No minus zero, no exponent: one number has one text.
    return Decimal(f"{number.normalize() + 0:f}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(unicodedata.normalize("NFKC", text))
    except ValueError:
        message = _("“%(text)s”不是日期，请写成 2026-12-21 的样子。") % {"text": text}
        raise BadValue(message) from None
