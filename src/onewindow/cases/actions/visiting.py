"""现场核查: departments' wishes become one visit, its record goes back to each of their steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.actions.acting import require_part, require_step
from onewindow.cases.actions.ordering import order
from onewindow.cases.locking import lock
from onewindow.cases.models import (
    Case,
    CaseStatus,
    CaseStep,
    LetterKind,
    SiteVisit,
    StepStatus,
    VisitMember,
    VisitStatus,
    VisitWish,
)
from onewindow.cases.printable import require_printable
from onewindow.cases.rules import NotYours
from onewindow.events.rules import JSONValue
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer, Role
from onewindow.procedure.model import StepKind

FEWEST = 2


@dataclass(frozen=True)
class Found:
    """What was seen for one wish, and whether it is as it has to be."""

    text: str
    is_met: bool


def ask_for_visit(
    step: CaseStep, *, subject: str, wanted: str, by: Officer, at: datetime
) -> VisitWish:
    """Ask for a site visit for one's review; it joins the visit that others asked for.

    Raise NotYours, NotAllowedNow when the visit took place already and is to be signed.
    """
    if not subject.strip() or not wanted.strip():
        raise DomainError(_("请写明看什么、要符合什么要求。"))
    require_printable(subject, wanted)
    with transaction.atomic():
        lock(step.case, [CaseStatus.ACCEPTED])
        row = CaseStep.objects.select_related("case", "unit").get(pk=step.pk)
        if row.status != StepStatus.OPEN or row.kind != StepKind.REVIEW:
            raise NotAllowedNow(_("只有正在办理的审查环节能要求现场核查。"))
        require_step(row, by, at)
        visit = _current(row.case)
        if visit.status == VisitStatus.RECORDED:
            raise NotAllowedNow(_("这次核查已经做完，签字后才能再要求一次。"))
        wish = VisitWish.objects.create(
            visit=visit, step=row, subject=subject.strip(), wanted=wanted.strip(),
            by=by.actor.code, by_name=by.user.name, at=at,
        )  # fmt: skip
        events.record(
            "visit.asked", chain=row.case.chain, by=by.actor, at=at, step=row.code,
            data={"visit": visit.number, "subject": wish.subject, "wanted": wish.wanted},
        )  # fmt: skip
    return wish


def plan_visit(
    case: Case,
    *,
    planned_at: datetime,
    place: str,
    route: str,
    members: Sequence[Officer],
    by: Officer,
    at: datetime,
) -> SiteVisit:
    """Fix one day, one route and who goes: two officers at least, one of each asking department.

    It may be planned anew until it took place. Raise NotYours, NotAllowedNow, DomainError.
    """
    require_printable(place, route)
    with transaction.atomic():
        lock(case, [CaseStatus.ACCEPTED])
        require_part(case, by, at)
        visit = case.visits.exclude(status=VisitStatus.SIGNED).first()
        if visit is None or visit.status == VisitStatus.RECORDED:
            raise NotAllowedNow(_("现在没有要安排的现场核查。"))
        _require_members(visit, members)
        if planned_at <= at:
            raise DomainError(_("核查时间要在现在以后。"))
        visit.planned_at, visit.place, visit.route = planned_at, place, route
        visit.status = VisitStatus.PLANNED
        visit.save(update_fields=["planned_at", "place", "route", "status"])
        visit.members.all().delete()
        VisitMember.objects.bulk_create(
            VisitMember(visit=visit, officer=each) for each in dict.fromkeys(members)
        )
        events.record(
            "visit.planned", chain=case.chain, by=by.actor, at=at,
            data={
                "visit": visit.number, "planned_at": planned_at.isoformat(), "place": place,
                "members": [each.user.name for each in members],
            },
        )  # fmt: skip
    return visit


def record_visit(
    visit: SiteVisit,
    *,
    times: tuple[datetime, datetime],
    present: str,
    statement: str,
    conclusion: str,
    found: Mapping[int, Found],
    by: Officer,
    at: datetime,
) -> None:
    """Write the one record: what was found for each wish, from when to when, who was present.

    Raise NotYours for who did not go, NotAllowedNow, DomainError for a wish without a finding.
    """
    began_at, ended_at = times
    if not began_at <= ended_at <= at:
        raise DomainError(_("结束时间要在开始时间之后，而且已经过去。"))
    require_printable(present, statement, conclusion, [each.text for each in found.values()])
    with transaction.atomic():
        lock(visit.case, [CaseStatus.ACCEPTED])
        visit = SiteVisit.objects.select_related("case").get(pk=visit.pk)
        if visit.status != VisitStatus.PLANNED:
            raise NotAllowedNow(_("这次核查还没有安排，或者已经记录，请刷新页面。"))
        _require_member(visit, by)
        wishes = list(visit.wishes.order_by("pk"))
        for wish in wishes:
            seen = found.get(wish.pk)
            if seen is None or not seen.text.strip():
                raise DomainError(_("“%(subject)s”还没有写核查情况。") % {"subject": wish.subject})
            wish.found, wish.is_met = seen.text.strip(), seen.is_met
            wish.save(update_fields=["found", "is_met"])
        visit.began_at, visit.ended_at, visit.present = began_at, ended_at, present
        visit.statement, visit.conclusion = statement, conclusion
        visit.status = VisitStatus.RECORDED
        visit.save(
            update_fields=["began_at", "ended_at", "present", "statement", "conclusion", "status"]
        )
        events.record(
            "visit.recorded", chain=visit.case.chain, by=by.actor, at=at,
            data={
                "visit": visit.number, "conclusion": conclusion,
                "unmet": [each.subject for each in wishes if not each.is_met],
            },
        )  # fmt: skip


def sign_visit(visit: SiteVisit, *, by: Officer, at: datetime) -> bool:
    """Sign the record; with the last signature it becomes a letter. Return whether it was the last.

    Raise NotYours for who did not go, NotAllowedNow for a record that is not there or was signed.
    """
    with transaction.atomic():
        lock(visit.case)
        visit = SiteVisit.objects.select_related("case__department").get(pk=visit.pk)
        member = _require_member(visit, by)
        if visit.status != VisitStatus.RECORDED or member.signed_at is not None:
            raise NotAllowedNow(_("还没有核查记录，或者您已经签过字，请刷新页面。"))
        member.signed_at = at
        member.save(update_fields=["signed_at"])
        events.record(
            "visit.signed", chain=visit.case.chain, by=by.actor, at=at,
            data={"visit": visit.number},
        )  # fmt: skip
        if visit.members.filter(signed_at=None).exists():
            return False
        visit.status = VisitStatus.SIGNED
        visit.save(update_fields=["status"])
        order(
            visit.case, LetterKind.INSPECTION_RECORD, at=at, about=f"visit/{visit.number}",
            data=_facts(visit),
        )  # fmt: skip
    return True


def possible_members(case: Case, visit: SiteVisit) -> list[Officer]:
    """Return who may go: those who review or decide in the departments of the case's open steps."""
    units = set(visit.wishes.values_list("step__unit", flat=True)) | {case.department_id}
    rows = Officer.objects.active().filter(
        department__in=units, roles__role__in=[Role.REVIEWER, Role.DECIDER]
    )
    out = case.recusals.filter(is_granted=True).values("officer")
    found = rows.exclude(pk__in=out).distinct().select_related("user", "department")
    return list(found.order_by("department__name", "pk"))


