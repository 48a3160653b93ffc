"""What happens next, in one sentence."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from onewindow.cases.models import (
    Case,
    CaseStatus,
    CaseStep,
    Delivery,
    DeliveryMethod,
    Letter,
    StepStatus,
)
from onewindow.design.days import day_words
from onewindow.portal.wording import agent_who_withdrew, ended_as
from onewindow.procedure.model import StepKind


def next_step(
    case: Case,
    steps: Sequence[CaseStep],
    today: date,
    letter: Letter | None,
    *,
    is_asked: bool = False,
) -> str:
    """Say who does what until when; that there is nothing to do unless the applicant is asked."""
    running = [step for step in steps if step.status == StepStatus.OPEN]
    if case.status == CaseStatus.SUBMITTED:
        return _nothing_to_do(_received(running), is_asked=is_asked)
    if case.status == CaseStatus.ACCEPTED:
        return _in_review(case, running, today, is_asked=is_asked)
    if letter is not None and letter.failed_at is not None:
        return _("决定已经作出。决定书制作遇到问题，工作人员已经收到提醒，您不用做什么。")
    if case.status == CaseStatus.MADE:
        return _coming_by(case)
    if case.status == CaseStatus.ARCHIVED:
        return _("%(ended)s办件已归档。") % {"ended": _ended(case, ended_as(case))}
    return _ended(case, CaseStatus(case.status))


def _ended(case: Case, status: CaseStatus) -> str:
    agent = agent_who_withdrew(case) if status == CaseStatus.WITHDRAWN else ""
    if agent:
        return _("这件申请已由代办人%(agent)s撤回，需要时可以重新申请。") % {"agent": agent}
    return _settled()[status]


def _settled() -> dict[CaseStatus, str]:
    coming = _("决定已经作出，决定书正在制作，一般几分钟就好，做好后可以在这里下载。")
    return {
        CaseStatus.DRAFT: _("这份申请还没有提交。"),
        CaseStatus.GRANTED: coming,
        CaseStatus.REFUSED: coming,
        CaseStatus.FINISHED: _("这件申请已经办结，决定书可以随时在这里下载。"),
        CaseStatus.NOT_ACCEPTED: _(
            "这件申请没有受理。原因消除后可以重新申请；有疑问请打咨询电话。"
        ),
        CaseStatus.PRE_REVIEW: _("窗口正在预审您的材料，一般一个工作日内告诉您结果。"),
        CaseStatus.CORRECTING: _("请按补正告知补齐材料，补齐后才能继续办理。"),
        CaseStatus.NOT_REQUIRED: _("这件事依法不需要办理许可，您不用再做什么。"),
        CaseStatus.LAPSED: _("没有在期限内补齐材料，这件申请视为撤回，需要时可以重新申请。"),
        CaseStatus.TRANSFERRED: _("这件申请已经转给有权办理的机关，由它和您联系。"),
        CaseStatus.TERMINATED: _("这件申请已经终止办理。有疑问请打咨询电话。"),
        CaseStatus.ARCHIVED: _("这件申请已经办完并归档，文书可以随时在这里下载。"),
        CaseStatus.WITHDRAWN: _("您已撤回这件申请，需要时可以重新申请。"),
    }


def _coming_by(case: Case) -> str:
    delivery = Delivery.objects.filter(case=case).first()
    if case.delivery_method == DeliveryMethod.WINDOW:
        return _("决定书和证件已经制作好，请带身份证件到%(unit)s的窗口领取。") % {
            "unit": case.department.short_name
        }
    if delivery is None:
        return _("决定书和证件已经制作好，即将寄出。")
    return _("已经寄出：%(carrier)s，邮件号码 %(tracking)s。") % {
        "carrier": delivery.carrier,
        "tracking": delivery.tracking,
    }


def _received(running: Sequence[CaseStep]) -> str:
    due = running[0].due_on if running else None
    if due is None:
        return _("窗口正在核对您的材料。")
    return _("%(unit)s正在核对您的材料，最迟 %(day)s告诉您是否受理。") % {
        "unit": running[0].unit.short_name,
        "day": day_words(due),
    }


def _in_review(case: Case, running: Sequence[CaseStep], today: date, *, is_asked: bool) -> str:
    units = _("、").join(dict.fromkeys(step.unit.short_name for step in running))
    facts = {"units": units, "day": day_words(case.promised_due_on) if case.promised_due_on else ""}
    if case.promised_due_on is not None and today > case.promised_due_on:
        return _("%(units)s还在办理，已经超过承诺的 %(day)s，您可以打咨询电话催办。") % facts
    if any(step.kind == StepKind.DECISION for step in running):
        said = _("各部门已审查完，%(units)s最迟 %(day)s作出决定。")
    elif len(running) > 1:
        said = _("%(units)s正在同时审查，最迟 %(day)s作出决定。")
    else:
        said = _("%(units)s正在审查，最迟 %(day)s作出决定。")
    return _nothing_to_do(said % facts, is_asked=is_asked)


def _nothing_to_do(said: str, *, is_asked: bool) -> str:
    return said if is_asked else _("%(said)s您现在不用做什么。") % {"said": said}
