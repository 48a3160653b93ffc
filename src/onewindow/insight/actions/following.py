"""What becomes of a project without anybody doing anything to it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.models import VersionStatus
from onewindow.events.rules import SYSTEM, JSONValue
from onewindow.insight.models import Job, JobStatus, ProjectStatus, RedesignProject, Subject

# Longer than any work takes.
LOST_AFTER = timedelta(hours=2)


def follow(*, at: datetime) -> int:
    """Let projects take effect whose versions were published; return how many did.

    Work that nobody finished for two hours is given up.
    """
    lost = Job.objects.open().filter(asked_at__lt=at - LOST_AFTER)
    lost.update(status=JobStatus.FAILED, finished_at=at, error=_("中途停了，请再来一次。"))
    published = Subject.objects.filter(
        project__status=ProjectStatus.IN_REVIEW, draft__status=VersionStatus.PUBLISHED
    ).select_related("project", "item", "draft")
    return sum(_take_effect(subject, at) for subject in published)


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
