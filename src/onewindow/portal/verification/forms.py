"""The code of a letter as people type it."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from onewindow.design.forms import PlainForm

SHAPE = re.compile(r"[0-9A-F]{12}")


class CodeForm(PlainForm):
    """Twelve characters in three groups; spaces, dashes and small letters do not matter."""

    unknown = _("没有这个验证码的文书。请核对是否输错；仍然查不到的，请拨打文书上的部门电话核实。")

    code = forms.CharField(
        label=_("文书上的验证码"),
        help_text=_("在文书的左上角和右下角，12 位，例如 1A2B-3C4D-5E6F。"),
        max_length=40,
    )

    def clean_code(self) -> str:
        """Return the code as it is stored."""
        text = re.sub(r"[\s\-－—]", "", str(self.cleaned_data["code"])).upper()
        if not SHAPE.fullmatch(text):
            raise forms.ValidationError(_("验证码是 12 位数字和字母（A 到 F），请照文书上的填写。"))
        return f"{text[:4]}-{text[4:8]}-{text[8:]}"
