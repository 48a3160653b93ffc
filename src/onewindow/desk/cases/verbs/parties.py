"""利害关系人: told, and heard (行政许可法 36)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.facts import parties_of
from onewindow.cases.models import Case, InterestedParty
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.verbs.suspending import under_review
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.desk.cases.verbs.whose import leads
from onewindow.desk.templatetags.desk import day
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class PartyForm(PlainForm):
    """Who is touched, and how."""

    name = forms.CharField(label=lazy("利害关系人"), max_length=200)
    interest = forms.CharField(
        label=lazy("涉及的重大利益"),
        max_length=1000,
        help_text=lazy("会写进给他的告知书。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StatementForm(PlainForm):
    """What somebody stated."""

    statement = forms.CharField(
        label=lazy("陈述、申辩的内容"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, sent: Sent | None, case: Case) -> None:
        super().__init__(sent.values if sent else None)
        self.parties = _silent(case)
        choices = [(str(each.number), each.name) for each in self.parties]
        self.fields = {
            "party": forms.ChoiceField(label=_("谁的意见"), choices=choices), **self.fields,
        }  # fmt: skip

    @property
    def party(self) -> InterestedParty:
        """Whose statement it is."""
        number = self.cleaned_data["party"]
        return next(each for each in self.parties if str(each.number) == number)


def _silent(case: Case) -> list[InterestedParty]:
    return [each for each in parties_of(case) if each.stated_at is None]


def _nobody(case: Case) -> StrOrPromise:
    return under_review(case) or ("" if _silent(case) else _("没有等待意见的利害关系人。"))


def _tell(case: Case, officer: Officer, form: PartyForm, at: datetime) -> StrOrPromise:
    party = actions.tell_party(
        case, name=form.cleaned_data["name"], interest=form.cleaned_data["interest"],
        by=officer, at=at,
    )  # fmt: skip
    told = _("已告知%(name)s，%(day)s前可以陈述、申辩。")
    return told % {"name": party.name, "day": day(party.answer_by)}


def _hear(case: Case, officer: Officer, form: StatementForm, at: datetime) -> StrOrPromise:
    actions.hear_party(form.party, statement=form.cleaned_data["statement"], by=officer, at=at)
    return _("意见已记录。")


TELL_PARTY = Verb(
    code="party",
    label=lazy("告知利害关系人"),
    meaning=lazy(
        "许可直接关系他人重大利益的，应当告知他，并听取他的陈述和申辩；系统制作告知书。五个工作日内不作决定。"
    ),
    icon="users",
    form=lambda sent, _case, _officer: PartyForm(sent.values if sent else None),
    may=leads,
    closed=under_review,
    do=_tell,
)
HEAR_PARTY = Verb(
    code="party-statement",
    label=lazy("记录利害关系人意见"),
    meaning=lazy("把利害关系人的陈述、申辩记录在案，决定时应当考虑。"),
    icon="pencil",
    form=lambda sent, case, _officer: StatementForm(sent, case),
    may=leads,
    closed=_nobody,
    do=_hear,
)
