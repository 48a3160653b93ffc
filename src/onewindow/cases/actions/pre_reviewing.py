"""网上预审: a quick look at what came in online, before the intake proper."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.stepping import cited, finish_step
from onewindow.cases.clocks import local_day
from onewindow.cases.deadlines import bring_up_to_date
from onewindow.cases.locking import lock
from onewindow.cases.machine import MACHINE
from onewindow.cases.models import Case, CaseStatus, CaseStep, Outcome, StepStatus
from onewindow.events.rules import SYSTEM, Actor
from onewindow.kernel.apart import each_apart
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind


def pass_pre_review(step: CaseStep, *, by: Officer, at: datetime, opinion: str = "") -> None:
    """Let the application through to the intake.

    Raise AlreadyDone when a colleague was faster, NotYours for another post's step.
    """
    with transaction.atomic():
        done = finish_step(step, by=by, outcome=Outcome.PASSED, opinion=opinion, at=at)
        _passed(step.case, by.actor, at, authority=done.authority)


def sweep_pre_reviews(at: datetime) -> int:
    """Let every application through whose pre-review is overdue; return how many.

    A pre-review may cost the applicant no more than its day (安阳市优化营商环境条例 Art 42).
    """
    late = CaseStep.objects.filter(
        kind=StepKind.PRE_REVIEW, status=StepStatus.OPEN, due_on__lt=local_day(at)
    )
    steps = late.values_list("pk", flat=True)
    return len(each_apart(steps, partial(_let_through, at=at), "pre-review"))


def _let_through(step_id: int, *, at: datetime) -> int:
    with transaction.atomic():
        step = CaseStep.objects.select_related("case__department").get(pk=step_id)
        lock(step.case_id)
        if not CaseStep.objects.filter(pk=step_id, status=StepStatus.OPEN).exists():
            return 0
        opinion = _("预审时限已到，自动转入受理。")
        finish_step(step, by=MACHINE, outcome=Outcome.PASSED, opinion=opinion, at=at)
        _passed(step.case, SYSTEM, at)
        return 1


def _passed(case: Case, by: Actor, at: datetime, *, authority: str = "") -> None:
    changed = Case.objects.filter(pk=case.pk, status=CaseStatus.PRE_REVIEW).update(
        status=CaseStatus.SUBMITTED, changed_at=at
    )
    if changed != 1:
        raise NotAllowedNow(_("这件申请的状态已经改变，请刷新页面。"))
    events.record("case.pre_reviewed", chain=case.chain, by=by, at=at, data=cited(authority))
    # The intake counts from the receipt, which may be a later day than this.
    bring_up_to_date(case)
