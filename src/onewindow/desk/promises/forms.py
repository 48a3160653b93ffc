"""Who is not taken at his word, and why not any more."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.accounts.models import Company, Person, User
from onewindow.design.forms import PlainForm

DAY = forms.DateInput(attrs={"type": "date"})


class BarForm(PlainForm):
    """A person by his citizen ID or a company by its code; why, by which document, how long."""

    number = forms.CharField(label=lazy("身份证号或统一社会信用代码"), max_length=30)
    reason = forms.CharField(
        label=lazy("原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("本人申请时会看到。"),
    )  # fmt: skip
    source = forms.CharField(label=lazy("依据的文书"), max_length=200)
    since = forms.DateField(label=lazy("起"), initial=localdate, widget=DAY)
    until = forms.DateField(
        label=lazy("止（不含这一天）"), required=False, widget=DAY,
        help_text=lazy("不填就是到信用修复为止。"),
    )  # fmt: skip

    def clean_number(self) -> User | Company:
        """Return whom the number means."""
        number = str(self.cleaned_data["number"]).strip().upper()
        if company := Company.objects.filter(uscc=number).first():
            return company
        try:
            return Person.objects.by_citizen_id(number).user
        except Person.DoesNotExist:
            raise forms.ValidationError(_("没有登记过这个号码，请核对。")) from None

    def clean(self) -> dict[str, object]:
        """Ask for an end after the start."""
        answers: dict[str, object] = super().clean() or {}
        since, until = answers.get("since"), answers.get("until")
        if isinstance(since, date) and isinstance(until, date) and until <= since:
            self.add_error("until", _("止日要晚于起日。"))
        return answers


class RepairForm(PlainForm):
    """Why somebody is taken at his word again."""

    reason = forms.CharField(
        label=lazy("修复的理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
