"""Everything that a page about a project shows, for applicants and officers alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from onewindow.cases.clocks import Line
from onewindow.cases.models import Case, CaseStatus
from onewindow.catalogue.models import ServiceItem
from onewindow.projects.actions.filing import why_not_open
from onewindow.projects.clocks import (
    CaseTime,
    Count,
    ProjectReading,
    StageReading,
    lines_of_project,
    lines_of_stage,
)
from onewindow.projects.models import Project, ProjectStage, StageClosure, StageNeed, StageStatus
from onewindow.projects.reading import item_names, read

# What a case that ran past its own promised day is not: decided, ended, or not begun.
RUNNING = (CaseStatus.SUBMITTED, CaseStatus.PRE_REVIEW, CaseStatus.ACCEPTED, CaseStatus.CORRECTING)


@dataclass(frozen=True)
class ItemLine:
    """An item of a stage with its last case, if somebody filed it; `time` is what it took."""

    item: ServiceItem
    name: str
    is_needed: bool
    case: Case | None = None
    time: CaseTime | None = None
    is_late: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether it is done with."""
        return self.time is not None and self.time.is_settled

    @property
    def is_draft(self) -> bool:
        """Whether somebody is filling it in."""
        return self.case is not None and self.case.number is None

    @property
    def state(self) -> str:
        """Return todo, draft, running, waiting (for the applicant), done or lost."""
        if self.case is None:
            return "todo"
        if self.is_draft:
            return "draft"
        if self.is_settled:
            return "done"
        if self.time is None or self.time.is_running:
            is_his = self.case.status == CaseStatus.CORRECTING
            return "waiting" if is_his else "running"
        return "lost"


@dataclass(frozen=True)
class StageView:
    """One stage of a project with its items, its clock and the reasons."""

    row: ProjectStage
    read: StageReading
    lines: tuple[ItemLine, ...]
    why: tuple[Line, ...]
    closure: StageClosure | None
    closed: str

    @property
    def status_name(self) -> str:
        """Where it stands, in words."""
        return str(StageStatus(self.read.status).label)

    @property
    def count(self) -> Count:
        """Its working days."""
        return self.read.count

    @cached_property
    def to_file(self) -> tuple[ItemLine, ...]:
        """What is needed and can be filed now."""
        if self.closed:
            return ()
        return tuple(each for each in self.lines if each.is_needed and each.state in FREE)

    @cached_property
    def drafts(self) -> tuple[ItemLine, ...]:
        """What is being filled in."""
        return tuple(each for each in self.lines if each.is_draft)


FREE = ("todo", "lost")


@dataclass(frozen=True)
class Overview:
    """A project with all its stages on a day."""

    project: Project
    read: ProjectReading
    stages: tuple[StageView, ...]
    why: tuple[Line, ...]
    today: date

    @property
    def count(self) -> Count:
        """The working days of all stages together."""
        return self.read.count

    def as_dict(self) -> dict[str, object]:
        """Return how the days are counted, as plain values for JSON."""
        return {
            "project": self.project.code,
            **_counted(self.count, self.why, self.today),
            "stages": [
                {
                    "stage": each.row.stage, "status": each.read.status,
                    "done_on": each.read.done_on.isoformat() if each.read.done_on else None,
                    **_counted(each.count, each.why, self.today),
                }
                for each in self.stages
            ],
        }  # fmt: skip

    def stage(self, code: str) -> StageView:
        """Return one stage; raise KeyError for another code."""
        return next(each for each in self.stages if each.row.stage == code)


def _counted(count: Count, why: Sequence[Line], today: date) -> dict[str, object]:
    return {
        "limit": count.limit, "used": count.used(today), "is_late": count.is_late(today),
        "begun_on": count.begun_on.isoformat() if count.begun_on else None,
        "due_on": count.due.on.isoformat() if count.due else None,
        "is_provisional": bool(count.due and count.due.provisional),
        "why": [line.as_dict() for line in why],
    }  # fmt: skip


def overview(project: Project, today: date) -> Overview:
    """Read a project for its page, from the ledger."""
    found = read(project)
    rows = list(project.stages.select_related("lead", "project").order_by("position"))
    needs: dict[int, list[StageNeed]] = {row.pk: [] for row in rows}
    for need in StageNeed.objects.filter(stage__in=rows).select_related(
        "item__department"
    ).order_by("position"):  # fmt: skip
        needs[need.stage_id].append(need)
    cases = _cases(rows)
    slugs = {need.item.slug for each in needs.values() for need in each}
    names = item_names(slugs)
    closures = {
        each.stage_id: each
        for each in StageClosure.objects.filter(stage__in=rows, reopened_at=None)
    }
    stages = tuple(
        StageView(
            row=row,
            read=(one := found.stage(row.stage)),
            lines=tuple(_lines(needs[row.pk], cases[row.pk], one, names, today)),
            why=lines_of_stage(one, today),
            closure=closures.get(row.pk),
            closed=why_not_open(row),
        )
        for row in rows
    )
    return Overview(project, found, stages, lines_of_project(found, today), today)


def _cases(rows: Sequence[ProjectStage]) -> dict[int, list[Case]]:
    found: dict[int, list[Case]] = {row.pk: [] for row in rows}
    cases = Case.objects.filter(of_project__stage__in=rows).select_related(
        "of_project", "version__item__department", "department", "agent", "applicant", "company"
    )
    for case in cases.order_by("pk"):
        found[case.of_project.stage_id].append(case)
    return found


def _lines(
    needs: Iterable[StageNeed],
    cases: Sequence[Case],
    read: StageReading,
    names: dict[str, str],
    today: date,
) -> Iterable[ItemLine]:
    times = {each.number: each for each in read.facts.cases}
    wanted = [need.item for need in needs]
    others = {case.version.item_id: case.version.item for case in cases}
    for item in [*wanted, *(each for pk, each in others.items() if each not in wanted)]:
        case = _telling([each for each in cases if each.version.item_id == item.pk], times)
        time = times.get(str(case.number)) if case else None
        name = case.version.name if case else names.get(item.slug, item.slug)
        yield ItemLine(item, name, item in wanted, case, time, is_late=_is_late(case, today))


def _telling(cases: Sequence[Case], times: dict[str, CaseTime]) -> Case | None:
    """Return the case that says how far an item is: the granted one, else the last."""
    for case in cases:
        time = times.get(str(case.number))
        if time is not None and time.is_settled:
            return case
    return cases[-1] if cases else None


def _is_late(case: Case | None, today: date) -> bool:
    if case is None or case.status not in RUNNING or case.promised_due_on is None:
        return False
    return today > case.promised_due_on
