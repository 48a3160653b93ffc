"""Tell people of the milestones of a project, in the transaction that finds them passed."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localdate

from onewindow.accounts.models import User
from onewindow.mandates.models import Mandate, Power
from onewindow.messages.actions import enqueue
from onewindow.orgs.models import Officer, OfficerRole
from onewindow.projects.access import LEADS
from onewindow.projects.clocks import ProjectReading, StageReading
from onewindow.projects.models import Project, ProjectStage
from onewindow.projects.models.stages import OVER, StageStatus


def tell_of_stages(
    project: Project, rows: Iterable[ProjectStage], found: ProjectReading, *, at: datetime
) -> None:
    """Tell of what changed between what is stored and what the ledger says now.

    The applicant's side hears of stages that open, begin and end, the lead department of one that
    is late; once each, however often somebody looks. Call it before the rows are written.
    """
    today, listed = localdate(at), list(rows)
    was_over = {row.stage for row in listed if row.status in OVER}
    is_over = {each.facts.code for each in found.stages if each.is_over}
    for row in listed:
        now, needs = found.stage(row.stage), set(row.needs)
        facts = _facts(project, row, now, today)
        for kind in _passed(row, now):
            _tell(people_of(project, today), kind, project, row, facts, at)
        is_new = not needs <= was_over and needs <= is_over
        if is_new and not now.is_over and now.begun_on is None:
            _tell(people_of(project, today), "project.stage_open", project, row, facts, at)
        if not now.is_over and now.count.is_late(today):
            _tell(leaders_of(row, today), "project.stage_late", project, row, facts, at)


def tell_of_end(project: Project, *, used: int, at: datetime) -> None:
    """Tell the applicant's side that all stages are over."""
    facts = {"project": project.name, "used": str(used), "days": str(project.total)}
    for person in people_of(project, localdate(at)):
        enqueue(
            person, "project.done", key=f"{project.chain}/done/{localdate(at)}", facts=facts,
            address=f"/projects/{project.code}/", at=at,
        )  # fmt: skip


def people_of(project: Project, on: date) -> list[User]:
    """Return who is to hear of a project: whose it is, and whose mandate covers everything."""
    held = Mandate.objects.in_force(on).with_power(Power.FOLLOW).filter(covers_all=True)
    if project.company_id is not None:
        agents = held.filter(company=project.company_id)
        return list(User.objects.filter(pk__in=agents.values("agent")).order_by("pk"))
    agents = held.filter(company=None, principal=project.applicant_id)
    helpers = User.objects.filter(pk__in=agents.values("agent")).order_by("pk")
    return [project.applicant, *helpers]


def leaders_of(row: ProjectStage, on: date) -> list[User]:
    """Return who reviews or decides for the department that leads a stage."""
    roles = OfficerRole.objects.held(on).filter(role__in=LEADS).values("officer")
    officers = Officer.objects.active().filter(department=row.lead_id, pk__in=roles)
    return [each.user for each in officers.select_related("user").order_by("pk")]


def _passed(row: ProjectStage, now: StageReading) -> list[str]:
    kinds = []
    if row.begun_on is None and now.begun_on is not None:
        kinds.append("project.stage_begun")
    if row.status != now.status and now.status in (StageStatus.DONE, StageStatus.CLOSED):
        kinds.append(f"project.stage_{now.status}")
    if row.status == StageStatus.CLOSED and not now.is_over:
        kinds.append("project.stage_reopened")
    return kinds


def _facts(
    project: Project, row: ProjectStage, now: StageReading, today: date
) -> dict[str, str]:  # fmt: skip
    return {
        "project": project.name, "stage": str(row.get_stage_display()), "days": str(row.days),
        "used": str(now.count.used(now.done_on or today)), "unit": row.lead.short_name,
    }  # fmt: skip


def _tell(
    people: Iterable[User], kind: str, project: Project, row: ProjectStage, facts: dict[str, str],
    at: datetime,
) -> None:  # fmt: skip
    side = "/desk" if kind == "project.stage_late" else ""
    # Being late is one thing for as long as it lasts; other milestones may be passed again.
    day = "" if side else f"/{localdate(at)}"
    for person in people:
        enqueue(
            person, kind, key=f"{project.chain}/{row.stage}/{kind.rpartition('_')[2]}{day}",
            facts=facts, address=f"{side}/projects/{project.code}/", at=at,
        )  # fmt: skip
