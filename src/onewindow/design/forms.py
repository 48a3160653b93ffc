"""What forms of portal and desk share: messages that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOT_LISTED = _("请从列出的选项里选一项。")
PLAIN: list[tuple[type[forms.Field], dict[str, StrOrPromise]]] = [
    (forms.FileField, {"required": _("请选择要上传的文件。")}),
    (forms.BooleanField, {"required": _("请勾选这一项。")}),
    (
        forms.MultipleChoiceField,
        {"required": _("请至少选择一项。"), "invalid_choice": NOT_LISTED},
    ),
    (forms.ModelChoiceField, {"required": _("请选择一项。"), "invalid_choice": NOT_LISTED}),
    (forms.ChoiceField, {"required": _("请选择一项。"), "invalid_choice": NOT_LISTED}),
    (forms.DateField, {"invalid": _("请填写日期，例如 2026-11-21。")}),
    (forms.IntegerField, {"invalid": _("请填写数字，不带单位。")}),
    (forms.DecimalField, {"invalid": _("请填写数字，不带单位。")}),
    (forms.Field, {"required": _("请填写这一项。")}),
]


def plain_messages(field: forms.Field) -> None:
    """Say what to do instead of what is wrong, unless the form has its own words."""
    for kind, messages in PLAIN:
        for code, text in messages.items():
            default = kind.default_error_messages.get(code)
            if default is None:
                default = forms.Field.default_error_messages[code]
            if isinstance(field, kind) and field.error_messages.get(code) is default:
                field.error_messages[code] = text


class PlainForm(forms.Form):
    """A form whose messages tell a person what to do; `{% field %}` draws its fields."""

    def full_clean(self) -> None:
        """Check the fields with our messages."""
        for field in self.fields.values():
            plain_messages(field)
        super().full_clean()
