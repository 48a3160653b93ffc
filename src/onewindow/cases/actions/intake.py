"""The other ends of the intake (行政许可法 Art 32): no permit needed, not ours, not accepted."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.ordering import order
from onewindow.cases.actions.stepping import cited, finish_step
from onewindow.cases.models import (
    Case,
    CaseStatus,
    CaseStep,
    LetterKind,
    NonAcceptance,
    NotRequired,
    Transfer,
)
from onewindow.cases.models.case import INTAKE
from onewindow.events.rules import JSONValue
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer


def not_accept(
    step: CaseStep, *, by: Officer, at: datetime, reason: str, competent: str = ""
) -> NonAcceptance:
    """Refuse intake with a reason the applicant reads; `competent` names the office to turn to.

    Raise DomainError without a reason, AlreadyDone when a colleague was faster.
    """
    if not reason.strip():
        raise DomainError(_("不予受理必须写明理由，申请人会看到。"))
    with transaction.atomic():
        told = _end(
            step, "not_accepted", CaseStatus.NOT_ACCEPTED, "case.refused_intake", by, reason, at,
            {"competent": competent} if competent else {},
        )  # fmt: skip
        ground = "not_competent" if competent else "other"
        order(step.case, LetterKind.NON_ACCEPTANCE, at=at, data={**told, "ground": ground})
        return NonAcceptance.objects.create(
            case=step.case, by=by.actor.code, by_name=by.actor.name, at=at, reason=reason,
            competent=competent,
        )  # fmt: skip


def not_require(step: CaseStep, *, by: Officer, at: datetime, reason: str) -> NotRequired:
    """Tell that the matter needs no permit (Art 32 (1)); raise DomainError without a reason."""
    if not reason.strip():
        raise DomainError(_("请写明为什么不需要取得许可，申请人会看到。"))
    with transaction.atomic():
        told = _end(
            step, "not_required", CaseStatus.NOT_REQUIRED, "case.not_required", by, reason, at, {}
        )
        order(step.case, LetterKind.NOT_REQUIRED, at=at, data=told)
        return NotRequired.objects.create(
            case=step.case, by=by.actor.code, by_name=by.actor.name, at=at, reason=reason
        )


def transfer(
    step: CaseStep, *, by: Officer, at: datetime, to: str, reason: str, is_upward: bool = False
) -> Transfer:
    """Pass the application with its materials on to the office that decides (Art 35 upwards).

    Raise DomainError without a receiver or a reason.
    """
    if not to.strip() or not reason.strip():
        raise DomainError(_("请写明转给哪个机关和转办的原因，申请人会看到。"))
    with transaction.atomic():
        told = _end(
            step, "transferred", CaseStatus.TRANSFERRED, "case.transferred", by, reason, at,
            {"to": to, "is_upward": is_upward},
        )  # fmt: skip
        order(step.case, LetterKind.TRANSFER, at=at, data=told)
        return Transfer.objects.create(
            case=step.case, by=by.actor.code, by_name=by.actor.name, at=at, to=to,
            reason=reason, is_upward=is_upward,
        )  # fmt: skip


def _end(
    step: CaseStep, outcome: str, to: CaseStatus, code: str, by: Officer, reason: str,
    at: datetime, more: dict[str, JSONValue],
) -> dict[str, JSONValue]:  # fmt: skip
    """End the case at its intake; return what the letter states."""
    done = finish_step(step, by=by, outcome=outcome, opinion=reason, at=at, opens=False)
    case = step.case
    case.steps.cancel()
    changed = Case.objects.filter(pk=case.pk, status__in=INTAKE).update(
        status=to, changed_at=at, ended_at=at
    )
    if changed != 1:
        raise NotAllowedNow(_("这件申请的状态已经改变，请刷新页面。"))
    told: dict[str, JSONValue] = {"reason": reason, **more}
    events.record(
        code, chain=case.chain, by=by.actor, at=at, data={**told, **cited(done.authority)}
    )
    return {"reasons": [reason], **more}
