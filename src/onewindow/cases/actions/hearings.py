"""A hearing 听证 from the right to it until its record (行政许可法 46 to 48)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.hearing_letters import order_notice, order_record, order_right
from onewindow.cases.actions.suspending import resume, suspend
from onewindow.cases.clocks import HEARING_HOLD, HEARING_REQUEST, earliest_hearing, local_day
from onewindow.cases.locking import lock_running
from onewindow.cases.models import Case, CaseStep, Hearing, HearingStage
from onewindow.cases.special import HEARING
from onewindow.events.rules import Actor, JSONValue
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.kernel.workdays import WorkCalendar
from onewindow.orgs.calendars import calendar_for
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind

JUDGING = (StepKind.REVIEW, StepKind.DECISION)


@dataclass(frozen=True)
class Place:
    """When and where a hearing is held, who presides, who writes; `at` is an aware time."""

    at: datetime
    where: str
    presider: Officer
    recorder: str = ""
    is_public: bool = True
    is_announced: bool = False


@dataclass(frozen=True)
class Minutes:
    """What was said at a hearing, by whom, from when to when; times are aware."""

    began_at: datetime
    ended_at: datetime
    present: str
    said: str


def tell_hearing_right(case: Case, *, subject: str, by: Officer, at: datetime) -> Hearing:
    """Tell the applicant and the interested parties of their right to a hearing (Art 47).

    They have five working days to ask. Raise NotAllowedNow when one is under way or the case is
    not under review.
    """
    _require(subject, _("请写明涉及的重大利益关系，会写进告知书。"))
    with transaction.atomic():
        case = _free(case)
        until = _calendar(case).add(local_day(at), HEARING_REQUEST.days).on
        hearing = Hearing.objects.create(
            case=case, number=case.hearings.count() + 1, stage=HearingStage.TOLD, subject=subject,
            told_at=at, request_by=until,
        )  # fmt: skip
        _record(hearing, "hearing.told", by.actor, at, request_by=until.isoformat())
        order_right(hearing, at=at)
    return hearing


def ask_for_hearing(hearing: Hearing, *, by: Actor, name: str, at: datetime) -> Hearing:
    """Ask for the hearing in time: its clock of twenty working days starts, the case stands still.

    Raise NotAllowedNow after the five days, or when somebody asked already.
    """
    with transaction.atomic():
        case, hearing = _locked(hearing)
        if hearing.stage != HearingStage.TOLD:
            raise NotAllowedNow(_("听证已经申请过，请刷新页面。"))
        if not hearing.can_be_asked_for(local_day(at)):
            raise NotAllowedNow(
                _("申请听证的期限是被告知之日起五个工作日，已经过了（行政许可法第四十七条）。")
            )
        _asked(case, hearing, by, name, at)
    return hearing


def order_hearing(case: Case, *, subject: str, by: Officer, at: datetime) -> Hearing:
    """Hold a hearing without being asked: a rule demands it, or the public's interest (Art 46)."""
    _require(subject, _("请写明依据和听证事项，会写进公告。"))
    with transaction.atomic():
        case = _free(case)
        hearing = Hearing(
            case=case, number=case.hearings.count() + 1, stage=HearingStage.TOLD, subject=subject,
            is_ex_officio=True,
        )  # fmt: skip
        hearing.save(force_insert=True)
        _asked(case, hearing, by.actor, by.actor.name, at)
    return hearing


def give_notice(hearing: Hearing, place: Place, *, by: Officer, at: datetime) -> Hearing:
    """Call the hearing at least seven working days before it (Art 48), or put it off again.

    Raise NotAllowedNow for a hearing that nobody asked for or that was held, DomainError for a day
    too near or too late, or for a presider who handles the case himself.
    """
    with transaction.atomic():
        case, hearing = _locked(hearing)
        if hearing.stage not in {HearingStage.ASKED, HearingStage.NOTICED}:
            raise NotAllowedNow(_("这次听证现在不能通知，请刷新页面。"))
        _require(place.where, _("请写明听证地点。"))
        _require_day(hearing, place, _calendar(case), at)
        _require_impartial(case, place.presider)
        hearing.stage, hearing.noticed_at, hearing.set_for = HearingStage.NOTICED, at, place.at
        hearing.place, hearing.recorder_name = place.where, place.recorder
        hearing.presider, hearing.presider_name = (
            place.presider.actor.code,
            place.presider.actor.name,
        )
        hearing.is_public, hearing.notices = place.is_public, hearing.notices + 1
        hearing.save()
        set_for = local_day(place.at).isoformat()
        _record(hearing, "hearing.noticed", by.actor, at, set_for=set_for)
        order_notice(hearing, at=at, is_announced=place.is_announced or hearing.is_ex_officio)
    return hearing


