"""How the base catalogue is narrowed, where a claimed item is run, why one does not follow."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.actions.claiming import Place, levels_for
from onewindow.catalogue.base_types import type_labels
from onewindow.catalogue.claim_access import claimed_by
from onewindow.catalogue.models import BaseItem
from onewindow.design.forms import PlainForm
from onewindow.orgs.models import Department, Officer

NUMBER = r"^[0-9A-Za-z][0-9A-Za-z._-]*$"


def _departments() -> list[tuple[str, str]]:
    names = BaseItem.objects.order_by("department_name").values_list("department_name", flat=True)
    return [("", str(_("全部部门"))), *((name, name) for name in names.distinct())]


def _types() -> list[tuple[str, str]]:
    return [("", str(_("全部类型"))), *type_labels().items()]


class BaseSearch(PlainForm):
    """Words, department, type, and whether one's own department has claimed it."""

    q = forms.CharField(label=_("名称或编码"), required=False, max_length=100)
    department = forms.ChoiceField(label=_("主管部门"), choices=_departments, required=False)
    kind = forms.ChoiceField(label=_("类型"), choices=_types, required=False)
    claimed = forms.ChoiceField(
        label=_("认领"), required=False,
        choices=[("", _("不限")), ("yes", _("已认领")), ("no", _("未认领"))],
    )  # fmt: skip

    def narrow(self, items: QuerySet[BaseItem], officer: Officer) -> QuerySet[BaseItem]:
        """Return the items that are asked for; claimed means by the officer's department."""
        if not self.is_valid():
            return items
        wanted = self.cleaned_data
        if words := wanted["q"].strip():
            items = items.filter(Q(name__icontains=words) | Q(code__icontains=words))
        if wanted["department"]:
            items = items.filter(department_name=wanted["department"])
        if wanted["kind"]:
            items = items.filter(item_type=wanted["kind"])
        if wanted["claimed"]:
            is_claimed = claimed_by(officer)
            items = items.filter(is_claimed if wanted["claimed"] == "yes" else ~is_claimed)
        return items


class ClaimForm(PlainForm):
    """The department's number for the item, and the level at which it is run."""

    number = forms.CharField(
        label=_("项目序号"), max_length=60,
        help_text=_("本部门的序号，例如 SCJG-012。填已有事项的序号，就由那个事项采用标准。"),
        validators=[RegexValidator(NUMBER, _("请用字母、数字、“-”和“.”。"))],
    )  # fmt: skip
    level = forms.ChoiceField(label=_("行使层级"), widget=forms.RadioSelect)

    def __init__(
        self, department: Department, allowed: tuple[str, ...],
        data: Mapping[str, object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data)
        self._department = department
        levels = [each for each in levels_for(department) if each.value in allowed]
        self.fields["level"] = forms.ChoiceField(
            label=_("行使层级"), widget=forms.RadioSelect,
            choices=[(each.value, each.label) for each in levels],
            initial=levels[0].value if levels else None,
        )  # fmt: skip

    @property
    def place(self) -> Place:
        """Where the item is to be run."""
        return Place(self._department, self.cleaned_data["number"], self.cleaned_data["level"])


class DeclineForm(PlainForm):
    """Why the item does not follow its standard now."""

    reason = forms.CharField(
        label=_("暂不采用的理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("督查人员和标准的制定部门会看到。"),
    )  # fmt: skip
