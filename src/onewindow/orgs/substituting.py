"""代班: arrange who stands in for whom while somebody is away, and end it."""

from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer, Role, Substitution


def arrange(
    officer: Officer,
    *,
    substitute: Officer,
    valid_from: date,
    valid_to: date | None,
    reason: str,
    by: Officer,
    at: datetime,
) -> Substitution:
    """Let a colleague of the same department stand in, `valid_to` exclusive.

    The officer himself arranges it, or who decides in the department. Raise DomainError.
    """
    require_arranger(officer, by, at)
    if not reason.strip():
        raise DomainError(_("请写明原因，例如：年休假。"))
    if substitute.pk == officer.pk or substitute.department_id != officer.department_id:
        raise DomainError(_("只能由同一单位的另一位同事代班。"))
    if valid_to is not None and valid_to <= max(valid_from, localdate(at)):
        raise DomainError(_("结束日期要在开始日期和今天之后。"))
    with transaction.atomic():
        Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
        if _overlapping(officer, valid_from, valid_to).exists():
            raise NotAllowedNow(_("这段时间已经安排了代班，请先结束原来的安排。"))
        made = Substitution.objects.create(
            officer=officer, substitute=substitute, valid_from=valid_from, valid_to=valid_to,
            reason=reason, arranged_by=by.actor.code, arranged_by_name=by.user.name, arranged_at=at,
        )  # fmt: skip
        events.record(
            "officer.substituted", chain=officer.user.chain, by=by.actor, at=at,
            data={
                "substitute": substitute.user.name, "from": valid_from.isoformat(),
                "to": str(valid_to - timedelta(days=1)) if valid_to else "", "reason": reason,
            },
        )  # fmt: skip
    return made


def end(substitution: Substitution, *, by: Officer, at: datetime) -> None:
    """End it before its time; raise NotAllowedNow when it is over."""
    require_arranger(substitution.officer, by, at)
    with transaction.atomic():
        ended = Substitution.objects.filter(pk=substitution.pk, ended_at=None).update(ended_at=at)
        if ended != 1:
            raise NotAllowedNow(_("这项代班已经结束，请刷新页面。"))
        events.record(
            "officer.substitution_ended", chain=substitution.officer.user.chain, by=by.actor, at=at,
            data={"substitute": substitution.substitute.user.name},
        )  # fmt: skip


def require_arranger(officer: Officer, by: Officer, at: datetime) -> None:
    """Raise DomainError for somebody who may not say who stands in for an officer."""
    is_head = Role.DECIDER in by.role_codes(localdate(at))
    if by.pk != officer.pk and not (is_head and by.department_id == officer.department_id):
        raise DomainError(_("由本人或者本单位的审批负责人安排代班。"))


def stood_in_for(officer: Officer, on: date) -> list[Officer]:
    """Return the colleagues for whom an officer stands in on a day."""
    current = Substitution.objects.on(on).filter(substitute=officer)
    rows = current.select_related("officer__user", "officer__department").order_by("pk")
    return [row.officer for row in rows]


def _overlapping(
    officer: Officer, start: date, end: date | None
) -> "models.QuerySet[Substitution]":
    rows = Substitution.objects.filter(officer=officer, ended_at=None)
    if end is not None:
        rows = rows.filter(valid_from__lt=end)
    return rows.exclude(valid_to__lte=start)
