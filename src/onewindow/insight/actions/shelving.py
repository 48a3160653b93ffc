"""Lay a project aside, take it up again, or delete one that came to nothing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.events.rules import Actor
from onewindow.insight.models import Job, JobStatus, ProjectStatus, RedesignProject, SimulationRun
from onewindow.kernel.errors import DomainError, NotAllowedNow

# Once a draft is made the project says where it comes from.
DELETABLE = (
    ProjectStatus.IMPORTING, ProjectStatus.DIAGNOSED, ProjectStatus.PROPOSED,
    ProjectStatus.SIMULATED,
)  # fmt: skip


def shelve(project: RedesignProject, *, reason: str, by: Actor, at: datetime) -> None:
    """Lay a project aside; what is under way is given up.

    Raise DomainError without a reason, NotAllowedNow once it took effect, or lies there already.
    """
    if not reason.strip():
        raise DomainError(_("请写明为什么搁置。"))
    with transaction.atomic():
        changed = (
            RedesignProject.objects.filter(pk=project.pk, shelved_at=None)
            .exclude(status=ProjectStatus.IN_EFFECT)
            .update(shelved_at=at, shelved_by_name=by.name, shelved_reason=reason.strip())
        )
        if not changed:
            raise NotAllowedNow(_("已见效或者已搁置的项目不能再搁置。"))
        Job.objects.open().filter(project=project).update(
            status=JobStatus.CANCELLED, finished_at=at
        )
        events.record(
            "redesign.shelved", chain=project.chain, by=by, at=at, data={"reason": reason.strip()}
        )


def take_up(project: RedesignProject, *, by: Actor, at: datetime) -> None:
    """Go on with a project where it was laid aside; raise NotAllowedNow if it was not."""
    with transaction.atomic():
        changed = RedesignProject.objects.filter(pk=project.pk, shelved_at__isnull=False).update(
            shelved_at=None, shelved_by_name="", shelved_reason=""
        )
        if not changed:
            raise NotAllowedNow(_("项目没有搁置。"))
        events.record("redesign.taken_up", chain=project.chain, by=by, at=at)


def delete(project: RedesignProject, *, by: Actor, at: datetime) -> None:
    """Delete a project that never made a draft; the ledger keeps its number and what was done.

    Raise NotAllowedNow once a draft was made.
    """
    with transaction.atomic():
        locked = RedesignProject.objects.select_for_update().get(pk=project.pk)
        if locked.status not in DELETABLE:
            raise NotAllowedNow(_("项目已经生成草案，不能删除，可以搁置。"))
        events.record(
            "redesign.deleted", chain=locked.chain, by=by, at=at,
            data={"title": locked.title, "status": locked.status},
        )  # fmt: skip
        SimulationRun.objects.filter(project=locked).delete()
        log = locked.log
        locked.delete()
        if log is not None:
            # Its file goes with the next sweep.
            log.delete()
