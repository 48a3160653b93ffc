"""What an applicant may write into a field of the form, by its kind."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from onewindow.catalogue.field_values import columns_of, table_rows, table_text
from onewindow.catalogue.models import FormField, Material
from onewindow.kernel.errors import DomainError
from onewindow.kernel.glyphs import named, unprintable
from onewindow.kernel.identity import InvalidIdentity, check_citizen_id, check_uscc

LENGTHS = {FormField.Kind.LONG_TEXT: 2000, FormField.Kind.ADDRESS: 300}
USUAL_LENGTH = 200
USUAL_FILES = ("text", "image")
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?|\d{7,8}|[48]00-?\d{3}-?\d{4}")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class InvalidValue(DomainError):
    """A value that does not fit its field, said so that the applicant can mend it."""


def check_value(field: FormField, text: str) -> str:
    """Return the value as it is kept (plain digits, ISO dates); raise InvalidValue."""
    kind = FormField.Kind(field.kind)
    if kind is FormField.Kind.CHOICE:
        return _choice(text.strip(), field.choices)
    if kind is FormField.Kind.TABLE:
        return _table(field, text)
    limit = LENGTHS.get(kind, USUAL_LENGTH)
    if len(text) > limit:
        raise InvalidValue(_("太长了，最多 %(limit)d 个字。") % {"limit": limit})
    # What the applicant writes is printed in the decision letter.
    if missing := unprintable(text):
        raise InvalidValue(
            _("公文里印不出这些字，请换一种写法：%(characters)s") % {"characters": named(missing)}
        )
    if kind in CHECKS:
        # A phone keyboard in Chinese mode writes full-width digits and letters.
        return CHECKS[kind](unicodedata.normalize("NFKC", text).strip())
    return text.strip()


def _table(field: FormField, text: str) -> str:
    columns = columns_of(field)
    rows = []
    for number, row in enumerate(table_rows(text), 1):
        checked = {}
        for column in columns:
            cell = row.get(column.code, "")
            place = _("第 %(row)d 行“%(column)s”：") % {"row": number, "column": column.label}
            if not cell.strip():
                if column.is_required:
                    raise InvalidValue(place + _("请填写这一项。"))
                continue
            as_field = FormField(kind=column.kind, choices=list(column.choices))
            try:
                checked[column.code] = check_value(as_field, cell)
            except InvalidValue as error:
                raise InvalidValue(place + error.message) from None
        rows.append(checked)
    return table_text(rows)


def file_kinds_of(asked: Material | FormField) -> tuple[str, ...]:
    """Return the groups of files that a material or a file field takes."""
    if isinstance(asked, FormField):
        return tuple(asked.choices) or USUAL_FILES
    return tuple(asked.file_kinds)


def missing_fields(fields: Sequence[FormField], values: Mapping[str, str]) -> list[FormField]:
    """Return the fields that are still empty though required, or hold what does not fit."""
    return [field for field in fields if not _is_filled(field, values.get(field.code, ""))]


def _is_filled(field: FormField, text: str) -> bool:
    if not text:
        return not field.is_required
    try:
        check_value(field, text)
    except InvalidValue:
        return False
    return True


def _choice(text: str, choices: Sequence[str]) -> str:
    if text not in choices:
        raise InvalidValue(_("请从列出的选项里选一项。"))
    return text


def _number(text: str) -> str:
    try:
        number = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise InvalidValue(_("请填写数字，不带单位，例如 12 或 4.5。")) from None
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise InvalidValue(_("这个数字太大了，请核对。"))
    if number < 0:
        raise InvalidValue(_("这里不能填负数。"))
    return f"{number:f}"


def _money(text: str) -> str:
    amount = _number(text.removesuffix("元").strip().removeprefix("¥"))
    _whole, _point, cents = amount.partition(".")
    if len(cents) > 2:
        raise InvalidValue(_("金额最多两位小数（到分）。"))
    return amount


def _date(text: str) -> str:
    found = DAY.fullmatch(text.replace(" ", ""))
    if found is None:
        raise InvalidValue(_("请按“2026-12-21”的样子填写日期。"))
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise InvalidValue(_("日历上没有这一天，请核对。")) from None
    if not 1900 <= day.year <= 2199:
        raise InvalidValue(_("年份不对，请核对。"))
    return day.isoformat()


def _phone(text: str) -> str:
    number = re.sub(r"^\+?86(?=1\d{10}$)", "", re.sub(r"[\s()]", "", text))
    if not (MOBILE.fullmatch(number) or LANDLINE.fullmatch(number)):
        raise InvalidValue(_("请填写 11 位手机号，或者带区号的座机号，例如 0531-88886666。"))
    return number


def _citizen_id(text: str) -> str:
    try:
        return check_citizen_id(text.upper())
    except InvalidIdentity as error:
        raise InvalidValue(error.message) from None


def _uscc(text: str) -> str:
    try:
        return check_uscc(text.upper())
    except InvalidIdentity as error:
        raise InvalidValue(error.message) from None


CHECKS: Mapping[FormField.Kind, Callable[[str], str]] = {
    FormField.Kind.NUMBER: _number,
    FormField.Kind.MONEY: _money,
    FormField.Kind.DATE: _date,
    FormField.Kind.PHONE: _phone,
    FormField.Kind.CITIZEN_ID: _citizen_id,
    FormField.Kind.USCC: _uscc,
}
