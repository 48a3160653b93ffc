"""What an item manager fills in for a delegation, a letter, a seal, a revocation."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.models import ServiceItem
from onewindow.delegation.items import items_of
from onewindow.delegation.models import DelegationKind, Power, Seal, SealKind
from onewindow.delegation.models.letters import LETTER_POWERS
from onewindow.design.forms import PlainForm
from onewindow.orgs.models import Department, Officer

OPEN_END = _("含当天。不填就是长期有效，直到撤销。")
# The rules speak of the first day after; the form asks for the last day.
FIELDS = {"valid_to": "last_day"}


class PeriodForm(PlainForm):
    """From a day until another, both as people write them: the last day counts."""

    valid_from = forms.DateField(label=_("生效日期"), widget=forms.DateInput())
    last_day = forms.DateField(label=_("有效期至"), help_text=OPEN_END, required=False)

    @property
    def first_day(self) -> date:
        """The first day, as it was filled in."""
        first: date = self.cleaned_data["valid_from"]
        return first

    @property
    def valid_to(self) -> date | None:
        """The end as the domain has it: the first day after."""
        last: date | None = self.cleaned_data["last_day"]
        return last + timedelta(days=1) if last else None


class DelegationForm(PeriodForm):
    """An item handed down or entrusted."""

    item = forms.ChoiceField(label=_("事项"))
    kind = forms.ChoiceField(
        label=_("方式"),
        widget=forms.RadioSelect,
        choices=[
            (DelegationKind.ENTRUSTED, _("委托｜以本部门的名义办理，本部门监督并承担后果")),
            (DelegationKind.HANDED_DOWN, _("下放｜交给下级区划的单位办理")),
        ],
    )
    to = forms.ModelChoiceField(label=_("承接单位"), queryset=Department.objects.none())
    powers = forms.MultipleChoiceField(
        label=_("交出哪些权限"), choices=Power, widget=forms.CheckboxSelectMultiple
    )
    scope = forms.CharField(
        label=_("限于哪些情形或环节"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("整个事项都交出就不填。办理人员和申请人会看到。"),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("依据"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("法律、法规或者规章的名称和条款，例如《某某条例》第十条。"),
    )  # fmt: skip
    filing_number = forms.CharField(label=_("备案文号"), max_length=100)
    filed_on = forms.DateField(label=_("备案日期"))
    document = forms.FileField(
        label=_("委托书或者下放文件"), required=False, help_text=_("PDF 或图片，不超过 20 MB。")
    )

    field_order = (
        "item", "kind", "to", "powers", "scope", "basis", "filing_number", "filed_on",
        "valid_from", "last_day", "document",
    )  # fmt: skip

    def __init__(
        self,
        department: Department,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
    ) -> None:
        super().__init__(data, files)
        own = items_of(department)
        self._items = {str(item.pk): item for item, _name in own}
        listed = [(str(item.pk), name) for item, name in own]
        self.fields["item"] = forms.ChoiceField(
            label=_("事项"), choices=[("", _("请选择")), *listed]
        )
        others = Department.objects.filter(is_active=True).exclude(pk=department.pk)
        field = self.fields["to"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = others.order_by("-region", "name")
            field.empty_label = gettext("请选择")

    @property
    def chosen_item(self) -> ServiceItem:
        """The item that was chosen."""
        return self._items[self.cleaned_data["item"]]


class LetterForm(PeriodForm):
    """An authorisation letter."""

    officer = forms.ChoiceField(label=_("被授权人"))
    powers = forms.MultipleChoiceField(
        label=_("授权做什么"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(power.value, power.label) for power in LETTER_POWERS],
    )
    scope = forms.ChoiceField(
        label=_("授权事项"),
        widget=forms.RadioSelect,
        initial="all",
        choices=[
            ("all", _("本部门全部事项｜以后新增的事项也包括")),
            ("some", _("只限下面勾选的事项")),
        ],
    )
    items = forms.MultipleChoiceField(
        label=_("事项"), required=False, widget=forms.CheckboxSelectMultiple
    )
    seals = forms.MultipleChoiceField(
        label=_("可以使用的印章"), required=False, widget=forms.CheckboxSelectMultiple
    )
    last_day = forms.DateField(label=_("有效期至"), help_text=_("含当天。"))

    field_order = ("officer", "powers", "scope", "items", "seals", "valid_from", "last_day")

    def __init__(
        self,
        department: Department,
        data: QueryDict | None = None,
        _files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        by: Officer,
        on: date,
    ) -> None:
        super().__init__(data)
        listed = items_of(department)
        self._items = {str(item.pk): item for item, _name in listed}
        self.fields["items"] = forms.MultipleChoiceField(
            label=_("事项"), required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(str(item.pk), name) for item, name in listed],
        )  # fmt: skip
        self.fields["officer"] = forms.ChoiceField(
            label=_("被授权人"), choices=[("", _("请选择")), *_officers(department, by)]
        )
        seals = Seal.objects.in_force(on).filter(department=department)
        self._seals = {str(seal.pk): seal for seal in seals.select_related("image")}
        self.fields["seals"] = forms.MultipleChoiceField(
            label=_("可以使用的印章"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(code, seal.get_kind_display()) for code, seal in self._seals.items()],
        )

    def clean(self) -> dict[str, object]:
        """Ask for items where only some are meant."""
        answers: dict[str, object] = super().clean() or {}
        if answers.get("scope") == "some" and not answers.get("items"):
            self.add_error("items", _("请勾选至少一个事项，或者选“本部门全部事项”。"))
        return answers

    @property
    def chosen_items(self) -> list[ServiceItem]:
        """The items that were ticked; none for all of them."""
        if self.cleaned_data["scope"] == "all":
            return []
        return [self._items[code] for code in self.cleaned_data["items"]]

    @property
    def chosen_seals(self) -> list[Seal]:
        """The seals that were ticked."""
        return [self._seals[code] for code in self.cleaned_data["seals"]]

    @property
    def chosen_officer(self) -> Officer:
        """Who was chosen."""
        officers = Officer.objects.active().select_related("user", "department")
        return officers.get(pk=self.cleaned_data["officer"])


class SealForm(PeriodForm):
    """The image of a special seal."""

    kind = forms.ChoiceField(label=_("印章"), choices=SealKind, widget=forms.RadioSelect)
    image = forms.FileField(
        label=_("印章图片"),
        help_text=_(
            "PNG 或 SVG，不超过 2 MB，至少 150×150 像素。白色背景会变成透明，四周空白会裁掉。"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".png,.svg,.jpg,.jpeg"}),
    )

    field_order = ("kind", "image", "valid_from", "last_day")


class RevocationForm(PlainForm):
    """Why a grant ends before its time."""

    reason = forms.CharField(
        label=_("原因"), max_length=300, help_text=_("会记入台账。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


def _officers(department: Department, by: Officer) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return serving officials but `by` himself, by department, one's own first."""
    groups: dict[str, list[tuple[str, str]]] = {department.name: []}
    listed = Officer.objects.active().select_related("user", "department").exclude(pk=by.pk)
    for each in listed.order_by("department__name", "user__name"):
        where = each.department.short_name or each.department.name
        title = " · ".join(said for said in (each.user.name, where, each.title) if said)
        groups.setdefault(each.department.name, []).append((str(each.pk), title))
    return [(name, people) for name, people in groups.items() if people]
