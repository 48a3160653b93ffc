"""当场更正: an obvious slip in the form is put right at the counter."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.models import Case
from onewindow.catalogue.models import FormField
from onewindow.catalogue.reading import fields_for
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.verbs import intake
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What is corrected by handing something in again, not by a line of text.
NOT_TYPED = (FormField.Kind.FILE, FormField.Kind.TABLE, FormField.Kind.ADDRESS)


class SpotForm(PlainForm):
    """Which field, what it should say, and how the applicant confirmed it."""

    field = forms.ChoiceField(label=lazy("更正哪一栏"))
    value = forms.CharField(label=lazy("更正为"), max_length=2000)
    reason = forms.CharField(
        label=lazy("申请人怎样确认"),
        help_text=lazy("例如：本人在窗口当面确认；电话 0900-0000001 确认。"),
        max_length=300,
    )

    def __init__(self, sent: Sent | None, case: Case) -> None:
        super().__init__(sent.values if sent else None)
        self.rows = {row.code: row for row in _typed(case)}
        choices = [(code, row.label) for code, row in self.rows.items()]
        self.fields["field"] = forms.ChoiceField(label=_("更正哪一栏"), choices=choices)


def _form(sent: Sent | None, case: Case, _officer: Officer) -> SpotForm:
    return SpotForm(sent, case)


def _typed(case: Case) -> list[FormField]:
    fields = fields_for(case.version, case.answers)
    return [each for each in fields if each.kind not in NOT_TYPED]


def _closed(case: Case) -> StrOrPromise:
    if said := intake.closed(case):
        return said
    return "" if _typed(case) else _("这个事项的申请表没有可以当场更正的栏目。")


def _do(case: Case, officer: Officer, form: SpotForm, at: datetime) -> StrOrPromise:
    given = form.cleaned_data
    field = form.rows[given["field"]]
    actions.correct_on_the_spot(
        intake.intake_step(case), field, given["value"], by=officer, at=at, reason=given["reason"]
    )
    return _("已更正“%(label)s”，原来的内容保留在记录里。") % {"label": field.label}


CORRECT_ON_THE_SPOT = Verb(
    code="spot-correction",
    label=lazy("当场更正"),
    meaning=lazy("明显的笔误可以当场改正，不用补正（第三十二条第三项）。改动会通知申请人。"),
    icon="pencil",
    form=_form,
    may=intake.may,
    closed=_closed,
    do=_do,
)
