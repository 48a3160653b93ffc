"""申请回避: the applicant asks that an officer keeps out of his case."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.accounts.models import User
from onewindow.cases import actions
from onewindow.cases.models import Case
from onewindow.cases.models.case import OPEN
from onewindow.cases.recusals import officers_at_work
from onewindow.design.forms import PlainForm
from onewindow.portal.applications.verbs.verb import Verb

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class RecusalForm(PlainForm):
    """Whose work is meant, and why he should keep out."""

    reason = forms.CharField(
        label=lazy("为什么要回避"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("例如：他是另一方当事人的近亲属。"),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, people: list[tuple[str, str]]) -> None:
        super().__init__(data)
        who = forms.ChoiceField(label=_("申请谁回避"), choices=people, widget=forms.RadioSelect)
        self.fields = {"officer": who, **self.fields}


def _form(request: HttpRequest | None, case: Case) -> RecusalForm:
    people = [
        (str(officer.pk), _("%(step)s的承办人（%(unit)s）") % {
            "step": step.name, "unit": step.unit.short_name,
        })
        for step, officer in officers_at_work(case)
    ]  # fmt: skip
    return RecusalForm(request.POST if request else None, people)


def _closed(case: Case) -> StrOrPromise:
    if case.status not in OPEN:
        return _("这件申请已经办完或结束。")
    return "" if officers_at_work(case) else _("现在还没有人领办，领办后可以申请其回避。")


def _do(case: Case, user: User, form: RecusalForm, at: datetime) -> StrOrPromise:
    chosen = form.cleaned_data["officer"]
    officer = next(each for _step, each in officers_at_work(case) if str(each.pk) == chosen)
    actions.ask_recusal(case, officer=officer, by=user, reason=form.cleaned_data["reason"], at=at)
    return _("已提出，由他所在单位的审批负责人决定，结果会出现在办理进度里。")


RECUSAL = Verb(
    code="recusal",
    name="recusal",
    label=lazy("申请回避"),
    heading=lazy("申请办理人员回避"),
    meaning=lazy("认为办理人员与这件申请有利害关系、可能影响公正的，可以申请他回避。"),
    icon="scale",
    form=_form,
    closed=_closed,
    do=_do,
    back=lazy("不申请"),
)
