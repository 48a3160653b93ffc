"""An office's verdict."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onewindow.design.forms import PlainForm


class ReviewForm(PlainForm):
    """Agree, or object with what has to be changed."""

    agrees = forms.ChoiceField(
        label=_("审核意见"),
        choices=[
            ("yes", _("同意｜本单位负责的内容没有问题")),
            ("no", _("有意见｜退回部门修改，写明哪里要改")),
        ],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("说明"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self) -> dict[str, str]:
        """Ask for reasons with an objection."""
        answers: dict[str, str] = super().clean() or {}
        if answers.get("agrees") == "no" and not answers.get("comment", "").strip():
            self.add_error("comment", gettext("提出意见时要写明哪里需要修改，部门才能改。"))
        return answers

    @property
    def is_agreement(self) -> bool:
        """Whether the office agrees."""
        return bool(self.cleaned_data["agrees"] == "yes")
