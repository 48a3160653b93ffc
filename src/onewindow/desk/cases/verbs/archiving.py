"""归档: an ended case is put away."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.models import Case
from onewindow.cases.models.case import ARCHIVABLE
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.desk.cases.verbs.whose import delivers
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _form(sent: Sent | None, _case: Case, _officer: Officer) -> forms.Form:
    return forms.Form(sent.values if sent else None)


def _closed(case: Case) -> StrOrPromise:
    return "" if case.status in ARCHIVABLE else _("只有已经结束的办件才能归档。")


def _do(case: Case, officer: Officer, _form: forms.Form, at: datetime) -> StrOrPromise:
    actions.archive(case, by=officer, at=at)
    return _("已归档。")


ARCHIVE = Verb(
    code="archive",
    label=lazy("归档"),
    meaning=lazy("办件连同材料、文书和办理过程归入档案，以后只能查阅，不能再办理。"),
    icon="archive",
    form=_form,
    may=delivers,
    closed=_closed,
    do=_do,
)
