"""Find out how a procedure really runs, and what could be better."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.events.rules import Actor
from onewindow.insight.actions.proposing import make_proposals
from onewindow.insight.law import law_in_force
from onewindow.insight.mining.sources import cases_of, in_time, open_log
from onewindow.insight.models import (
    Diagnosis,
    Job,
    LogSource,
    ProjectStatus,
    RedesignProject,
    Subject,
)
from onewindow.insight.subjects import definition_for, plain_definition, plain_evidence
from onewindow.insight.units import called, guess, units_in
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.calendars import calendar_for

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog, Measures
    from onewindow.insight.actions.working import Progress
    from onewindow.insight.looking import Looked
    from onewindow.insight.mining.finding import Seen
    from onewindow.kernel.workdays import WorkCalendar

PARTS = 5


def diagnose(job: Job, progress: "Progress", *, at: datetime) -> Diagnosis:
    """Mine the log of a project and make proposals; raise DomainError for what cannot be read."""
    from onewindow.eventlog.measures import measure
    from onewindow.insight.mining import finding
    from onewindow.insight.mining.choices import choices_of

    project = job.project
    progress.tell(0, PARTS, _("读取日志"))
    with open_log(project) as (log, digest):
        calendar = calendar_for(project.owner.region_id)
        progress.tell(1, PARTS, _("测算流程"))
        measures = measure(log, calendar)
        if not measures.events:
            raise NotAllowedNow(_nothing_to_read(log))
        progress.tell(2, PARTS, _("找出等待"))
        seen = finding.look(log, calendar, measures)
        progress.tell(3, PARTS, _("核对流程"))
        subjects = _subjects(project, seen)
        look = _Look(seen, measures, calendar, is_alone=len(subjects) == 1)
        looks = {str(subject.pk): look.at(subject) for subject in subjects}
        named = {fault.case for each in looks.values() for fault in each.conformance.faults}
        found = {
            **seen.as_json(named),
            "in_time": in_time(project),
            "choices": choices_of(log, measures).as_json(),
            "subjects": {key: each.as_json() for key, each in looks.items()},
        }
    progress.tell(4, PARTS, _("提出建议"))
    by = Actor(job.asked_by, job.asked_by_name)
    with transaction.atomic():
        diagnosis = Diagnosis.objects.create(
            project=project, made_at=at, made_by=by.code, made_by_name=by.name,
            digest=digest, first_at=seen.first_at, last_at=seen.last_at,
            cases=measures.cases, events=measures.events, variants=measures.variants.count,
            measures=measures.as_json(), found=found,
        )  # fmt: skip
        project.save(update_fields=["units"])
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


def _nothing_to_read(log: "EventLog") -> str:
    """Say why no event could be read, and where to put it right."""
    found = _("；").join(
        problem.tell().rstrip("。") for problem in log.problems if problem.is_left_out
    )
    return _(
        "日志里没有读得出的事件：%(found)s。请看各列选对了没有，时间要像 2026-03-02 09:00 这样写。"
    ) % {"found": found or _("一行也没有")}


def _subjects(project: RedesignProject, seen: "Seen") -> list[Subject]:
    """Return the items, with a guess for each unit of an uploaded log that nobody matched yet."""
    if project.source == LogSource.FILE:
        units = units_in(asdict(node) for node in seen.picture.nodes)
        project.units = {**guess(units, project.owner.region_id), **project.units}
    subjects = list(project.subjects.select_related("version", "item").order_by("pk"))
    for subject in subjects:
        subject.project = project
    return subjects


@dataclass(frozen=True)
class _Look:
    """What a log says of each subject, of its own cases if there are several."""

    seen: "Seen"
    measures: "Measures"
    calendar: "WorkCalendar"
    is_alone: bool

    def at(self, subject: Subject) -> "Looked":
        """Write down the procedure and what was measured of it; return what pages show of it."""
        from onewindow.insight.logs import definition_in
        from onewindow.insight.looking import Looked, conformance_of, fit_of

        if subject.version is None and not subject.definition:
            shown = definition_in(self.seen.log, self.measures, subject.name, law_in_force())
            subject.definition = plain_definition(shown.definition)
        own = self.seen.of_cases(None if self.is_alone else cases_of(subject.project, subject))
        definition = definition_for(subject)
        subject.evidence = plain_evidence(own.evidence(definition))
        return Looked(
            fit_of(own.log, definition, self.calendar),
            conformance_of(
                own.log, subject.version or definition, self.calendar, called(subject.project.units)
            ),
            None if self.is_alone else own.median_days(),
        )


def _keep(subject: Subject) -> None:
    subject.save(update_fields=["definition", "evidence"])
    make_proposals(subject)
