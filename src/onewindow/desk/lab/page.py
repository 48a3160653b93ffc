"""What the pages of one project show."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from onewindow.desk.lab.charts import Distribution
from onewindow.desk.lab.conformed import Conformed, conformed, faults_of
from onewindow.desk.lab.figures import Change, changes_of
from onewindow.desk.lab.gallery import Gallery
from onewindow.desk.lab.parts import Narrowed, PartForm
from onewindow.desk.lab.proposals import Shelf, shelf_of
from onewindow.desk.lab.seen import Seen
from onewindow.desk.lab.simulated import Pool, Simulated, Together, together
from onewindow.desk.signing import OfficerRequest
from onewindow.insight import access
from onewindow.insight.actions.proposing import DECIDABLE
from onewindow.insight.actions.shelving import DELETABLE
from onewindow.insight.models import (
    Diagnosis,
    Job,
    JobKind,
    LogSource,
    Part,
    ProjectStatus,
    RedesignProject,
    SimulationRun,
    Subject,
)
from onewindow.insight.units import Unit, units_of

ORDER = tuple(ProjectStatus)


@dataclass(frozen=True)
class Stage:
    """A step of the line on top: done, now or to come, with its page where it has one."""

    label: str
    state: str
    url: str

    @property
    def spoken(self) -> str:
        """Its state in words."""
        return {"done": _("已完成"), "now": _("现在")}.get(self.state, _("未到"))


class LabPage:
    """One project and what this officer may do with it."""

    def __init__(self, request: OfficerRequest, project: RedesignProject, at: str = "") -> None:
        self.project = project
        self.at = at
        self.roles = request.roles
        self._asked = request.GET

    @cached_property
    def subjects(self) -> list[Subject]:
        """The items."""
        found = self.project.subjects.select_related("item__department", "version", "draft")
        return list(found.order_by("pk"))

    @property
    def leads(self) -> bool:
        """Whether it is his office's to lay it aside and take it up."""
        return bool(self.roles & access.CARRIES_OUT)

    @property
    def carries_out(self) -> bool:
        """Whether he works on it; nobody does while it is laid aside."""
        return self.leads and not self.project.is_shelved

    @property
    def can_delete(self) -> bool:
        """Whether it never made a draft."""
        return self.leads and self.project.status in DELETABLE

    @property
    def can_shelve(self) -> bool:
        """Whether it can be laid aside."""
        return self.carries_out and self.project.status != ProjectStatus.IN_EFFECT

    @property
    def checks_law(self) -> bool:
        """Whether he speaks for the legislative office."""
        return bool(self.roles & access.CONFIRMS_LAW)

    @property
    def can_decide(self) -> bool:
        """Whether proposals can still be decided by him."""
        return self.carries_out and self.project.status in DECIDABLE

    @cached_property
    def job(self) -> Job | None:
        """The last piece of work, as long as it says something."""
        return self.project.jobs.order_by("-asked_at", "-pk").first()

    @property
    def is_working(self) -> bool:
        """Whether something is under way."""
        return self.job is not None and self.job.is_open

    @cached_property
    def diagnosis(self) -> Diagnosis | None:
        """The latest diagnosis."""
        return self.project.diagnoses.order_by("-made_at", "-pk").first()

    @cached_property
    def seen(self) -> Seen | None:
        """What it shows."""
        if self.diagnosis is None:
            return None
        return Seen(self.project, self.diagnosis, self._asked.get("paths", ""), self._part)

    @cached_property
    def _part(self) -> Part | None:
        """The part that is asked for, as long as no later diagnosis has replaced it."""
        asked = self._asked.get("part", "")
        if self.at != "diagnosis" or self.diagnosis is None or not asked.isdecimal():
            return None
        return self.diagnosis.parts.select_related("job").filter(job=int(asked)).first()

    @property
    def part_is_gone(self) -> bool:
        """Whether a part is asked for that a later diagnosis has replaced."""
        asked = self._asked.get("part", "")
        if not asked.isdecimal() or self._part:
            return False
        return self.project.jobs.filter(pk=int(asked), kind=JobKind.PART, status="done").exists()

    @property
    def narrowed(self) -> Narrowed | None:
        """The part that is shown instead of the whole."""
        if self.seen is None or self.diagnosis is None or self._part is None:
            return None
        return Narrowed(self._part, self.seen, Seen(self.project, self.diagnosis, ""))

    @cached_property
    def part_form(self) -> PartForm | None:
        """The conditions, as they were asked for."""
        if self.seen is None:
            return None
        return PartForm(seen=self.seen, asked=self.narrowed.asked if self.narrowed else None)

    @property
    def query(self) -> str:
        """What links to cases carry on, so that they find the part that names them."""
        return f"?part={self._part.job_id}" if self._part else ""

    @cached_property
    def gallery(self) -> Gallery | None:
        """Its charts."""
        return Gallery(self.seen) if self.seen else None

    @property
    def measured_before(self) -> bool:
        """Whether what was diagnosed is the one item that was redesigned."""
        return self.seen is not None and len(self.subjects) == 1

    @property
    def promised(self) -> int:
        """The promised days as they are, if one item alone says any."""
        if len(self.subjects) != 1:
            return 0
        return int(self.subjects[0].before.get("promised_days") or 0)

    @property
    def hills(self) -> Distribution | None:
        """How long cases took, with the promise."""
        return self.seen.hills(promised=self.promised) if self.seen else None

    @cached_property
    def run(self) -> SimulationRun | None:
        """The latest simulation."""
        return self.project.simulations.order_by("-made_at", "-pk").first()

    @cached_property
    def simulated(self) -> Simulated | None:
        """What it shows of the item that was asked for, or of the first."""
        found = self.every_simulated
        return next((each for each in found if each.subject == self._asked.get("item")), None) or (
            found[0] if found else None
        )

    @cached_property
    def every_simulated(self) -> list[Simulated]:
        """What it shows of every item."""
        items = self.run.items if self.run else []
        return [Simulated(self.run, self.shelf.accepted_codes, each) for each in items if self.run]

    @property
    def together(self) -> Together | None:
        """All items in sum, if there are several."""
        return together(self.run) if self.run else None

    @property
    def pools(self) -> list[Pool]:
        """Whose people can be more or fewer."""
        return [pool for each in self.every_simulated for pool in each.pools]

    @cached_property
    def conformed(self) -> list[Conformed]:
        """Which cases went otherwise than the procedures say."""
        return conformed(self.diagnosis, self.subjects) if self.diagnosis else []

    def faults_of(self, case: str) -> list[str]:
        """What one case did otherwise."""
        return faults_of(self.diagnosis, self.subjects, case) if self.diagnosis else []

    @cached_property
    def shelf(self) -> Shelf:
        """The proposals."""
        return shelf_of(self.subjects)

    @cached_property
    def changes(self) -> list[Change]:
        """Steps, materials, days, visits."""
        return changes_of(self.subjects)

    @property
    def drafts(self) -> list[Subject]:
        """The items that have their new draft."""
        return [subject for subject in self.subjects if subject.draft_id]

    @cached_property
    def units(self) -> list[Unit]:
        """The units of an uploaded log, with the departments that they are here."""
        if self.diagnosis is None or self.project.source != LogSource.FILE:
            return []
        return units_of(self.project, self.diagnosis.found["nodes"])

    @property
    def strangers(self) -> list[Unit]:
        """Those that are no department here."""
        return [unit for unit in self.units if not unit.department]

    @property
    def has_columns(self) -> bool:
        """Whether somebody chose the columns of a file."""
        return self.project.source == LogSource.FILE and bool(self.project.mapping)

    @property
    def needs_columns(self) -> bool:
        """Whether somebody has to say what the columns of the file are."""
        return self.project.source == LogSource.FILE and not self.project.is_mapped

    @property
    def stages(self) -> list[Stage]:
        """The line on top."""
        now = ORDER.index(ProjectStatus(self.project.status))
        pages = {
            ProjectStatus.IMPORTING: "lab_columns", ProjectStatus.DIAGNOSED: "lab_diagnosis",
            ProjectStatus.PROPOSED: "lab_project", ProjectStatus.SIMULATED: "lab_simulation",
            ProjectStatus.IN_REVIEW: "lab_draft", ProjectStatus.IN_EFFECT: "lab_draft",
        }  # fmt: skip
        return [
            Stage(
                str(status.label),
                "done" if place < now else "now" if place == now else "todo",
                reverse(f"desk:{pages[status]}", args=[self.project.number])
                if place <= now
                else "",
            )
            for place, status in enumerate(ORDER)
        ]
