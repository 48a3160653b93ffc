"""回避: an officer keeps out of a case, and what he held is free for somebody else."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.models import User
from onewindow.cases.actions.assigning import free_steps
from onewindow.cases.clocks import local_day
from onewindow.cases.locking import lock
from onewindow.cases.models import Case, Recusal
from onewindow.cases.models.case import OPEN
from onewindow.cases.rules import NotYours
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer, Role


def recuse(case: Case, *, by: Officer, reason: str, at: datetime) -> Recusal:
    """Keep out of a case (自行回避), from now on; raise DomainError without a reason."""
    with transaction.atomic():
        recusal = _ask(case, by, Recusal.Kind.SELF, by=by.actor, reason=reason, at=at)
        _grant(recusal, by=by.actor, answer="", at=at)
    return recusal


def order_recusal(
    case: Case, *, officer: Officer, by: Officer, reason: str, at: datetime
) -> Recusal:
    """Order an officer of one's department out of a case; raise NotYours, DomainError."""
    _require_head(officer, by, at)
    with transaction.atomic():
        recusal = _ask(case, officer, Recusal.Kind.ORDERED, by=by.actor, reason=reason, at=at)
        _grant(recusal, by=by.actor, answer="", at=at)
    return recusal


def ask_recusal(case: Case, *, officer: Officer, by: User, reason: str, at: datetime) -> Recusal:
    """Ask, as the applicant, that an officer keeps out; the head of his department decides."""
    with transaction.atomic():
        recusal = _ask(case, officer, Recusal.Kind.REQUESTED, by=by.actor, reason=reason, at=at)
        events.record(
            "case.recusal_asked", chain=case.chain, by=by.actor, at=at,
            data={"officer": officer.user.name, "kind": recusal.kind, "reason": reason},
        )  # fmt: skip
    return recusal


def decide_recusal(
    recusal: Recusal, *, by: Officer, is_granted: bool, answer: str, at: datetime
) -> None:
    """Decide what an applicant asked for; declining needs reasons. Raise NotYours, DomainError."""
    _require_head(recusal.officer, by, at)
    if not is_granted and not answer.strip():
        raise DomainError(_("不予回避要写明理由，申请人会看到。"))
    with transaction.atomic():
        lock(recusal.case)
        current = Recusal.objects.get(pk=recusal.pk)
        if current.is_granted is not None:
            raise NotAllowedNow(_("这项回避申请已经处理，请刷新页面。"))
        if is_granted:
            _grant(recusal, by=by.actor, answer=answer, at=at)
            return
        _decide(recusal, by=by.actor, is_granted=False, answer=answer, at=at)
        events.record(
            "case.recusal_declined", chain=recusal.case.chain, by=by.actor, at=at,
            data={"officer": recusal.officer.user.name, "reason": answer},
        )  # fmt: skip


def _ask(
    case: Case, officer: Officer, kind: str, *, by: Actor, reason: str, at: datetime
) -> Recusal:
    if not reason.strip():
        raise DomainError(_("回避要写明原因。"))
    lock(case, OPEN)
    if case.recusals.filter(officer=officer).exclude(is_granted=False).exists():
        raise NotAllowedNow(_("%(name)s已经回避，或者正在等处理。") % {"name": officer.user.name})
    try:
        with transaction.atomic():
            return Recusal.objects.create(
                case=case, officer=officer, kind=kind, reason=reason, asked_by=by.code,
                asked_by_name=by.name, asked_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise NotAllowedNow(_("已经有人提出过，请刷新页面。")) from error


def _grant(recusal: Recusal, *, by: Actor, answer: str, at: datetime) -> None:
    _decide(recusal, by=by, is_granted=True, answer=answer, at=at)
    freed = free_steps(recusal.case, recusal.officer)
    events.record(
        "case.recused", chain=recusal.case.chain, by=by, at=at,
        data={
            "officer": recusal.officer.user.name, "kind": recusal.kind,
            "reason": recusal.reason, "steps": sorted(freed),
        },
    )  # fmt: skip


def _decide(recusal: Recusal, *, by: Actor, is_granted: bool, answer: str, at: datetime) -> None:
    recusal.decided_by, recusal.decided_by_name, recusal.decided_at = by.code, by.name, at
    recusal.is_granted, recusal.answer = is_granted, answer
    recusal.save(
        update_fields=["decided_by", "decided_by_name", "decided_at", "is_granted", "answer"]
    )


def _require_head(officer: Officer, by: Officer, at: datetime) -> None:
    is_head = Role.DECIDER in by.role_codes(local_day(at))
    if not is_head or by.department_id != officer.department_id or by.pk == officer.pk:
        raise NotYours(_("由他所在单位的审批负责人决定回避。"))
