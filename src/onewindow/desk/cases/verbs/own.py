"""Which step of a case an officer does with a verb, and what a case that is not reviewed says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow.cases import access
from onewindow.cases.models import Case, CaseStatus, CaseStep
from onewindow.kernel.errors import NotAllowedNow

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from onewindow.orgs.models import Officer


def step_of(case: Case, officer: Officer, *kinds: str) -> CaseStep:
    """Return the first open step that an officer may do, of one of these kinds if any is given.

    Raise NotAllowedNow when there is none any more.
    """
    steps = access.work_for(officer, officer.role_codes(localdate())).filter(case=case)
    if kinds:
        steps = steps.filter(kind__in=kinds)
    step = steps.select_related("unit", "post").order_by("position").first()
    if step is None:
        raise NotAllowedNow(_("这个环节现在不能办理，请刷新页面查看最新状态。"))
    step.case = case
    return step


def not_reviewing(case: Case) -> StrOrPromise:
    """Say why a case is not under review."""
    return "" if case.status == CaseStatus.ACCEPTED else _("只有审查中的办件能这样办理。")
