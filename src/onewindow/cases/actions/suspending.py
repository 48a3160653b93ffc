"""Special procedures 特别程序 (行政许可法 45): begin, tell again, end; dates move at once."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow.cases.actions.ordering import order
from onewindow.cases.clocks import Fact, history_of, local_day
from onewindow.cases.deadlines import facts_of, known_of, move
from onewindow.cases.locking import lock_running
from onewindow.cases.models import Case, LetterKind, Suspension
from onewindow.cases.special import special_procedures
from onewindow.catalogue.limits import Limit
from onewindow.events.rules import Actor, JSONValue
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.calendars import calendar_for


def suspend(
    case: Case,
    *,
    kind: str,
    reason: str,
    needed: Limit,
    by: Actor,
    at: datetime,
    carried_out_by: str = "",
) -> Suspension:
    """Begin a special procedure: the clocks stand still for the time that its letter tells.

    Raise NotAllowedNow when the case is not under review or one of the kind runs already,
    DomainError without a reason or a sensible time.
    """
    procedure = special_procedures().get(kind)
    if procedure is None:
        raise DomainError(_("没有这种特别程序，请刷新页面后重新选择。"))
    _require_words(reason, needed, procedure.most_days)
    with transaction.atomic():
        case = lock_running(case)
        if case.suspensions.running().filter(kind=kind).exists():
            raise NotAllowedNow(
                _("%(name)s已经在进行，需要更多时间请用“再次告知所需时间”。")
                % {"name": procedure.name}
            )
        number = case.suspensions.count() + 1
        data: dict[str, JSONValue] = {
            "suspension": str(number), "kind": kind, "name": procedure.name,
            "needed_days": needed.days, "unit": needed.unit.value,
        }  # fmt: skip
        until = _told_until(case, Fact("case.suspended", at, "", data), str(number))
        move(case, "case.suspended", by=by, at=at, data=data)
        if case.suspended_at is None:
            Case.objects.filter(pk=case.pk).update(suspended_at=at, changed_at=at)
        suspension = Suspension.objects.create(
            case=case, number=number, kind=kind, name=procedure.name, reason=reason,
            carried_out_by=carried_out_by, needed_days=needed.days, needed_unit=needed.unit,
            told_until=until, by=by.code, by_name=by.name, at=at,
        )  # fmt: skip
        law = procedure.law if procedure.is_local else ""
        _order_letter(suspension, needed, reason, at=at, law=law)
    return suspension


def tell_again(
    suspension: Suspension, *, needed: Limit, reason: str, by: Actor, at: datetime
) -> Suspension:
    """Tell the applicant in writing that a running procedure needs more time.

    Raise NotAllowedNow when it is over, DomainError without a reason or a time.
    """
    kind = special_procedures().get(suspension.kind)
    _require_words(reason, needed, kind.most_days if kind else needed.days)
    with transaction.atomic():
        case = lock_running(suspension.case)
        suspension = _running(case, suspension)
        data: dict[str, JSONValue] = {
            "suspension": suspension.code, "needed_days": needed.days, "unit": needed.unit.value,
            "reason": reason,
        }  # fmt: skip
        told = Fact("case.suspension_prolonged", at, "", data)
        suspension.told_until = _told_until(case, told, suspension.code)
        suspension.notices += 1
        move(case, told.code, by=by, at=at, data=data)
        suspension.save(update_fields=["told_until", "notices"])
        _order_letter(suspension, needed, reason, at=at)
    return suspension


def resume(suspension: Suspension, *, result: str, by: Actor, at: datetime) -> Suspension:
    """End a special procedure; the clocks go on the next day unless another one runs.

    Raise NotAllowedNow when it is over already.
    """
    with transaction.atomic():
        case = lock_running(suspension.case)
        suspension = _running(case, suspension)
        data: dict[str, JSONValue] = {"suspension": suspension.code, "reason": result}
        move(case, "case.resumed", by=by, at=at, data=data)
        suspension.ended_at, suspension.ended_by_name, suspension.result = at, by.name, result
        suspension.save(update_fields=["ended_at", "ended_by_name", "result"])
        first = case.suspensions.running().order_by("at").values_list("at", flat=True).first()
        Case.objects.filter(pk=case.pk).update(suspended_at=first, changed_at=at)
    return suspension


def _running(case: Case, suspension: Suspension) -> Suspension:
    found = case.suspensions.running().filter(pk=suspension.pk).first()
    if found is None:
        raise NotAllowedNow(_("这项特别程序已经结束，请刷新页面。"))
    found.case = case
    return found


def _told_until(case: Case, told: Fact, code: str) -> date:
    history = history_of([*facts_of(case), told], known_of(case))
    (suspension,) = (each for each in history.suspensions if each.code == code)
    return suspension.told_until(calendar_for(case.department.region_id))


def _require_words(reason: str, needed: Limit, most: int) -> None:
    if not reason.strip():
        raise DomainError(_("请写明需要进行特别程序的原因，会写进告知书。"))
    if needed.days < 1:
        raise DomainError(_("请写明所需时间，至少 1 天。"))
    if needed.days > most:
        raise DomainError(
            _("一次最多告知 %(most)d 天；真需要更久的，到期前再次书面告知。") % {"most": most}
        )


def _order_letter(
    suspension: Suspension, needed: Limit, reason: str, *, at: datetime, law: str = ""
) -> None:
    about = f"suspension/{suspension.number}"
    if suspension.notices > 1:
        about += f"/{suspension.notices}"
    order(
        suspension.case, LetterKind.SPECIAL_TIME, at=at, about=about,
        data={
            "procedure": suspension.name, "reasons": [reason], "basis": law,
            "carried_out_by": suspension.carried_out_by,
            "starts_on": local_day(at).isoformat(), "ends_on": suspension.told_until.isoformat(),
            "days": needed.days, "unit": needed.unit.value,
        },
    )  # fmt: skip