def record_hearing(hearing: Hearing, minutes: Minutes, *, by: Officer, at: datetime) -> Hearing:
    """Write the minutes down (Art 48: the decision follows them); the clocks go on.

    Raise NotAllowedNow for a hearing that was not called, DomainError without minutes or before it
    was held.
    """
    _require(minutes.said, _("请填写听证笔录。"))
    with transaction.atomic():
        _case, hearing = _locked(hearing)
        if hearing.stage != HearingStage.NOTICED or hearing.set_for is None:
            raise NotAllowedNow(_("这次听证没有通知过，或者已经举行，请刷新页面。"))
        if not minutes.began_at <= minutes.ended_at <= at:
            raise DomainError(_("听证的结束时间应在开始之后，且不晚于现在。"))
        if local_day(minutes.began_at) < local_day(hearing.set_for):
            raise DomainError(_("听证不能早于通知的日期举行；改期须重新通知。"))
        hearing.stage, hearing.held_at = HearingStage.HELD, minutes.began_at
        hearing.ended_at, hearing.present = minutes.ended_at, minutes.present
        hearing.minutes = minutes.said
        hearing.save()
        held_on = local_day(minutes.began_at).isoformat()
        _record(hearing, "hearing.held", by.actor, at, held_on=held_on)
        _go_on(hearing, _("听证已经举行"), by.actor, at)
        order_record(hearing, at=at)
    return hearing


def drop_hearing(hearing: Hearing, *, by: Actor, at: datetime, waiver: str = "") -> Hearing:
    """End a hearing that is not to be held: nobody asked in time, or who asked gave it up.

    The right is the asker's (Art 47): once somebody asked, only his written `waiver` ends it, and
    nothing ends one that the office itself has to hold (Art 46). Raise NotAllowedNow otherwise.
    """
    with transaction.atomic():
        _case, hearing = _locked(hearing)
        reason = _reason_to_drop(hearing, waiver.strip(), at)
        hearing.stage, hearing.drop_reason = HearingStage.DROPPED, reason
        hearing.save(update_fields=["stage", "drop_reason"])
        _record(hearing, "hearing.dropped", by, at, reason=reason)
        _go_on(hearing, reason, by, at)
    return hearing


def _reason_to_drop(hearing: Hearing, waiver: str, at: datetime) -> str:
    if hearing.stage in {HearingStage.HELD, HearingStage.DROPPED}:
        raise NotAllowedNow(_("这次听证已经结束，请刷新页面。"))
    if hearing.can_be_asked_for(local_day(at)):
        raise NotAllowedNow(_("申请听证的五个工作日还没有过，不能先行终止。"))
    if hearing.stage == HearingStage.TOLD:
        return _("期限内没有人申请听证。")
    if hearing.is_ex_officio:
        raise NotAllowedNow(
            _("机关决定举行的听证应当举行，需要时可以改期（行政许可法第四十六条）。")
        )
    if not waiver:
        raise NotAllowedNow(
            _("听证是申请人的权利，只有申请人书面放弃才能终止（行政许可法第四十七条）。")
        )
    return _("%(name)s书面放弃听证：%(waiver)s") % {
        "name": hearing.asked_by_name, "waiver": waiver,
    }  # fmt: skip


def judges_of(case: Case) -> set[str]:
    """Return the codes of the officers who review or decide a case, or hold such a step."""
    steps = CaseStep.objects.filter(case=case, kind__in=JUDGING).exclude(officer="")
    return set(steps.values_list("officer", flat=True))


def _asked(case: Case, hearing: Hearing, by: Actor, name: str, at: datetime) -> None:
    hold_by = _calendar(case).add(local_day(at), HEARING_HOLD.days).on
    _record(hearing, "hearing.asked", by, at, hold_by=hold_by.isoformat())
    hearing.suspension = suspend(
        case, kind=HEARING, reason=hearing.subject, needed=HEARING_HOLD, by=by, at=at
    )
    hearing.stage, hearing.asked_at, hearing.hold_by = HearingStage.ASKED, at, hold_by
    hearing.asked_by_name = name
    hearing.save()


def _go_on(hearing: Hearing, reason: str, by: Actor, at: datetime) -> None:
    if hearing.suspension is not None and hearing.suspension.ended_at is None:
        resume(hearing.suspension, result=reason, by=by, at=at)


def _free(case: Case) -> Case:
    case = lock_running(case)
    if case.hearings.under_way().exists():
        raise NotAllowedNow(_("这个办件已经有一次听证在进行，请刷新页面。"))
    return case


def _locked(hearing: Hearing) -> tuple[Case, Hearing]:
    case = lock_running(hearing.case)
    hearing = Hearing.objects.select_related("suspension").get(pk=hearing.pk)
    hearing.case = case
    return case, hearing


def _calendar(case: Case) -> WorkCalendar:
    return calendar_for(case.department.region_id)


def _require(words: str, message: str) -> None:
    if not words.strip():
        raise DomainError(message)


def _require_day(hearing: Hearing, place: Place, calendar: WorkCalendar, at: datetime) -> None:
    day = local_day(place.at)
    earliest = earliest_hearing(calendar, local_day(at))
    if day < earliest:
        raise DomainError(
            _("举行听证须提前七个工作日通知，最早是 %(day)s（行政许可法第四十八条）。")
            % {"day": earliest}
        )
    if hearing.hold_by is not None and day > hearing.hold_by:
        raise DomainError(
            _("听证应当在申请后二十个工作日内举行，最迟是 %(day)s（行政许可法第四十七条）。")
            % {"day": hearing.hold_by}
        )


def _require_impartial(case: Case, presider: Officer) -> None:
    if presider.actor.code in judges_of(case):
        raise DomainError(
            _("%(name)s参与了这个办件的审查，不能主持听证（行政许可法第四十八条）。")
            % {"name": presider.actor.name}
        )


def _record(hearing: Hearing, code: str, by: Actor, at: datetime, **said: JSONValue) -> None:
    events.record(
        code, chain=hearing.case.chain, by=by, at=at, data={"hearing": hearing.code, **said}
    )
