"""A redesign project with a diagnosis, for the permission table: stored, not mined."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from onewindow.catalogue.models import ItemVersion
from onewindow.insight.actions.starting import start_on_log
from onewindow.insight.models import Diagnosis, ProjectProposal, ProjectStatus, RedesignProject
from onewindow.orgs.models import Officer
from tests.insight.diagnosed import CASE, CONFORMANCE, FOUND, MEASURES, TOLD

Form = dict[str, object]
LAB_FORMS: dict[str, Callable[[object], Form]] = {
    "desk:lab_decide": lambda _: {"decision": "accepted"},
    "desk:lab_law": lambda _: {"agrees": "yes"},
    "desk:lab_part": lambda _: {"since": "2026-03-01"},
    "desk:lab_shelf": lambda _: {"reason": "示例"},
}


@dataclass(frozen=True)
class Lab:
    """A project about an item of `scjg`, with one proposal that law has to look at."""

    project: RedesignProject
    proposal: ProjectProposal


def make_lab(officer: Officer, version: ItemVersion) -> Lab:
    """Make a diagnosed project."""
    log = SimpleUploadedFile("log.xes", b"<log/>")
    project = start_on_log(
        log, name="log.xes", title="示例项目", owner=officer.department, versions=[version],
        mapping={}, by=officer.actor, at=now(),
    )  # fmt: skip
    Diagnosis.objects.create(
        project=project, made_at=now(), made_by=officer.actor.code, digest="0" * 64,
        made_by_name=officer.actor.name, cases=2, events=4, variants=1,
        measures=MEASURES,
        found={**FOUND, "subjects": {str(project.subjects.get().pk): {"conformance": CONFORMANCE}}},
    )  # fmt: skip
    RedesignProject.objects.filter(pk=project.pk).update(status=ProjectStatus.DIAGNOSED)
    proposal = ProjectProposal.objects.create(
        subject=project.subjects.get(), code="empower:chief", place=0, heuristic="empower",
        title="取消科长复核", told=TOLD, needs_legal_check=True,
    )  # fmt: skip
    project.refresh_from_db()
    return Lab(project, proposal)


def lab_form(version: ItemVersion) -> Form:
    """Return what somebody fills in to begin a project."""
    return {"title": "示例", "source": "cases", "versions": [str(version.pk)]}


class HasLab(Protocol):
    """The world, as far as it matters here."""

    @property
    def lab(self) -> Lab:
        """The project."""


def _project(world: HasLab) -> Form:
    return {"number": world.lab.project.number}


LAB_OBJECTS: dict[str, Callable[[HasLab], Form]] = {
    "redesign": _project,
    "proposal": lambda world: {**_project(world), "pk": world.lab.proposal.pk},
    "case of a log": lambda world: {**_project(world), "case": CASE},
}
