"""Milestones are read off the ledger: what happened to the cases moves the stages.

Cases know nothing of projects. A periodic job looks which chains of project cases have grown;
whoever does something with a project itself calls `follow` at once.
"""

from datetime import datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from onewindow import events
from onewindow.events import SYSTEM, Actor
from onewindow.events.models import Head
from onewindow.projects.actions.locking import lock
from onewindow.projects.clocks import ProjectReading, StageReading
from onewindow.projects.models import Project, ProjectCase, ProjectStage
from onewindow.projects.notices import tell_of_end, tell_of_stages
from onewindow.projects.reading import kept_of, read

# A chain that was read to its end and did not grow costs one look at its head.
GROWN = """
SELECT DISTINCT s.project_id
FROM projects_projectcase p
JOIN projects_projectstage s ON s.id = p.stage_id
JOIN cases_case c ON c.id = p.case_id
JOIN events_head h ON h.chain = 'case/' || c.number
WHERE h.seq > p.seq
ORDER BY s.project_id
"""


def follow_all(at: datetime, *, everything: bool = False) -> int:
    """Follow every project whose cases have new events, or all that are under way.

    Each is a transaction of its own; return how many were followed.
    """
    if everything:
        pks = list(Project.objects.filter(done_on=None).order_by("pk").values_list("pk", flat=True))
    else:
        with connection.cursor() as cursor:
            cursor.execute(GROWN)
            pks = [row[0] for row in cursor.fetchall()]
    for pk in pks:
        follow(Project.objects.get(pk=pk), at=at)
    return len(pks)


def follow(project: Project, *, at: datetime, by: Actor = SYSTEM) -> ProjectReading:
    """Bring a project up to date with the events of its cases; record the milestones passed.

    Doing it again changes nothing.
    """
    with transaction.atomic():
        project = lock(project)
        _take_in(project, by, at)
        return keep(project, at=at)


def keep(project: Project, *, at: datetime | None = None) -> ProjectReading:
    """Store what the ledger says in the rows of a project, in the caller's transaction.

    With a time, the milestones that were passed are recorded, and people are told of them.
    """
    found = read(project)
    rows = {row.stage: row for row in project.stages.select_related("lead").order_by("position")}
    if at is not None:
        tell_of_stages(project, rows.values(), found, at=at)
    for each in found.stages:
        row = rows[each.facts.code]
        if at is not None:
            _tell(project, row, each, at)
        kept = kept_of(each.count, each.done_on)
        row.status, row.begun_on, row.done_on = each.status, each.begun_on, kept.done_on
        row.due_on, row.is_late = kept.due_on, kept.is_late
        row.save(update_fields=["status", "begun_on", "done_on", "due_on", "is_late"])
    if at is not None and found.done_on is not None and project.done_on is None:
        used = found.count.used(localdate(at))
        _record(project, "project.done", at, on=found.done_on.isoformat(), used=used,
                total=found.count.limit)  # fmt: skip
        tell_of_end(project, used=used, at=at)
    whole = kept_of(found.count, found.done_on)
    project.done_on, project.due_on, project.is_late = whole.done_on, whole.due_on, whole.is_late
    project.save(update_fields=["done_on", "due_on", "is_late"])
    return found


def _take_in(project: Project, by: Actor, at: datetime) -> None:
    """Note how far the chains are read, before they are read, and which cases are new."""
    links = ProjectCase.objects.filter(stage__project=project, case__number__isnull=False)
    listed = list(links.select_related("stage", "case__version__item").order_by("pk"))
    heads = Head.objects.filter(chain__in=[link.case.chain for link in listed])
    ends = dict(heads.values_list("chain", "seq"))
    for link in listed:
        if link.seq == 0:
            _record(
                project, "project.handed_in", at, by=by, stage=link.stage.stage,
                number=str(link.case.number), item=link.case.version.item.slug,
            )  # fmt: skip
        if link.seq != ends[link.case.chain]:
            ProjectCase.objects.filter(pk=link.pk).update(seq=ends[link.case.chain])


def _tell(project: Project, row: ProjectStage, found: StageReading, at: datetime) -> None:
    if row.begun_on is None and found.begun_on is not None:
        first = next(each for each in found.facts.cases if each.accepted_on == found.begun_on)
        _record(project, "project.stage_begun", at, stage=row.stage, number=first.number,
                on=found.begun_on.isoformat(), days=row.days)  # fmt: skip
    if row.status != "done" and found.status == "done" and found.done_on is not None:
        _record(project, "project.stage_done", at, stage=row.stage,
                on=found.done_on.isoformat(), used=found.count.used(found.done_on),
                days=row.days)  # fmt: skip


def _record(
    project: Project, code: str, at: datetime, *, by: Actor = SYSTEM, **data: str | int
) -> None:
    events.record(code, chain=project.chain, by=by, at=at, data=data)
