"""受理: the case is accepted by an officer, or by law because nobody said anything in time."""

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.ordering import order
from onewindow.cases.actions.stepping import cited, finish_step
from onewindow.cases.clocks import case_clocks, local_day
from onewindow.cases.complete import StepResult
from onewindow.cases.locking import lock
from onewindow.cases.machine import MACHINE, Machine
from onewindow.cases.models import (
    Acceptance,
    Case,
    CaseStatus,
    CaseStep,
    LetterKind,
    Outcome,
    StepStatus,
)
from onewindow.catalogue.limits import limits_for
from onewindow.events.rules import SYSTEM, Actor
from onewindow.kernel.apart import each_apart
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.calendars import calendar_for, counts_from
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind

# Working days to tell what is missing; silence accepts (行政许可法 Art 32 (4)).
TELLING_DAYS = 5


def accept(step: CaseStep, *, by: Officer | Machine, at: datetime, opinion: str = "") -> Acceptance:
    """Accept the case: its two clocks start today, the reviews open together.

    Raise AlreadyDone when a colleague was faster, NotYours for another post's step.
    """
    with transaction.atomic():
        done = finish_step(step, by=by, outcome="accepted", opinion=opinion, at=at)
        return _accepted(step.case, by.actor, at, done=done)


def sweep_unanswered(at: datetime) -> int:
    """Accept every case about which nobody said anything for five working days; return how many.

    It counts as accepted from the day on which the materials came (行政许可法 Art 32 (4)).
    """
    late = CaseStep.objects.filter(
        Q(due_on__lt=local_day(at)) | Q(due_on=None), kind=StepKind.ACCEPTANCE,
        status=StepStatus.OPEN, case__status=CaseStatus.SUBMITTED,
    )  # fmt: skip
    steps = late.values_list("pk", flat=True)
    return len(each_apart(steps, partial(_deem_accepted, at=at), "acceptance"))


def received_on(case: Case) -> date:
    """Return the day on which what lies before the office counts as received."""
    return counts_from(case.department.region_id, case.received_at or case.created_at)


def last_day_to_tell(case: Case) -> date:
    """Return the last day on which the office may still ask for a correction."""
    return calendar_for(case.department.region_id).add(received_on(case), TELLING_DAYS).on


def _deem_accepted(step_id: int, *, at: datetime) -> int:
    with transaction.atomic():
        step = CaseStep.objects.select_related("case__department", "case__version").get(pk=step_id)
        case = lock(step.case_id)
        is_open = CaseStep.objects.filter(pk=step_id, status=StepStatus.OPEN).exists()
        is_waiting = is_open and case.status == CaseStatus.SUBMITTED
        if not is_waiting or local_day(at) <= last_day_to_tell(case):
            return 0
        done = finish_step(
            step, by=MACHINE, outcome=Outcome.ACCEPTED, at=at,
            opinion=_("收到材料后五个工作日内没有一次告知，依法视为受理。"),
        )  # fmt: skip
        _accepted(case, SYSTEM, at, done=done, is_deemed=True)
        return 1


def _accepted(
    case: Case, by: Actor, at: datetime, *, done: StepResult, is_deemed: bool = False
) -> Acceptance:
    since, start = at, local_day(at)
    if is_deemed:
        since, start = case.received_at or at, received_on(case)
    limits = limits_for(case.version, case.answers)
    clocks = case_clocks(calendar_for(case.department.region_id), start, limits)
    changed = Case.objects.filter(pk=case.pk, status=CaseStatus.SUBMITTED).update(
        status=CaseStatus.ACCEPTED, changed_at=at, accepted_at=since,
        promised_due_on=clocks.promised.due.on, statutory_due_on=clocks.statutory.due.on,
        is_due_provisional=clocks.is_provisional,
    )  # fmt: skip
    if changed != 1:
        raise NotAllowedNow(_("这件申请的状态已经改变，请刷新页面。"))
    told = {
        "promised_due_on": clocks.promised.due.on.isoformat(),
        "statutory_due_on": clocks.statutory.due.on.isoformat(),
    }
    events.record(
        "case.deemed_accepted" if is_deemed else "case.accepted", chain=case.chain, by=by, at=at,
        data={
            **told, "counts_from": start.isoformat(),
            "promised": limits.promised.days, "promised_unit": limits.promised.unit,
            "statutory": limits.statutory.days, "statutory_unit": limits.statutory.unit,
            **cited(done.authority),
        },
    )  # fmt: skip
    order(
        case, LetterKind.ACCEPTANCE, at=at,
        data={
            **told, "is_deemed": is_deemed, "is_provisional": clocks.is_provisional,
            "due_on": clocks.promised.due.on.isoformat(),
        },
    )  # fmt: skip
    return Acceptance.objects.create(
        case=case, by=by.code, by_name=by.name, at=at, is_deemed=is_deemed
    )
