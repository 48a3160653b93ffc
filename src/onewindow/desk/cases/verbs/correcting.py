"""一次告知补正: what has to be mended in each material and field, told at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.actions import Wanted
from onewindow.cases.models import Case
from onewindow.catalogue.models import FormField, Material
from onewindow.catalogue.reading import fields_for, materials_for
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.verbs import intake
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

USUAL_DAYS = 10
MOST_DAYS = 60


class CorrectionForm(PlainForm):
    """One line for each material and each field; an empty line is in order."""

    def __init__(self, sent: Sent | None, case: Case) -> None:
        super().__init__(sent.values if sent else None)
        self.asked: dict[str, Material | FormField] = {
            **{f"material-{each.code}": each for each in materials_for(case.version, case.answers)},
            **{f"field-{each.code}": each for each in fields_for(case.version, case.answers)},
        }
        wishes = _wishes(case)
        for name, asked in self.asked.items():
            label = asked.name if isinstance(asked, Material) else asked.label
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=500, initial=wishes.get(name, "")
            )
        self.fields["days"] = forms.IntegerField(
            label=_("补正期限（工作日）"),
            initial=USUAL_DAYS,
            min_value=1,
            max_value=MOST_DAYS,
            help_text=_("从明天起算；到期没有补齐，视为撤回申请。"),
        )

    def materials(self) -> Iterator[forms.BoundField]:
        """The lines of the materials."""
        return (self[name] for name in self.asked if name.startswith("material-"))

    def form_fields(self) -> Iterator[forms.BoundField]:
        """The lines of the fields of the form."""
        return (self[name] for name in self.asked if name.startswith("field-"))

    def wanted(self) -> list[Wanted]:
        """Return what was asked for."""
        said = self.cleaned_data
        return [
            Wanted(asked, said[name].strip())
            for name, asked in self.asked.items()
            if said.get(name, "").strip()
        ]

    def clean(self) -> dict[str, object]:
        """Ask for at least one line."""
        cleaned: dict[str, object] = super().clean() or {}
        if not self.errors and not self.wanted():
            raise forms.ValidationError(_("请至少在一项材料或一个栏目后面写明要补正什么。"))
        return cleaned


def _wishes(case: Case) -> dict[str, str]:
    """Return what the departments asked for, by the line of the material it is about."""
    said: dict[str, list[str]] = {}
    for each in actions.requests_to_merge(case):
        text = f"{each.text}（{each.step.unit.short_name}）"
        said.setdefault(f"material-{each.material}", []).append(text)
    return {name: "；".join(dict.fromkeys(texts)) for name, texts in said.items()}


def _form(sent: Sent | None, case: Case, _officer: Officer) -> CorrectionForm:
    return CorrectionForm(sent, case)


def _do(case: Case, officer: Officer, form: CorrectionForm, at: datetime) -> StrOrPromise:
    notice = actions.ask_correction(
        intake.intake_step(case), by=officer, at=at, items=form.wanted(),
        days=form.cleaned_data["days"],
    )  # fmt: skip
    said = _("已一次告知 %(n)s 项补正内容，申请人最迟 %(day)s补齐。")
    return said % {"n": len(form.wanted()), "day": notice.due_on.isoformat()}


CORRECT = Verb(
    code="correction",
    label=lazy("一次告知补正"),
    meaning=lazy(
        "在要补正的材料或栏目后面写明补什么、怎么补，没有问题的留空。"
        "全部内容一次告知，以后不能再要求没有写的内容（第三十二条第四项）。"
    ),
    icon="clipboard-list",
    form=_form,
    may=intake.may,
    closed=intake.closed,
    do=_do,
    template="desk/cases/correction.html",
)
