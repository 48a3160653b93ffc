"""提出补正要求: a department that will review says what is missing, for the one notice."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import access, actions
from onewindow.cases.actions.requesting import step_that_asks
from onewindow.cases.clocks import local_day
from onewindow.cases.models import Case
from onewindow.cases.models.case import INTAKE
from onewindow.cases.rules import ROLE_FOR_KIND
from onewindow.catalogue.reading import materials_for
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.handling import Handling
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class RequestForm(PlainForm):
    """A material, and what is wrong with it."""

    text = forms.CharField(
        label=lazy("要补正什么"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("写清楚缺什么、怎么补。会并入窗口发给申请人的一次性告知。"),
    )  # fmt: skip

    def __init__(self, sent: Sent | None, materials: list[tuple[str, str]]) -> None:
        super().__init__(sent.values if sent else None)
        chosen = forms.ChoiceField(label=_("哪份材料"), choices=materials, widget=forms.RadioSelect)
        self.fields = {"material": chosen, **self.fields}


def _form(sent: Sent | None, case: Case, officer: Officer) -> RequestForm:
    seen = access.materials_seen_by(officer, officer.role_codes(local_day(now())), case)
    return RequestForm(
        sent,
        [
            (each.code, each.name)
            for each in materials_for(case.version, case.answers)
            if seen is None or each.code in seen
        ],
    )


def _may(case: Handling) -> bool:
    is_reviewer = ROLE_FOR_KIND[StepKind.REVIEW] in case.roles
    return is_reviewer and step_that_asks(case.case, case.officer, now()) is not None


def _closed(case: Case) -> StrOrPromise:
    return "" if case.status in INTAKE else _("受理以后不能再要求补正。")


def _do(case: Case, officer: Officer, form: RequestForm, at: datetime) -> StrOrPromise:
    actions.request_correction(case, by=officer, at=at, **form.cleaned_data)
    return _("已提出，窗口会并入一次性告知。")


REQUEST_CORRECTION = Verb(
    code="request-correction",
    label=lazy("提出补正要求"),
    meaning=lazy(
        "受理前先看材料，把本单位审查要用、现在不齐或不合规的写出来，由窗口合并后一次告知申请人。"
    ),
    icon="clipboard-list",
    form=_form,
    may=_may,
    closed=_closed,
    do=_do,
)
