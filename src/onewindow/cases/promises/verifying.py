"""告知承诺: decided on the spot, verified afterwards; unmet is put right or revoked."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.accepting import accept
from onewindow.cases.actions.deciding import decide
from onewindow.cases.actions.ending_grants import Ending, end_grant
from onewindow.cases.actions.ordering import order
from onewindow.cases.actions.reviewing import complete_review
from onewindow.cases.clocks import local_day
from onewindow.cases.locking import lock
from onewindow.cases.machine import MACHINE
from onewindow.cases.models import (
    Case,
    CaseStep,
    Commitment,
    CommitmentStatus,
    Grant,
    GrantStatus,
    LetterKind,
    Outcome,
    StepStatus,
)
from onewindow.cases.promises.credit import require_good_credit
from onewindow.documents.letters.afterwards import RevocationGround
from onewindow.events.rules import JSONValue
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.calendars import calendar_for, is_in_time, last_day
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind

# 安阳市优化营商环境条例 Arts 25–29; a city with another rule changes the words.
BASIS = "《安阳市优化营商环境条例》第二十八条"
MOST_STEPS = 50


def grant_on_promise(case: Case, *, by: Officer, at: datetime) -> Commitment:
    """Decide a submitted case at once on the applicant's commitment, and have it verified later.

    The steps before the decision are done by the system on the strength of the promise; the
    decision is the officer's own. Raise NotAllowedNow where another department has to review or
    the case is not waiting, Barred for bad credit, NotYours for who may not decide.
    """
    with transaction.atomic():
        case = lock(case)
        commitment = Commitment.objects.get(case=case)
        if commitment.status != CommitmentStatus.SIGNED:
            raise NotAllowedNow(_("这件申请已经按承诺办理，请刷新页面。"))
        require_good_credit(case, local_day(at))
        _require_own_reviews(case)
        _go_through(case, by, at)
        due = calendar_for(case.department.region_id).add(local_day(at), commitment.days)
        commitment.status, commitment.due_on = CommitmentStatus.RELIED_ON, due.on
        commitment.save(update_fields=["status", "due_on"])
        events.record(
            "commitment.relied_on", chain=case.chain, by=by.actor, at=at,
            data={"due_on": due.on.isoformat(), "days": commitment.days},
        )  # fmt: skip
    return commitment


def _require_own_reviews(case: Case) -> None:
    others = case.steps.filter(kind=StepKind.REVIEW).exclude(
        status__in=[StepStatus.PRUNED, StepStatus.OPTIONAL]
    )
    units = others.exclude(unit=case.department_id).values_list("unit__short_name", flat=True)
    if names := sorted(set(units)):
        raise NotAllowedNow(
            _("有别的部门的审查环节（%(names)s），不能由本部门凭承诺当场决定。")
            % {"names": "、".join(names)}
        )


def _go_through(case: Case, by: Officer, at: datetime) -> None:
    opinion = _("申请人已签署告知承诺书，按告知承诺办理，事后核查。")
    steps = CaseStep.objects.select_related("case__version", "case__department__region", "unit")
    for _count in range(MOST_STEPS):
        waiting = steps.filter(case=case, status=StepStatus.OPEN)
        step = waiting.exclude(kind=StepKind.DELIVERY).order_by("position").first()
        if step is None:
            break
        if step.kind == StepKind.DECISION:
            decide(step, by=by, is_granted=True, reason="", at=at)
            return
        if step.kind == StepKind.ACCEPTANCE:
            accept(step, by=MACHINE, at=at, opinion=opinion)
        else:
            complete_review(step, by=MACHINE, outcome=Outcome.AGREED, opinion=opinion, at=at)
    raise NotAllowedNow(_("办理流程没有走到决定环节。"))


def verify(commitment: Commitment, *, by: Officer, is_kept: bool, findings: str, at: datetime,
           days: int = 0, shortfalls: Sequence[Sequence[str]] = ()) -> None:  # fmt: skip
    """Say what the check found: kept, or not so and to be put right within working days.

    `shortfalls` are rows of what was promised, what was found, what to do. Raise DomainError
    without findings for what is not kept, NotAllowedNow when it was checked already.
    """
    if not is_kept and not (findings.strip() and days):
        raise DomainError(_("核查不实的，要写明哪里不实、几个工作日内整改。"))
    with transaction.atomic():
        commitment = _lock(commitment, CommitmentStatus.RELIED_ON)
        case, due_on = commitment.case, None
        if not is_kept:
            due_on = calendar_for(case.department.region_id).add(local_day(at), days).on
        status = CommitmentStatus.KEPT if is_kept else CommitmentStatus.UNMET
        _check(commitment, status, by, findings, at)
        Commitment.objects.filter(pk=commitment.pk).update(due_on=due_on)
        code = "commitment.kept" if is_kept else "commitment.unmet"
        data: dict[str, JSONValue] = {"due_on": str(due_on or ""), "days": days}
        events.record(code, chain=case.chain, by=by.actor, at=at, data=data)
        if due_on is not None:
            rows = shortfalls or [[term, findings, _("改正")] for term in commitment.terms[:1]]
            order(
                case, LetterKind.RECTIFICATION, at=at,
                data={
                    "checked_on": local_day(at).isoformat(), "due_on": due_on.isoformat(),
                    "shortfalls": [list(row) for row in rows], "basis": BASIS,
                },
            )  # fmt: skip


def settle(
    commitment: Commitment, *, by: Officer, is_rectified: bool, findings: str, statement: str,
    at: datetime,
) -> None:  # fmt: skip
    """Say whether it was put right; if not, revoke the grant after hearing the holder.

    Raise DomainError without findings or, for a revocation, what the holder said; NotAllowedNow
    for a revocation while the days to put it right still run.
    """
    if not is_rectified and not (findings.strip() and statement.strip()):
        raise DomainError(_("撤销前要写明没有整改的事实和当事人的陈述、申辩。"))
    with transaction.atomic():
        commitment = _lock(commitment, CommitmentStatus.UNMET)
        if not is_rectified:
            _require_over(commitment, local_day(at))
        status = CommitmentStatus.KEPT if is_rectified else CommitmentStatus.BROKEN
        _check(commitment, status, by, findings, at)
        code = "commitment.kept" if is_rectified else "commitment.broken"
        events.record(code, chain=commitment.case.chain, by=by.actor, at=at, data={})
        if not is_rectified:
            why = Ending(RevocationGround.NOT_QUALIFIED, findings, statement)
            grant = Grant.objects.get(case=commitment.case_id)
            end_grant(grant, GrantStatus.REVOKED, why, by=by, at=at)


def _require_over(commitment: Commitment, today: date) -> None:
    region, told = commitment.case.department.region_id, commitment.due_on
    if told is not None and is_in_time(region, told, on=today):
        raise NotAllowedNow(
            _("整改期限到 %(day)s 为止，还没有过，现在不能撤销。") % {"day": last_day(region, told)}
        )


def _check(
    commitment: Commitment, status: CommitmentStatus, by: Officer, findings: str, at: datetime
) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(
        status=status, checked_at=at, checked_by=by.actor.code, checked_by_name=by.actor.name,
        findings=findings,
    )  # fmt: skip


def _lock(commitment: Commitment, expected: CommitmentStatus) -> Commitment:
    lock(commitment.case_id)
    found = Commitment.objects.select_related("case__department", "case__version").get(
        pk=commitment.pk
    )
    if found.status != expected:
        raise NotAllowedNow(_("这份承诺已经核查过了，请刷新页面。"))
    return found
