"""Start an item from scratch."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue import actions
from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.models import ItemVersion
from onewindow.design.forms import PlainForm
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Officer


def item_types() -> list[tuple[str, str]]:
    """Return the kinds of item."""
    return list(elements()["item_type"].options().items())


class NewItemForm(PlainForm):
    """The three things that make an item; the rest is filled in page by page."""

    name = forms.CharField(label=_("事项名称"), max_length=300)
    number = forms.CharField(
        label=_("项目序号"),
        max_length=60,
        help_text=_("本部门里不重复，例如 SCJG-012。以后导入同一序号的流程确认单就是这个事项。"),
        validators=[
            RegexValidator(r"^[0-9A-Za-z][0-9A-Za-z._-]*$", _("请用字母、数字、“-”和“.”。")),
        ],
    )
    item_type = forms.ChoiceField(label=_("事项类型"), choices=item_types)

    def start(self, *, by: Officer, at: datetime) -> ItemVersion | None:
        """Start the item in the officer's department; None with the reason when it is there."""
        try:
            return actions.start_item(by.department, **self.cleaned_data, by=by.actor, at=at)
        except DomainError as refused:
            self.add_error("number", refused.message)
            return None
