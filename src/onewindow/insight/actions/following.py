"""What becomes of a project without anybody doing anything to it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from onewindow import events
from onewindow.catalogue.models import VersionStatus
from onewindow.events.rules import SYSTEM, JSONValue
from onewindow.insight.models import Job, JobStatus, ProjectStatus, RedesignProject, Subject
from onewindow.insight.tasks import run_job

# Longer than any work takes.
LOST_AFTER = timedelta(hours=2)
# A worker that lives says so every ten seconds.
SILENT = timedelta(minutes=2)


def follow(*, at: datetime) -> int:
    """Let projects take effect whose versions were published; return how many did.

    Work of a killed worker is given up, and what nobody finished for two hours.
    """
    is_lost = Q(asked_at__lt=at - LOST_AFTER) | Q(pk__in=_left_behind(at))
    lost = Job.objects.open().filter(is_lost)
    lost.update(status=JobStatus.FAILED, finished_at=at, error=_("中途停了，请再来一次。"))
    published = Subject.objects.filter(
        project__status=ProjectStatus.IN_REVIEW,
        project__shelved_at=None,
        draft__status=VersionStatus.PUBLISHED,
    ).select_related("project", "item", "draft")
    return sum(_take_effect(subject, at) for subject in published)


def _left_behind(at: datetime) -> list[int]:
    """Return the jobs that a worker had begun of which nothing has been heard since."""
    is_dead = Q(worker=None) | Q(worker__last_heartbeat__lt=at - SILENT)
    begun = ProcrastinateJob.objects.filter(is_dead, task_name=run_job.name, status="doing")
    return [args["job_id"] for args in begun.values_list("args", flat=True)]


def _take_effect(subject: Subject, at: datetime) -> bool:
    with transaction.atomic():
        changed = RedesignProject.objects.filter(
            pk=subject.project_id, status=ProjectStatus.IN_REVIEW
        ).update(status=ProjectStatus.IN_EFFECT)
        if changed and subject.item and subject.draft:
            data: dict[str, JSONValue] = {
                "item": subject.item.code,
                "version": subject.draft.number,
            }
            chain = subject.project.chain
            events.record("redesign.took_effect", chain=chain, by=SYSTEM, at=at, data=data)
    return bool(changed)
