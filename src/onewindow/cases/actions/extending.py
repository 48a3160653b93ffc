"""More time (行政许可法 42): once, by the right level, told to the applicant with its reason."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow.cases.actions.ordering import order
from onewindow.cases.clocks import local_day
from onewindow.cases.deadlines import move, open_steps_of
from onewindow.cases.locking import lock_running
from onewindow.cases.models import Case, Extension, ExtensionLevel, LetterKind
from onewindow.events.rules import JSONValue
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind

MOST_DAYS = {ExtensionLevel.AUTHORITY: 10, ExtensionLevel.GOVERNMENT: 15}
# Only the review takes longer; the applicant's result does not wait for its delivery.
LONGER = (StepKind.REVIEW, StepKind.DECISION)


@dataclass(frozen=True)
class Approval:
    """Who approved the extension, and by which paper."""

    by: str
    paper: str = ""


def is_joint(case: Case) -> bool:
    """Tell whether departments act jointly on a case (统一、联合、集中办理, 行政许可法 26)."""
    reviews = case.steps.filter(kind__in=LONGER).exclude(status="pruned")
    return reviews.values("unit").distinct().count() > 1


def level_for(case: Case) -> ExtensionLevel:
    """Return who has to approve an extension of a case."""
    return ExtensionLevel.GOVERNMENT if is_joint(case) else ExtensionLevel.AUTHORITY


def extend(
    case: Case, *, days: int, reason: str, approval: Approval, by: Officer, at: datetime
) -> Extension:
    """Prolong the limits by working days, and the reviews that are open.

    Raise NotAllowedNow when it was prolonged before, is over its limit or not under review;
    DomainError for too many days, or without a reason, an approver or the government's paper.
    """
    with transaction.atomic():
        case = lock_running(case)
        level = level_for(case)
        _require(level, days, reason, approval)
        if Extension.objects.filter(case=case).exists():
            raise NotAllowedNow(_("这个办件已经延长过一次，依法不能再次延长。"))
        before = case.statutory_due_on
        if before is not None and local_day(at) > before:
            raise NotAllowedNow(_("法定期限已经届满，不能再延长（行政许可法第四十二条）。"))
        steps = [step.code for step in open_steps_of(case) if step.kind in LONGER]
        data: dict[str, JSONValue] = {
            "days": days, "unit": "working", "level": level.value, "reason": reason,
            "approved_by": approval.by, "paper": approval.paper, "steps": steps,
        }  # fmt: skip
        moved = move(case, "case.extended", by=by.actor, at=at, data=data)
        Case.objects.filter(pk=case.pk).update(changed_at=at)
        extension = Extension.objects.create(
            case=case, days=days, level=level, reason=reason, approved_by=approval.by,
            paper=approval.paper, by=by.actor.code, by_name=by.actor.name, at=at,
        )  # fmt: skip
        order(
            case, LetterKind.EXTENSION, at=at, about="extension",
            data={
                "days": days, "reasons": [reason], "is_joint": level is ExtensionLevel.GOVERNMENT,
                "due_on": before.isoformat() if before else None,
                "extended_due_on": moved.statutory.isoformat() if moved.statutory else None,
                "is_provisional": moved.is_provisional,
            },
        )  # fmt: skip
    return extension


def _require(level: ExtensionLevel, days: int, reason: str, approval: Approval) -> None:
    most = MOST_DAYS[level]
    if not 1 <= days <= most:
        raise DomainError(
            _("最多延长 %(days)s 个工作日（行政许可法第四十二条）。") % {"days": most}
        )
    if not reason.strip():
        raise DomainError(_("延长期限必须写明理由，会告知申请人（行政许可法第四十二条）。"))
    if not approval.by.strip():
        raise DomainError(_("请写明批准延长的负责人。"))
    if level is ExtensionLevel.GOVERNMENT and not approval.paper.strip():
        raise DomainError(_("多个部门联合办理的，须经本级人民政府负责人批准，请写明批准文号。"))
