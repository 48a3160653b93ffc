"""Long work of a project: ordered, followed, cancelled, done by the worker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.events.rules import Actor, JSONValue
from onewindow.insight.access import require_under_way
from onewindow.insight.models import Job, JobKind, JobStatus, RedesignProject
from onewindow.insight.models.jobs import OPEN
from onewindow.insight.tasks import run_job
from onewindow.kernel.errors import DomainError, NotAllowedNow


class Cancelled(Exception):
    """Somebody does not want the work any more."""


@dataclass
class Progress:
    """Says how far a job is, and learns whether it is still wanted."""

    job: Job

    def tell(self, done: int, total: int, note: str = "") -> None:
        """Say how far it is; raise Cancelled when nobody wants it any more."""
        still_wanted = Job.objects.filter(pk=self.job.pk, status=JobStatus.RUNNING).update(
            done=done, total=total, note=note
        )
        if not still_wanted:
            raise Cancelled


def order(
    project: RedesignProject,
    kind: JobKind,
    *,
    settings: Mapping[str, JSONValue] | None = None,
    by: Actor,
    at: datetime,
) -> Job:
    """Queue work in the caller's transaction; raise NotAllowedNow while the same is under way."""
    with transaction.atomic():
        job = ask(project, kind, settings=settings, by=by, at=at)
        run_job.defer(job_id=job.pk)
    return job


def ask(
    project: RedesignProject,
    kind: JobKind,
    *,
    settings: Mapping[str, JSONValue] | None = None,
    by: Actor,
    at: datetime,
) -> Job:
    """Write down work that the caller does himself with `run`; raise as `order` does."""
    require_under_way(project)
    if kind == JobKind.DIAGNOSIS and not project.is_mapped:
        raise NotAllowedNow(_("请先确认日志的各列，再诊断。"))
    try:
        with transaction.atomic():
            return Job.objects.create(
                project=project, kind=kind, settings=dict(settings or {}),
                asked_by=by.code, asked_by_name=by.name, asked_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise NotAllowedNow(_("正在进行，请等它完成或者取消以后再来。")) from error


def cancel(project: RedesignProject, *, by: Actor, at: datetime) -> None:
    """Give up what is under way; raise NotAllowedNow where nothing is."""
    with transaction.atomic():
        kinds = list(Job.objects.open().filter(project=project).values_list("kind", flat=True))
        stopped = Job.objects.open().filter(project=project)
        if not stopped.update(status=JobStatus.CANCELLED, finished_at=at):
            raise NotAllowedNow(_("没有正在进行的工作。"))
        for kind in kinds:
            events.record(
                "redesign.work_cancelled", chain=project.chain, by=by, at=at, data={"kind": kind}
            )


def run(job_id: int, *, at: datetime) -> None:
    """Do a job that waits; one that was cancelled, or is done already, is left alone."""
    from onewindow.insight.actions.diagnosing import diagnose
    from onewindow.insight.actions.narrowing import look_closer
    from onewindow.insight.actions.simulating import simulate

    taken = Job.objects.filter(pk=job_id, status__in=OPEN).update(status=JobStatus.RUNNING)
    if not taken:
        return
    job = Job.objects.select_related("project").get(pk=job_id)
    works = {
        JobKind.DIAGNOSIS: diagnose, JobKind.SIMULATION: simulate, JobKind.PART: look_closer,
    }  # fmt: skip
    work = works[JobKind(job.kind)]
    try:
        work(job, Progress(job), at=at)
    except Cancelled:
        return
    except DomainError as refused:
        _end(job, JobStatus.FAILED, at, error=refused.message)
        return
    except Exception:
        _end(job, JobStatus.FAILED, at, error=_("系统出错，没有完成。请告诉系统管理员。"))
        raise
    _end(job, JobStatus.DONE, at)


def _end(job: Job, status: JobStatus, at: datetime, *, error: str = "") -> None:
    Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING).update(
        status=status, finished_at=at, error=error
    )
