"""The result is made and reaches the applicant: online, at a window, by post (行政许可法 44)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.models import User
from onewindow.cases.acting import actor_for
from onewindow.cases.actions.ordering import order
from onewindow.cases.clocks import local_day
from onewindow.cases.complete import complete_step
from onewindow.cases.locking import lock
from onewindow.cases.models import Case, CaseStatus, Delivery, LetterKind, StepStatus
from onewindow.cases.models.case import DECIDED, DeliveryMethod
from onewindow.cases.models.letters import DECISIONS
from onewindow.cases.openings import Openings
from onewindow.events.rules import SYSTEM, Actor, JSONValue
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.mandates.models import Power
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind

# On paper, in Chinese, whatever the reader's language is.
METHODS = {"online": "网上送达", "window": "窗口领取", "post": "邮寄送达"}
RELATIONS = {"self": "本人", "representative": "法定代表人", "agent": "受委托代办人"}
WHERE_TO = "delivery:address"


@dataclass(frozen=True)
class Recipient:
    """Who took the papers, and what he is to the applicant; he has signed for them."""

    name: str
    relation: str
    note: str = ""


def choose_delivery(case: Case, method: str, *, by: User, at: datetime, address: str = "") -> None:
    """Keep how the applicant wants the result; raise DomainError for post without an address."""
    if method not in DeliveryMethod.values:
        raise DomainError(_("请选择领取方式。"))
    if method == DeliveryMethod.POST and not address.strip():
        raise DomainError(_("请填写邮寄的收件人、电话和地址。"))
    with transaction.atomic():
        actor_for(case, by, Power.APPLY, at=at)
        filled = {code: text for code, text in case.fields.items() if code != WHERE_TO}
        case.seal_fields(filled | ({WHERE_TO: address.strip()} if address.strip() else {}))
        changed = Case.objects.filter(pk=case.pk, status=CaseStatus.DRAFT).update(
            delivery_method=method, fields_cipher=case.fields_cipher
        )
        if changed != 1:
            raise NotAllowedNow(_("申请已经提交，不能再修改。"))
        case.delivery_method = method


def result_made(case: Case, *, at: datetime) -> None:
    """Say that the result is made; online it is delivered at once. The caller holds the case."""
    events.record(
        "case.result_made", chain=case.chain, by=SYSTEM, at=at,
        data={"method": case.delivery_method},
    )  # fmt: skip
    if case.delivery_method != DeliveryMethod.ONLINE:
        Case.objects.filter(pk=case.pk).update(status=CaseStatus.MADE, changed_at=at)
        return
    Delivery.objects.create(case=case, by=SYSTEM.code, by_name=SYSTEM.name, at=at, received_at=at)
    _finish(case, SYSTEM, None, at)


def hand_over(case: Case, to: Recipient, *, by: Officer, at: datetime) -> Delivery:
    """Hand the result over at a window; who takes it has signed for it.

    Raise NotAllowedNow when it is not made, sent or handed over already, DomainError without a
    name or with an unknown relation.
    """
    _require_name(to)
    with transaction.atomic():
        case = _lock_made(case)
        if Delivery.objects.filter(case=case).exists():
            raise NotAllowedNow(_("结果已经寄出，请登记签收，不能在窗口发放。"))
        delivery = Delivery.objects.create(
            case=case, by=by.actor.code, by_name=by.actor.name, at=at,
            method=DeliveryMethod.WINDOW, recipient=to.name, relation=to.relation, note=to.note,
            place=by.department.name, received_at=at,
        )  # fmt: skip
        _record_received(case, delivery, by, at)
    return delivery


def send_off(
    case: Case, *, carrier: str, tracking: str, sent_on: date, by: Officer, at: datetime
) -> Delivery:
    """Post the result; raise NotAllowedNow when it is not made or on its way already."""
    if not carrier.strip() or not tracking.strip():
        raise DomainError(_("请写明承运单位和邮件号码。"))
    if sent_on > local_day(at):
        raise DomainError(_("交寄日期不能晚于今天。"))
    with transaction.atomic():
        case = _lock_made(case)
        if Delivery.objects.filter(case=case).exists():
            raise NotAllowedNow(_("结果已经寄出，请刷新页面。"))
        events.record(
            "case.result_sent", chain=case.chain, by=by.actor, at=at,
            data={"carrier": carrier, "tracking": tracking, "sent_on": sent_on.isoformat()},
        )  # fmt: skip
        return Delivery.objects.create(
            case=case, by=by.actor.code, by_name=by.actor.name, at=at,
            method=DeliveryMethod.POST, carrier=carrier, tracking=tracking, sent_on=sent_on,
        )  # fmt: skip


def confirm_receipt(case: Case, to: Recipient, *, by: Officer, at: datetime) -> Delivery:
    """Write down that what was posted arrived; raise NotAllowedNow when nothing is on its way."""
    _require_name(to)
    with transaction.atomic():
        case = _lock_made(case)
        delivery = Delivery.objects.filter(case=case, received_at=None).first()
        if delivery is None:
            raise NotAllowedNow(_("结果还没有寄出，请刷新页面。"))
        delivery.recipient, delivery.relation, delivery.note = to.name, to.relation, to.note
        delivery.received_at = at
        delivery.save(update_fields=["recipient", "relation", "note", "received_at"])
        _record_received(case, delivery, by, at)
    return delivery


def _require_name(to: Recipient) -> None:
    if not to.name.strip() or to.relation not in RELATIONS:
        raise DomainError(_("请写明谁收件，以及收件人与申请人的关系。"))


def _lock_made(case: Case) -> Case:
    refusal = _("结果还没有制作好，或者已经送达，请刷新页面。")
    return lock(case, [CaseStatus.MADE], refusal=refusal)


def _record_received(case: Case, delivery: Delivery, by: Officer, at: datetime) -> None:
    papers = case.letters.filter(kind__in=DECISIONS).order_by("pk")
    data: dict[str, JSONValue] = {
        "papers": [[str(each.get_kind_display()), each.number] for each in papers],
        "method": METHODS[delivery.method], "place": delivery.place,
        "received_by": delivery.recipient, "relation": RELATIONS[delivery.relation],
        "received_at": at.isoformat(), "delivered_by": delivery.by_name,
        "carrier": delivery.carrier, "tracking": delivery.tracking, "note": delivery.note,
        "sent_on": delivery.sent_on.isoformat() if delivery.sent_on else None,
    }  # fmt: skip
    events.record(
        "case.delivered", chain=case.chain, by=by.actor, at=at,
        data={"method": delivery.method, "relation": delivery.relation},
    )  # fmt: skip
    _finish(case, by.actor, by.pk, at)
    order(case, LetterKind.DELIVERY_RECEIPT, at=at, data=data)


def _finish(case: Case, by: Actor, officer_id: int | None, at: datetime) -> None:
    # One by one: a delivery may wait for another.
    open_steps = case.steps.filter(kind=StepKind.DELIVERY, status=StepStatus.OPEN)
    while step := open_steps.order_by("position").first():
        step.case = case
        complete_step(
            step.pk, by=SYSTEM, officer_id=None, role="", outcome="delivered", opinion="", at=at,
            openings=Openings(step, at),
        )  # fmt: skip
    Case.objects.filter(pk=case.pk, status__in=(*DECIDED, CaseStatus.MADE)).update(
        status=CaseStatus.FINISHED, changed_at=at, ended_at=at
    )
    events.record("case.finished", chain=case.chain, by=by, at=at)
