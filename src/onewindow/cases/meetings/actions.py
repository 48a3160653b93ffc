"""Call a meeting, answer, call it off, write its minutes, do what it resolved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.rounds import open_step
from onewindow.cases.locking import lock_all
from onewindow.cases.meetings.paper import paper_of
from onewindow.cases.models import (
    Case,
    CaseStatus,
    Invitee,
    Meeting,
    MeetingStatus,
    Reply,
    Resolution,
    ResolutionKind,
)
from onewindow.cases.printable import require_printable
from onewindow.documents.actions import Received, receive_letter
from onewindow.documents.letters import render
from onewindow.events.rules import JSONValue
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Department, Officer

UNDER_WAY = (CaseStatus.SUBMITTED, CaseStatus.ACCEPTED)
NEXT = "SELECT nextval('cases_meeting_seq')"


@dataclass(frozen=True)
class Subject:
    """What the cases of a meeting belong to: its ledger chain and its name."""

    chain: str
    name: str


@dataclass(frozen=True)
class Plan:
    """What a meeting is about, when and where; its length is in minutes."""

    title: str
    begins_at: datetime
    place: str
    agenda: str
    departments: Sequence[Department]
    length: int = 60
    is_online: bool = False
    materials: Sequence[Received] = field(default=())


@dataclass(frozen=True)
class Resolved:
    """One resolution: a request has a department and a day, a step its case and code."""

    kind: ResolutionKind
    text: str
    case: Case | None
    department: Department
    due_on: date | None = None
    step: str = ""


def call(
    cases: Sequence[Case],
    plan: Plan,
    *,
    by: Officer,
    about: Subject | None = None,
    at: datetime,
) -> Meeting:
    """Call a meeting on cases of the officer's department, or on what cases belong to.

    Whether he leads what it is `about` is for the caller to say; its cases may be anybody's. Raise
    NotAllowedNow for a case that is not under way, DomainError for what lacks, MissingGlyph.
    """
    if not plan.departments:
        raise DomainError(_("请至少邀请一个部门。"))
    if plan.begins_at <= at:
        raise DomainError(_("开会时间已经过去，请改成以后的时间。"))
    elsewhere = any(case.department_id != by.department_id for case in cases)
    if about is None and (elsewhere or not cases):
        raise DomainError(_("只有主办部门能就自己的办件发起会商。"))
    require_printable(plan.title, plan.place, plan.agenda)
    with transaction.atomic():
        _require_under_way(lock_all(cases))
        meeting = Meeting.objects.create(
            number=_number(at), title=plan.title.strip(), department=by.department,
            about=about.chain if about else "", about_name=about.name if about else "",
            begins_at=plan.begins_at, minutes_planned=plan.length, place=plan.place.strip(),
            is_online=plan.is_online, agenda=plan.agenda.strip(),
            by=by.actor.code, by_name=by.actor.name, at=at,
        )  # fmt: skip
        meeting.cases.set(cases)
        meeting.materials.set([each.record(by=by.actor, at=at) for each in plan.materials])
        Invitee.objects.bulk_create(
            Invitee(meeting=meeting, department=each) for each in plan.departments
        )
        _record(
            "meeting.called", meeting, by, at,
            begins_at=meeting.begins_at.isoformat(), place=meeting.place,
            invited=[each.short_name for each in plan.departments],
        )  # fmt: skip
    return meeting


def answer(invitee: Invitee, *, by: Officer, reply: Reply, said: str, at: datetime) -> None:
    """Say whether somebody comes; another answer replaces it until the meeting is held."""
    if reply != Reply.YES and not said.strip():
        raise DomainError(_("请写明由谁代替，或者为什么不参加。"))
    require_printable(said)
    with transaction.atomic():
        _require_called(invitee.meeting)
        Invitee.objects.filter(pk=invitee.pk).update(reply=reply, said=said.strip(), replied_at=at)
        events.record(
            "meeting.answered", chain=invitee.meeting.chain, by=by.actor, at=at,
            data={"reply": reply.value, "said": said.strip()},
        )  # fmt: skip


def cancel(meeting: Meeting, *, by: Officer, reason: str, at: datetime) -> None:
    """Call a meeting off, with the reason; raise NotAllowedNow once it was held."""
    if not reason.strip():
        raise DomainError(_("请写明取消的原因。"))
    with transaction.atomic():
        lock_all(list(meeting.cases.all()))
        _require_called(meeting)
        Meeting.objects.filter(pk=meeting.pk).update(
            status=MeetingStatus.CANCELLED, cancel_reason=reason.strip()
        )
        _record("meeting.cancelled", meeting, by, at, reason=reason.strip())


def hold(
    meeting: Meeting,
    *,
    by: Officer,
    minutes: str,
    came: Collection[int],
    resolved: Sequence[Resolved] = (),
    at: datetime,
) -> Meeting:
    """Write the minutes: who came (departments), what was said, what was resolved.

    A resolved step is opened at once; a request goes to its department with its day. Raise
    NotAllowedNow when there are minutes already or it has not begun, DomainError for what lacks.
    """
    if not minutes.strip():
        raise DomainError(_("请写会商纪要。"))
    if at < meeting.begins_at:
        raise NotAllowedNow(_("会商还没有开始，开会以后才能写纪要。"))
    _check(resolved, at)
    with transaction.atomic():
        lock_all(list(meeting.cases.all()))
        _require_called(meeting)
        for invitee in meeting.invitees.all():
            came_too = invitee.department_id in came
            Invitee.objects.filter(pk=invitee.pk).update(came=came_too)
        for position, each in enumerate(resolved, start=1):
            Resolution.objects.create(
                meeting=meeting, position=position, kind=each.kind, text=each.text.strip(),
                case=each.case, department=each.department, due_on=each.due_on, step=each.step,
            )  # fmt: skip
            if each.kind is ResolutionKind.STEP and each.case is not None:
                open_step(each.case, code=each.step, by=by, reason=each.text, at=at)
        meeting.minutes, meeting.held_at = minutes.strip(), at
        pdf = render(paper_of(meeting, at=at, is_sample=settings.TRIAL))
        received = receive_letter(pdf, name=f"会商纪要 {meeting.number}.pdf")
        Meeting.objects.filter(pk=meeting.pk).update(
            status=MeetingStatus.HELD, minutes=meeting.minutes, held_at=at,
            paper=received.record(by=by.actor, at=at),
        )  # fmt: skip
        _record(
            "meeting.held", meeting, by, at, resolutions=[each.text.strip() for each in resolved]
        )
    meeting.refresh_from_db()
    return meeting


def complete(resolution: Resolution, *, by: Officer, result: str, at: datetime) -> None:
    """Say that a request is done, with its result; raise NotAllowedNow when it is already."""
    if not result.strip():
        raise DomainError(_("请写明办理结果。"))
    with transaction.atomic():
        lock_all([resolution.case] if resolution.case else [])
        changed = Resolution.objects.filter(pk=resolution.pk, done_at=None).update(
            done_at=at, done_by_name=by.actor.name, result=result.strip()
        )
        if changed != 1:
            raise NotAllowedNow(_("这件交办事项已经办完，请刷新页面。"))
        events.record(
            "meeting.request_done", chain=_chain_of(resolution), by=by.actor, at=at,
            data={
                "meeting": resolution.meeting.number, "text": resolution.text,
                "result": result.strip(),
            },
        )  # fmt: skip


def _chain_of(resolution: Resolution) -> str:
    return resolution.case.chain if resolution.case else resolution.meeting.about


def _check(resolved: Sequence[Resolved], at: datetime) -> None:
    for each in resolved:
        if not each.text.strip():
            raise DomainError(_("每项决议都要写明内容。"))
        if each.kind is ResolutionKind.REQUEST and (
            each.due_on is None or each.due_on < localdate(at)
        ):
            raise DomainError(_("交办事项要写明期限，不能早于今天。"))


def _require_under_way(cases: Sequence[Case]) -> None:
    for case in cases:
        if case.status not in UNDER_WAY:
            raise NotAllowedNow(
                _("办件 %(number)s 不在办理中，不能会商。") % {"number": case.number}
            )


def _require_called(meeting: Meeting) -> None:
    called = Meeting.objects.select_for_update(of=("self",)).filter(
        pk=meeting.pk, status=MeetingStatus.CALLED
    )
    if not called.exists():
        raise NotAllowedNow(_("这次会商已经召开或者取消，请刷新页面。"))


def _number(at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute(NEXT)
        return f"HS{localdate(at):%Y%m%d}-{int(cursor.fetchone()[0]):04d}"


def _record(code: str, meeting: Meeting, by: Officer, at: datetime, **data: JSONValue) -> None:
    """Record it on the chain of every case, of what it is about, and on the meeting's own."""
    told: dict[str, JSONValue] = {"meeting": meeting.number, "title": meeting.title, **data}
    for case in meeting.cases.order_by("pk"):
        events.record(code, chain=case.chain, by=by.actor, at=at, data=told)
    if meeting.about:
        events.record(code, chain=meeting.about, by=by.actor, at=at, data=told)
    events.record(code, chain=meeting.chain, by=by.actor, at=at, data=told)
