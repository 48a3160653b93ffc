"""Who does a step: another department or post, or a colleague of the same department."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.acting import Basis, basis_of, require_step
from onewindow.cases.clocks import local_day
from onewindow.cases.locking import lock
from onewindow.cases.models import Case, CaseStatus, CaseStep, StepStatus
from onewindow.cases.rules import ROLE_FOR_KIND, NotYours, Recused
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Department, Officer, Post, Role
from onewindow.procedure.model import StepKind


def transfer_step(
    step: CaseStep,
    *,
    to: Department,
    post: Post | None,
    by: Officer,
    reason: str,
    at: datetime,
) -> None:
    """Pass an open review on to another department or post; its clock goes on.

    Raise NotYours, NotAllowedNow when nobody could do it there, DomainError without a reason.
    """
    _ask_for(reason)
    with transaction.atomic():
        row, basis = _held(step, by, at)
        if row.kind != StepKind.REVIEW:
            raise NotAllowedNow(_("只有审查环节能转交；受理和决定由原单位办理。"))
        if (row.unit_id, row.post_id) == (to.pk, post.pk if post else None):
            raise DomainError(_("本来就由这个单位和岗位办理，请选择别的单位或岗位。"))
        colleagues = Officer.objects.with_role(Role.REVIEWER, local_day(at)).filter(department=to)
        if post is not None:
            colleagues = colleagues.filter(posts=post)
        if not colleagues.exists():
            raise NotAllowedNow(_("那里没有能办这个环节的人员，请换一个单位或岗位。"))
        before = _place(row.unit, row.post)
        row.unit, row.post, row.officer, row.officer_name, row.started_at = to, post, "", "", None
        row.save(update_fields=["unit", "post", "officer", "officer_name", "started_at"])
        events.record(
            "step.transferred", chain=row.case.chain, by=by.actor, at=at, step=row.code,
            data={
                "name": row.name, "from": before, "to": _place(to, post), "reason": reason, **basis,
            },
        )  # fmt: skip


def delegate_step(step: CaseStep, *, to: Officer, by: Officer, reason: str, at: datetime) -> None:
    """Give an open step to a colleague who may do it: by who holds it, or who decides there.

    Raise NotYours, NotAllowedNow when the colleague may not do it, DomainError without a reason.
    """
    _ask_for(reason)
    with transaction.atomic():
        lock(step.case, [CaseStatus.ACCEPTED, CaseStatus.SUBMITTED, CaseStatus.PRE_REVIEW])
        row = _open(step)
        leads = by.department_id == row.unit_id and Role.DECIDER in by.role_codes(local_day(at))
        basis: Basis = {} if leads else require_step(row, by, at)
        if not leads and row.officer not in {"", by.actor.code}:
            raise NotYours(
                _("%(name)s正在办理，由他或本单位的审批负责人交办。") % {"name": row.officer_name}
            )
        if to.actor.code == row.officer:
            raise DomainError(_("这个环节已经在他手里。"))
        try:
            may = to.department_id == row.unit_id and basis_of(row, to, at) == {}
        except Recused:
            may = False
        if not may:
            raise NotAllowedNow(
                _("%(name)s不能办这个环节（岗位、职责不符或已回避）。") % {"name": to.user.name}
            )
        before = row.officer_name
        row.officer, row.officer_name, row.started_at = to.actor.code, to.user.name, None
        row.save(update_fields=["officer", "officer_name", "started_at"])
        events.record(
            "step.delegated", chain=row.case.chain, by=by.actor, at=at, step=row.code,
            data={
                "name": row.name, "from": before, "to": to.user.name, "reason": reason, **basis,
            },
        )  # fmt: skip


def colleagues_for(step: CaseStep, at: datetime) -> list[Officer]:
    """Return the officers of a step's department who may do it, without who holds it."""
    role = Role(ROLE_FOR_KIND[StepKind(step.kind)])
    found = Officer.objects.with_role(role, local_day(at)).filter(department=step.unit_id)
    if step.post_id is not None:
        found = found.filter(posts=step.post_id)
    keeps_out = step.case.recusals.filter(is_granted=True).values("officer")
    others = found.exclude(pk__in=keeps_out).select_related("user", "department").order_by("pk")
    return [each for each in others if each.actor.code != step.officer]


def _held(step: CaseStep, by: Officer, at: datetime) -> tuple[CaseStep, Basis]:
    lock(step.case, [CaseStatus.ACCEPTED, CaseStatus.SUBMITTED, CaseStatus.PRE_REVIEW])
    row = _open(step)
    basis = require_step(row, by, at)
    if row.officer not in {"", by.actor.code} and "for" not in basis:
        raise NotYours(_("%(name)s正在办理这个环节，请先接手。") % {"name": row.officer_name})
    return row, basis


def _open(step: CaseStep) -> CaseStep:
    row = CaseStep.objects.select_related("case__department", "unit", "post").get(pk=step.pk)
    if row.status != StepStatus.OPEN:
        raise NotAllowedNow(_("这个环节现在不能办理，请刷新页面查看最新状态。"))
    return row


def _place(unit: Department, post: Post | None) -> str:
    return f"{unit.short_name} {post.name}" if post else unit.short_name


def _ask_for(reason: str) -> None:
    if not reason.strip():
        raise DomainError(_("请写明原因，会记入办理过程。"))


def free_steps(case: Case, officer: Officer) -> list[str]:
    """Let go of the open steps that an officer holds; return their codes."""
    held = case.steps.filter(status=StepStatus.OPEN, officer=officer.actor.code)
    codes = list(held.values_list("code", flat=True))
    held.update(officer="", officer_name="", started_at=None)
    return codes
