"""Reviewing: take a step, hand it over, give an opinion."""

from contextlib import nullcontext
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.stepping import finish_step
from onewindow.cases.complete import StepResult, basis_for
from onewindow.cases.locking import lock
from onewindow.cases.machine import Machine
from onewindow.cases.models import CaseStep, StepStatus
from onewindow.cases.rules import NEEDS_OPINION, ROLE_FOR_KIND, NotYours
from onewindow.events.rules import JSONValue, Lifecycle
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind


def start_step(step: CaseStep, *, by: Officer, at: datetime) -> None:
    """Take an open step that nobody holds.

    Raise NotAllowedNow when a colleague was faster, NotYours without the role or post for it.
    """
    with transaction.atomic():
        # As `complete_step` does: who holds a step cannot change while somebody completes it.
        lock(step.case_id)
        authority = _require_post(step, by, at)
        taken = CaseStep.objects.filter(pk=step.pk, status=StepStatus.OPEN, officer="").update(
            officer=by.actor.code, officer_name=by.actor.name, started_at=at
        )
        if taken != 1:
            current = CaseStep.objects.get(pk=step.pk)
            if current.officer == by.actor.code and current.status == StepStatus.OPEN:
                return
            raise NotAllowedNow(
                _("%(name)s已经领办或办完这个环节，请刷新页面。")
                % {"name": current.officer_name or _("同事")}
            )
        _record(step, "step.started", Lifecycle.START, by=by, at=at, extra=authority)


def take_over_step(step: CaseStep, *, by: Officer, at: datetime, reason: str) -> None:
    """Take an open step from the colleague who holds it, with a reason for the record.

    Raise NotAllowedNow when nobody holds it, NotYours without the role or post for it.
    """
    with transaction.atomic():
        # As `complete_step` does: who holds a step cannot change while somebody completes it.
        lock(step.case_id)
        authority = _require_post(step, by, at)
        if not reason.strip():
            raise DomainError(_("接手办理要写明原因，会记入办理过程。"))
        taken = CaseStep.objects.filter(pk=step.pk, status=StepStatus.OPEN).exclude(
            officer__in=["", by.actor.code]
        )
        previous = taken.values_list("officer_name", flat=True).first()
        if previous is None or taken.update(officer=by.actor.code, officer_name=by.actor.name) != 1:
            raise NotAllowedNow(_("这个环节现在没有人在办，或已经办完，请刷新页面。"))
        _record(
            step, "step.taken_over", Lifecycle.NONE, by=by, at=at,
            extra={"from": previous, "reason": reason, **authority},
        )  # fmt: skip


def complete_review(
    step: CaseStep, *, by: Officer | Machine, outcome: str, opinion: str, at: datetime
) -> StepResult:
    """Give the department's opinion; a disagreement needs reasons.

    Raise AlreadyDone when a colleague was faster, NotYours for another post's step.
    """
    if outcome in NEEDS_OPINION and not opinion.strip():
        raise DomainError(_("不同意必须写明理由。"))
    # One statement is a transaction by itself; within another, a refusal must not spoil that one.
    with transaction.atomic() if connection.in_atomic_block else nullcontext():
        return finish_step(step, by=by, outcome=outcome, opinion=opinion, at=at)


def _require_post(step: CaseStep, by: Officer, at: datetime) -> dict[str, JSONValue]:
    basis = basis_for(by.pk, ROLE_FOR_KIND[StepKind(step.kind)], step, at=at)
    if basis is None:
        raise NotYours(
            _("这个环节由%(unit)s的相应岗位办理，您没有权限。") % {"unit": step.unit.short_name}
        )
    return basis


def _record(
    step: CaseStep,
    code: str,
    lifecycle: Lifecycle,
    *,
    by: Officer,
    at: datetime,
    extra: dict[str, JSONValue] | None = None,
) -> None:
    events.record(
        code, chain=step.case.chain, by=by.actor, at=at, step=step.code, lifecycle=lifecycle,
        data={"name": step.name, **(extra or {})},
    )  # fmt: skip
