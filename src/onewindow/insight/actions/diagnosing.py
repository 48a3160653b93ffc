"""Find out how a procedure really runs, and what could be better."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.events.rules import Actor
from onewindow.insight.actions.proposing import make_proposals
from onewindow.insight.models import Diagnosis, Job, ProjectStatus, RedesignProject, Subject
from onewindow.insight.subjects import definition_for, plain_evidence
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.calendars import calendar_for

if TYPE_CHECKING:
    from onewindow.insight.actions.working import Progress

PARTS = 5


def diagnose(job: Job, progress: "Progress", *, at: datetime) -> Diagnosis:
    """Mine the log of a project and make proposals; raise DomainError for what cannot be read."""
    from onewindow.eventlog.measures import measure
    from onewindow.insight.mining import finding
    from onewindow.insight.mining.sources import cases_of, open_log

    project = job.project
    progress.tell(0, PARTS, _("读取日志"))
    with open_log(project) as (log, digest):
        calendar = calendar_for(project.owner.region_id)
        progress.tell(1, PARTS, _("测算流程"))
        measures = measure(log, calendar)
        if not measures.events:
            raise NotAllowedNow(_("日志里没有可以诊断的事件。"))
        progress.tell(2, PARTS, _("找出等待"))
        seen = finding.look(log, calendar, measures)
        progress.tell(3, PARTS, _("核对流程"))
        subjects = list(project.subjects.select_related("version", "item", "project"))
        for subject in subjects:
            if subject.version is None and not subject.definition:
                subject.definition = seen.definition(subject.name)
            own = cases_of(project, subject) if len(subjects) > 1 else None
            subject.evidence = plain_evidence(seen.evidence(definition_for(subject), own))
    progress.tell(4, PARTS, _("提出建议"))
    by = Actor(job.asked_by, job.asked_by_name)
    with transaction.atomic():
        diagnosis = Diagnosis.objects.create(
            project=project, made_at=at, made_by=by.code, made_by_name=by.name,
            digest=digest, first_at=seen.first_at, last_at=seen.last_at,
            cases=measures.cases, events=measures.events, variants=measures.variants.count,
            measures=measures.as_json(), found=seen.as_json(),
        )  # fmt: skip
        for subject in subjects:
            _keep(subject)
        RedesignProject.objects.filter(pk=project.pk, status=ProjectStatus.IMPORTING).update(
            status=ProjectStatus.DIAGNOSED
        )
        events.record(
            "redesign.diagnosed", chain=project.chain, by=by, at=at,
            data={
                "digest": diagnosis.digest, "cases": diagnosis.cases,
                "events": diagnosis.events, "variants": diagnosis.variants,
            },
        )  # fmt: skip
    return diagnosis


def _keep(subject: Subject) -> None:
    subject.save(update_fields=["definition", "evidence"])
    make_proposals(subject)
