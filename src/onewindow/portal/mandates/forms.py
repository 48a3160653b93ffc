"""What somebody fills in to let another act for him, and to end it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from onewindow.accounts.models import Company
from onewindow.catalogue.models import ItemVersion
from onewindow.design.forms import PlainForm
from onewindow.documents.uploads import accept_attribute
from onewindow.kernel.identity import InvalidIdentity
from onewindow.mandates.access import SELF
from onewindow.mandates.actions import AgentNamed
from onewindow.mandates.models import Power
from onewindow.mandates.rules import Terms

MOST_ITEMS = 30
ALL, SOME = "all", "some"
PAPERS = ("text", "image")
# The rules speak of the first day after; the form asks for the last day.
FIELDS = {"valid_to": "last_day"}


class GiveForm(PlainForm):
    """A mandate; signing it is ticking the last box."""

    giver = forms.ChoiceField(label=_("以谁的名义委托"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("受托人姓名"), max_length=100)
    number = forms.CharField(
        label=_("受托人的身份证号或者手机号"), max_length=40,
        help_text=_("只用来让对方找到这份委托，不会告诉您对方有没有账号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    helper = forms.BooleanField(
        label=_("受托人是帮办代办员"), required=False,
        help_text=_("政务大厅、街道、村（社区）的代办人员。"),
    )  # fmt: skip
    powers = forms.MultipleChoiceField(
        label=_("委托他做什么"), choices=Power, widget=forms.CheckboxSelectMultiple,
        initial=[Power.APPLY, Power.FOLLOW, Power.COLLECT],
        help_text=_("可以申请的人填表时能看到您登记的证件号码、手机号和住址。"),
    )  # fmt: skip
    scope = forms.ChoiceField(
        label=_("哪些事项"), widget=forms.RadioSelect, initial=ALL,
        choices=[(ALL, _("全部事项")), (SOME, _("只限下面勾选的事项"))],
    )  # fmt: skip
    items = forms.MultipleChoiceField(
        label=_("事项"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(label=_("找事项"), required=False, max_length=100)
    valid_from = forms.DateField(label=_("开始日期"), widget=forms.DateInput())
    last_day = forms.DateField(
        label=_("结束日期"), help_text=_("含当天，最长三年。"), widget=forms.DateInput()
    )
    paper = forms.FileField(
        label=_("已经签好的纸质委托书"), required=False,
        help_text=_("没有就不用传：在网上签署同样有效。PDF 或者照片。"),
        widget=forms.FileInput(attrs={"accept": accept_attribute(PAPERS)}),
    )  # fmt: skip
    sign = forms.BooleanField(label=_("以上内容是我的真实意思，我签署这份授权委托书"))

    def __init__(
        self,
        companies: Sequence[Company],
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        on: date,
        name: str,
        kept: QueryDict | None = None,
    ) -> None:
        first = {"giver": SELF, "valid_from": on, "last_day": on + timedelta(days=364)}
        super().__init__(data, files, initial={**first, **(self._as_initial(kept) if kept else {})})
        self.companies = {company.uscc: company for company in companies}
        whose = [(SELF, name), *((each.uscc, each.name) for each in companies)]
        sent = data or kept or QueryDict()
        self.chosen = _items(sent.getlist("items"), sent.get("words", "") if kept else "")
        for field, choices in (
            ("giver", whose), ("items", [(str(each.item_id), each.name) for each in self.chosen]),
        ):  # fmt: skip
            asked = self.fields[field]
            if isinstance(asked, forms.ChoiceField):
                asked.choices = choices

    def _as_initial(self, kept: QueryDict) -> dict[str, object]:
        many = ("powers", "items")
        return {
            field: kept.getlist(field) if field in many else kept[field]
            for field in self.base_fields
            if field in kept
        }

    def clean_number(self) -> str:
        """Return the number without blanks; say what is wrong with it."""
        # A phone keyboard in Chinese mode writes full-width digits and letters.
        plain = unicodedata.normalize("NFKC", str(self.cleaned_data["number"]))
        text = "".join(plain.split()).upper()
        try:
            _index = AgentNamed("", text).index
        except InvalidIdentity as error:
            raise forms.ValidationError(_("请填写 18 位身份证号，或者 11 位手机号。")) from error
        return text

    def clean_name(self) -> str:
        """Return the name without blanks around it."""
        return str(self.cleaned_data["name"]).strip()

    @property
    def company(self) -> Company | None:
        """The company in whose name it is given, if not in his own."""
        return self.companies.get(self.cleaned_data["giver"])

    @property
    def agent(self) -> AgentNamed:
        """Whom he names."""
        return AgentNamed(self.cleaned_data["name"], self.cleaned_data["number"])

    @property
    def versions(self) -> list[ItemVersion]:
        """The items that were chosen, as the public knows them."""
        if self.cleaned_data["scope"] == ALL:
            return []
        picked = set(self.cleaned_data["items"])
        return [each for each in self.chosen if str(each.item_id) in picked]

    @property
    def terms(self) -> Terms:
        """What is given."""
        said = self.cleaned_data
        return Terms(
            tuple(said["powers"]), said["valid_from"], said["last_day"] + timedelta(days=1),
            said["scope"] == ALL, [each.item_id for each in self.versions],
        )  # fmt: skip


class ReasonForm(PlainForm):
    """Why a mandate ends; nobody has to say."""

    reason = forms.CharField(
        label=_("原因"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


def _items(picked: Sequence[str], words: str) -> list[ItemVersion]:
    """Return the published items that were picked, and a few found by words."""
    numbers = [int(each) for each in picked[:MOST_ITEMS] if each.isdecimal() and len(each) < 10]
    public = ItemVersion.objects.public().select_related("item__department")
    chosen = list(public.filter(item__in=numbers).order_by("name"))
    # PostgreSQL knows no NUL: nothing is called so.
    if sought := words.replace("\0", "").strip():
        named = public.filter(name__icontains=sought).exclude(item__in=numbers)
        chosen += list(named.order_by("name")[:10])
    return chosen
