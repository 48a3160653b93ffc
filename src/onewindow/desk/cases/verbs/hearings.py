"""听证: the right told, asked for at the window, called, held, given up (行政许可法 46 to 48)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.actions import Minutes, Place
from onewindow.cases.facts import hearings_of
from onewindow.cases.models import Case, Hearing, HearingStage
from onewindow.desk.cases.hearing_forms import (
    AskForm,
    DropForm,
    MinutesForm,
    NoticeForm,
    SubjectForm,
)
from onewindow.desk.cases.verbs.suspending import under_review
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.desk.cases.verbs.whose import leads
from onewindow.desk.templatetags.desk import day
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

UNDER_WAY = (HearingStage.TOLD, HearingStage.ASKED, HearingStage.NOTICED)


def _under_way(case: Case) -> Hearing | None:
    return next((each for each in hearings_of(case) if each.stage in UNDER_WAY), None)


def _hearing(case: Case) -> Hearing:
    hearing = _under_way(case)
    if hearing is None:
        raise NotAllowedNow(_("没有进行中的听证，请刷新页面。"))
    return hearing


def _none_yet(case: Case) -> StrOrPromise:
    return under_review(case) or (_("这个办件已经有一次听证在进行。") if _under_way(case) else "")


def _not_askable(case: Case) -> StrOrPromise:
    if said := under_review(case):
        return said
    hearing = _under_way(case)
    if hearing is None or hearing.stage != HearingStage.TOLD:
        return _("没有等待申请的听证。")
    is_late = not hearing.can_be_asked_for(localdate())
    return _("申请听证的五个工作日已经过了。") if is_late else ""


def _in(*stages: HearingStage) -> Callable[[Case], StrOrPromise]:
    def closed(case: Case) -> StrOrPromise:
        if said := under_review(case):
            return said
        hearing = _under_way(case)
        return "" if hearing and hearing.stage in stages else _("听证没有到这一步。")

    return closed


def _not_droppable(case: Case) -> StrOrPromise:
    if said := under_review(case):
        return said
    hearing = _under_way(case)
    if hearing is None:
        return _("没有进行中的听证。")
    if hearing.can_be_asked_for(localdate()):
        return _("申请听证的五个工作日还没有过，不能先行终止。")
    if hearing.is_ex_officio:
        return _("机关决定举行的听证应当举行，需要时可以改期（行政许可法第四十六条）。")
    return ""


def _drop_form(sent: Sent | None, case: Case, _officer: Officer) -> DropForm:
    hearing = _under_way(case)
    is_asked = hearing is not None and hearing.stage != HearingStage.TOLD
    return DropForm(sent.values if sent else None, is_asked=is_asked)


def _tell(case: Case, officer: Officer, form: SubjectForm, at: datetime) -> StrOrPromise:
    hearing = actions.tell_hearing_right(
        case, subject=form.cleaned_data["subject"], by=officer, at=at
    )
    last = hearing.request_by
    return _("已告知，最迟 %(day)s可以申请听证。") % {"day": day(last) if last else ""}


def _order(case: Case, officer: Officer, form: SubjectForm, at: datetime) -> StrOrPromise:
    hearing = actions.order_hearing(case, subject=form.cleaned_data["subject"], by=officer, at=at)
    last = hearing.hold_by
    return _("已决定听证，最迟 %(day)s举行；请发出通知。") % {"day": day(last) if last else ""}


def _ask(case: Case, officer: Officer, form: AskForm, at: datetime) -> StrOrPromise:
    name = form.cleaned_data["name"]
    actions.ask_for_hearing(_hearing(case), by=officer.actor, name=name, at=at)
    return _("已登记%(name)s的听证申请，次日起停钟。") % {"name": name}


def _notice(case: Case, officer: Officer, form: NoticeForm, at: datetime) -> StrOrPromise:
    answers = form.cleaned_data
    place = Place(
        answers["at"], answers["place"], answers["presider"], answers["recorder"],
        answers["is_public"], answers["is_announced"],
    )  # fmt: skip
    actions.give_notice(_hearing(case), place, by=officer, at=at)
    return _("听证通知书正在制作。")


def _record(case: Case, officer: Officer, form: MinutesForm, at: datetime) -> StrOrPromise:
    answers = form.cleaned_data
    minutes = Minutes(answers["began_at"], answers["ended_at"], answers["present"], answers["said"])
    actions.record_hearing(_hearing(case), minutes, by=officer, at=at)
    return _("听证笔录正在制作；次日起继续计时。")


def _drop(case: Case, officer: Officer, form: DropForm, at: datetime) -> StrOrPromise:
    waiver = form.cleaned_data.get("waiver", "")
    actions.drop_hearing(_hearing(case), waiver=waiver, by=officer.actor, at=at)
    return _("听证已终止，已通知申请人。")


TELL_RIGHT = Verb(
    code="hearing-right",
    label=lazy("告知听证权利"),
    meaning=lazy(
        "许可直接涉及申请人与他人之间重大利益关系的，决定前告知申请人和已登记的利害关系人：五个工作日内可以申请听证。"
        "系统制作《听证告知书》；期限过去之前不能作出决定。"
    ),
    icon="megaphone",
    form=lambda sent, _case, _officer: SubjectForm(sent.values if sent else None),
    may=leads,
    closed=_none_yet,
    do=_tell,
)
ORDER = Verb(
    code="hearing-order",
    label=lazy("依职权听证"),
    meaning=lazy(
        "法律、法规、规章规定应当听证的，或者涉及公共利益的重大事项，由机关主动听证并向社会公告。二十个工作日内举行，其间停钟。"
    ),
    icon="scale",
    form=lambda sent, _case, _officer: SubjectForm(sent.values if sent else None),
    may=leads,
    closed=_none_yet,
    do=_order,
)
ASK = Verb(
    code="hearing-request",
    label=lazy("登记听证申请"),
    meaning=lazy("申请人或者利害关系人书面申请听证时登记。二十个工作日内举行，从明天起停钟。"),
    icon="pencil",
    form=lambda sent, _case, _officer: AskForm(sent.values if sent else None),
    may=leads,
    closed=_not_askable,
    do=_ask,
)
NOTICE = Verb(
    code="hearing-notice",
    label=lazy("通知听证"),
    meaning=lazy(
        "举行的七个工作日前通知时间、地点；主持人不能是审查这个办件的人。改期也用这里，会再发一次通知。"
    ),
    icon="calendar-check",
    form=lambda sent, case, _officer: NoticeForm(sent.values if sent else None, case=case),
    may=leads,
    closed=_in(HearingStage.ASKED, HearingStage.NOTICED),
    do=_notice,
)
RECORD = Verb(
    code="hearing-record",
    label=lazy("填写听证笔录"),
    meaning=lazy("听证举行后填写。决定应当根据笔录作出；笔录打印后由参加人签字。"),
    icon="file-check",
    form=lambda sent, _case, _officer: MinutesForm(sent.values if sent else None),
    may=leads,
    closed=_in(HearingStage.NOTICED),
    do=_record,
)
DROP = Verb(
    code="hearing-drop",
    label=lazy("终止听证"),
    meaning=lazy(
        "只在两种情形下用：期限内没有人申请，或者提出听证的人自己书面放弃。听证是申请人的权利，"
        "机关不能因为自己的原因终止（行政许可法第四十七条）。从明天起继续计时，并通知申请人。"
    ),
    icon="ban",
    form=_drop_form,
    may=leads,
    closed=_not_droppable,
    do=_drop,
    is_grave=True,
)
HEARINGS = (TELL_RIGHT, ORDER, ASK, NOTICE, RECORD, DROP)
