"""What an applicant says about a case of his."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onewindow.design.forms import PlainForm


class HumanForm(PlainForm):
    """What a human should look at; nobody has to say."""

    reason = forms.CharField(
        label=_("哪里不对，或者想请工作人员看什么"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("太长了，最多 %(limit_value)d 个字。")},
    )


class WithdrawalForm(PlainForm):
    """Why an application is withdrawn; nobody has to say."""

    reason = forms.CharField(
        label=_("撤回原因"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("太长了，最多 %(limit_value)d 个字。")},
    )
