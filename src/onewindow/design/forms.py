"""What forms of portal and desk share: messages that say what to do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOT_LISTED = _("请从列出的选项里选一项。")
PLAIN: list[tuple[type[forms.Field], dict[str, StrOrPromise]]] = [
    (
        forms.FileField,
        {
            "required": _("请选择要上传的文件。"),
            "invalid": _("文件没有传上来，请重新选择。"),
            "missing": _("文件没有传上来，请重新选择。"),
            "empty": _("这是空文件，请检查后重新选择。"),
            "max_length": _("文件名太长了，请改短以后再上传。"),
        },
    ),
    (forms.BooleanField, {"required": _("请勾选这一项。")}),
    (
        forms.MultipleChoiceField,
        {
            "required": _("请至少选择一项。"),
            "invalid_choice": NOT_LISTED,
            "invalid_list": NOT_LISTED,
        },
    ),
    (
        forms.ModelMultipleChoiceField,
        {
            "invalid_list": NOT_LISTED,
            "invalid_pk_value": NOT_LISTED,
            "invalid_choice": NOT_LISTED,
        },
    ),
    (forms.ModelChoiceField, {"required": _("请选择一项。"), "invalid_choice": NOT_LISTED}),
    (forms.ChoiceField, {"required": _("请选择一项。"), "invalid_choice": NOT_LISTED}),
    (forms.DateField, {"invalid": _("请填写日期，例如 2026-11-21。")}),
    (forms.DateTimeField, {"invalid": _("请填写日期和时间，例如 2026-11-21 14:30。")}),
    (forms.TimeField, {"invalid": _("请填写时间，例如 14:30。")}),
    (forms.IntegerField, {"invalid": _("请填写数字，不带单位。")}),
    (forms.DecimalField, {"invalid": _("请填写数字，不带单位。")}),
    (forms.Field, {"required": _("请填写这一项。")}),
]
# What validators refuse; a field has no message of its own for these codes.
LIMITS: list[tuple[type[forms.Field], dict[str, StrOrPromise]]] = [
    (
        forms.CharField,
        {
            "null_characters_not_allowed": _("里面有看不见的控制字符，请删掉重填。"),
            "max_length": _("太长了，最多 %(limit_value)d 个字，现在有 %(show_value)d 个。"),
            "min_length": _("太短了，至少 %(limit_value)d 个字，现在有 %(show_value)d 个。"),
        },
    ),
    (
        forms.IntegerField,
        {
            "max_value": _("不能大于 %(limit_value)s。"),
            "min_value": _("不能小于 %(limit_value)s。"),
        },
    ),
    (
        forms.DecimalField,
        {
            "max_digits": _("数字太长了，最多 %(max)s 位。"),
            "max_whole_digits": _("数字太大了，小数点前最多 %(max)s 位。"),
            "max_decimal_places": _("小数点后最多 %(max)s 位。"),
        },
    ),
]
# Days are reckoned from what is filled in: nothing outside is meant.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
FAR = _("日期应在 1900 年到 2999 年之间，请核对年份。")


def plain_messages(field: forms.Field) -> None:
    """Say what to do instead of what is wrong, unless the form has its own words."""
    for kind, messages in PLAIN:
        for code, text in messages.items():
            default = kind.default_error_messages.get(code)
            if default is None:
                default = forms.Field.default_error_messages[code]
            if isinstance(field, kind) and field.error_messages.get(code) is default:
                field.error_messages[code] = text
    for kind, messages in LIMITS:
        if isinstance(field, kind):
            field.error_messages = {**messages, **field.error_messages}


def near_days(field: forms.Field) -> None:
    """Refuse days that no calendar of ours can reckon with."""
    if isinstance(field, forms.DateField):
        limits = [MinValueValidator(FIRST_DAY, FAR), MaxValueValidator(LAST_DAY, FAR)]
    elif isinstance(field, forms.DateTimeField):
        first, last = (
            datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (FIRST_DAY, LAST_DAY)
        )
        limits = [MinValueValidator(first, FAR), MaxValueValidator(last, FAR)]
    else:
        return
    field.validators += [each for each in limits if each not in field.validators]


class PlainForm(forms.Form):
    """A form whose messages tell a person what to do; `{% field %}` draws its fields."""

    def full_clean(self) -> None:
        """Check the fields with our messages."""
        for field in self.fields.values():
            plain_messages(field)
            near_days(field)
        super().full_clean()
