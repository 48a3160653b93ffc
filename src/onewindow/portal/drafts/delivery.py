"""How the applicant wants the result: asked on the last page before he hands in."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from onewindow.cases.actions.delivering import WHERE_TO
from onewindow.cases.models import Case, DeliveryMethod
from onewindow.design.forms import PlainForm
from onewindow.portal.drafts.forms import SubmissionForm


class DeliveryForm(PlainForm, SubmissionForm):
    """Online unless he says otherwise; post needs an address."""

    delivery_method = forms.ChoiceField(
        label=_("怎样领取结果"), choices=DeliveryMethod.choices, required=False,
        help_text=_("网上送达最快；需要纸质证件的，可以到窗口领取或者邮寄。"),
        widget=forms.RadioSelect,
    )  # fmt: skip
    address = forms.CharField(
        label=_("邮寄的收件人、电话和地址"), help_text=_("选择邮寄时填写。"), max_length=300,
        required=False,
    )  # fmt: skip

    @classmethod
    def of(cls, case: Case, data: QueryDict | None = None) -> "DeliveryForm":
        """Return the form of a draft, filled with what is known."""
        known = {"delivery_method": case.delivery_method, "address": case.fields.get(WHERE_TO, "")}
        return cls(data, initial=known)

    def chosen(self) -> tuple[str, str]:
        """Return method and address; who chose nothing gets it online."""
        given = self.cleaned_data
        return given["delivery_method"] or DeliveryMethod.ONLINE.value, given["address"]