def _current(case: Case) -> SiteVisit:
    visit = case.visits.exclude(status=VisitStatus.SIGNED).first()
    return visit or SiteVisit.objects.create(case=case, number=case.visits.count() + 1)


def _require_members(visit: SiteVisit, members: Sequence[Officer]) -> None:
    if len({each.pk for each in members}) < FEWEST:
        raise DomainError(_("现场核查要有两名以上工作人员（行政许可法第三十四条）。"))
    there = {each.department_id for each in members}
    for wish in visit.wishes.select_related("step__unit"):
        if wish.step.unit_id not in there:
            raise DomainError(
                _("%(unit)s要求核查，至少要有一名人员参加。") % {"unit": wish.step.unit.short_name}
            )


def _require_member(visit: SiteVisit, by: Officer) -> VisitMember:
    member = visit.members.filter(officer=by).first()
    if member is None:
        raise NotYours(_("由参加现场核查的人员记录和签字。"))
    return member


def _facts(visit: SiteVisit) -> dict[str, JSONValue]:
    members = visit.members.select_related("officer__user", "officer__department").order_by("pk")
    wishes = visit.wishes.select_related("step__unit").order_by("pk")
    return {
        "place": visit.place,
        "began_at": visit.began_at.isoformat() if visit.began_at else "",
        "ended_at": visit.ended_at.isoformat() if visit.ended_at else "",
        "present": visit.present,
        "statement": visit.statement,
        "conclusion": visit.conclusion,
        "inspectors": [
            [each.officer.user.name, each.officer.department.short_name] for each in members
        ],
        "findings": [
            [f"{each.subject}（{each.step.unit.short_name}）", each.wanted, each.found, each.is_met]
            for each in wishes
        ],
    }  # fmt: skip
