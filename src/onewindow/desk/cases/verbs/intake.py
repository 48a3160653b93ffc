"""Who may end the intake of a case, and what those pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onewindow.cases.models import Case, CaseStatus, CaseStep, StepStatus
from onewindow.cases.rules import INTAKE_KINDS
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.handling import Handling
from onewindow.kernel.errors import NotAllowedNow

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ReasonForm(PlainForm):
    """Why, for the applicant to read."""

    reason = forms.CharField(
        label=gettext_lazy("理由"),
        help_text=gettext_lazy("申请人会看到，也会写进文书。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def may(case: Handling) -> bool:
    """Whether the intake of the case is the officer's to do."""
    return case.own_step(*INTAKE_KINDS) is not None


def closed(case: Case) -> StrOrPromise:
    """Say that the case is past its intake, nothing while it is there."""
    if case.status in (CaseStatus.SUBMITTED, CaseStatus.PRE_REVIEW):
        return ""
    return _("这件申请已经不在受理环节。")


def intake_step(case: Case) -> CaseStep:
    """Return the step that the intake waits at; raise NotAllowedNow when it is past."""
    steps = case.steps.filter(kind__in=INTAKE_KINDS, status=StepStatus.OPEN)
    step = steps.select_related("case__version", "case__department__region", "unit").first()
    if step is None:
        raise NotAllowedNow(_("这件申请已经不在受理环节，请刷新页面。"))
    return step
