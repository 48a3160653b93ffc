"""Look at some of the cases of a diagnosis."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import cattrs
from django.utils.translation import gettext as _

from onewindow.events.rules import Actor
from onewindow.insight.actions.working import order
from onewindow.insight.mining.sources import open_log
from onewindow.insight.models import Diagnosis, Job, JobKind, RedesignProject
from onewindow.insight.models.parts import Part
from onewindow.insight.narrowing import Asked, choices_in
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.calendars import calendar_for

if TYPE_CHECKING:
    from onewindow.insight.actions.working import Progress

PARTS = 3


def narrow(project: RedesignProject, asked: Asked, *, by: Actor, at: datetime) -> Job:
    """Return the work that looks at some cases of the latest diagnosis; what was seen is kept.

    Raise NotAllowedNow before a diagnosis, and while other cases are being looked at.
    """
    diagnosis = _latest(project)
    known = Part.objects.filter(diagnosis=diagnosis, asked=asked.as_json()).first()
    if known is not None:
        return known.job
    return order(project, JobKind.PART, settings=asked.as_json(), by=by, at=at)


def look_closer(job: Job, progress: "Progress", *, at: datetime) -> Part:
    """Measure the cases that a job asks for; raise NotAllowedNow where there are none."""
    from onewindow.eventlog import where
    from onewindow.eventlog.measures import measure
    from onewindow.eventlog.running import number
    from onewindow.insight.mining import finding

    diagnosis = _latest(job.project)
    progress.tell(0, PARTS, _("读取日志"))
    with open_log(job.project) as (log, _digest):
        part = where(log, _asked(job.settings).filter(choices_in(diagnosis)))
        if not number(part.flow.cases.table.count()):
            raise NotAllowedNow(_("没有一件符合全部条件。请去掉一个条件，或者放宽时期，再看。"))
        calendar = calendar_for(job.project.owner.region_id)
        progress.tell(1, PARTS, _("测算流程"))
        measures = measure(part, calendar)
        progress.tell(2, PARTS, _("找出等待"))
        seen = finding.look(part, calendar, measures)
        return Part.objects.create(
            diagnosis=diagnosis, job=job, asked=job.settings,
            first_at=seen.first_at, last_at=seen.last_at, cases=measures.cases,
            events=measures.events, variants=measures.variants.count,
            measures=measures.as_json(), found=dict(seen.as_json()),
        )  # fmt: skip


def _asked(settings: Mapping[str, object]) -> Asked:
    return cattrs.structure(settings, Asked)


def _latest(project: RedesignProject) -> Diagnosis:
    found = project.diagnoses.order_by("-made_at", "-pk").first()
    if found is None:
        raise NotAllowedNow(_("请先诊断，再看其中一部分。"))
    return found
