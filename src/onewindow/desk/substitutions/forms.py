"""Who stands in for whom, from when to when, and why."""

from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from onewindow.design.forms import PlainForm
from onewindow.orgs.models import Officer

DAY = {"type": "date"}


class SubstitutionForm(PlainForm):
    """One's own substitute; who decides in a department arranges for his colleagues too."""

    officer = forms.ModelChoiceField(Officer.objects.none(), label=_("谁不在"))
    substitute = forms.ModelChoiceField(Officer.objects.none(), label=_("由谁代班"))
    first = forms.DateField(label=_("从"), widget=forms.DateInput(attrs=DAY))
    last = forms.DateField(
        label=_("到"), widget=forms.DateInput(attrs=DAY), help_text=_("含当天。")
    )
    reason = forms.CharField(label=_("原因"), max_length=300, help_text=_("例如：年休假。"))

    def __init__(self, data: QueryDict | None, officer: Officer, *, heads: bool) -> None:
        super().__init__(data)
        people = Officer.objects.active().filter(department=officer.department_id)
        people = people.select_related("user", "department").order_by("user__name", "pk")
        who = people if heads else people.filter(pk=officer.pk)
        self.fields["officer"] = forms.ModelChoiceField(
            who, label=_("谁不在"), initial=officer.pk, empty_label=None
        )
        self.fields["substitute"] = forms.ModelChoiceField(
            people, label=_("由谁代班"), empty_label=_("请选择")
        )

    def until(self) -> date:
        """Return the day after the last one."""
        last: date = self.cleaned_data["last"]
        return last + timedelta(days=1)
