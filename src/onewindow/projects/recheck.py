"""Compare what the lists keep of projects with what the ledger says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onewindow.projects.clocks import ProjectReading, ProjectRecord
from onewindow.projects.models import Project, ProjectCase, ProjectStage
from onewindow.projects.reading import kept_of, read_many, records_for

BATCH = 200
Stored = date | bool | str | int | None


@dataclass(frozen=True)
class Difference:
    """Something of a project that is stored otherwise than the events say."""

    code: str
    what: str
    stored: Stored
    computed: Stored

    def as_dict(self) -> dict[str, str | bool | int | None]:
        """Return plain values for JSON."""
        return {
            "project": self.code, "what": self.what,
            "stored": _plain(self.stored), "computed": _plain(self.computed),
        }  # fmt: skip


def recheck() -> Iterator[Difference]:
    """Yield every difference, project by project."""
    last = 0
    while projects := list(Project.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = projects[-1].pk
        told, found = records_for(projects), read_many(projects)
        for project in projects:
            yield from _of_one(project, told[project.pk], found[project.pk])


def _of_one(project: Project, told: ProjectRecord, found: ProjectReading) -> Iterator[Difference]:
    for what, stored, computed in (*_of_project(project, found), *_of_stages(project, told, found)):
        if stored != computed:
            yield Difference(project.code, what, stored, computed)


def _of_project(project: Project, found: ProjectReading) -> Iterator[tuple[str, Stored, Stored]]:
    whole = kept_of(found.count, found.done_on)
    yield "total", project.total, found.count.limit
    yield "done_on", project.done_on, whole.done_on
    yield "due_on", project.due_on, whole.due_on
    yield "is_late", project.is_late, whole.is_late


def _of_stages(
    project: Project, told: ProjectRecord, found: ProjectReading
) -> Iterator[tuple[str, Stored, Stored]]:
    for row in project.stages.select_related("lead").order_by("position"):
        said, stage = told.stages[row.stage], found.stage(row.stage)
        kept = kept_of(stage.count, stage.done_on)
        for what, stored, computed in (
            ("days", row.days, said.days),
            ("lead", row.lead.short_code, said.lead),
            ("needs", _listed(row.needs), _listed(said.needs)),
            ("items", _listed(_items(row)), _listed(said.items)),
            ("cases", _listed(_cases(row)), _listed(sorted(number for number, _ in said.cases))),
            ("status", row.status, stage.status),
            ("begun_on", row.begun_on, stage.begun_on),
            ("done_on", row.done_on, kept.done_on),
            ("due_on", row.due_on, kept.due_on),
            ("is_late", row.is_late, kept.is_late),
        ):
            yield f"{row.stage}.{what}", stored, computed


def _items(row: ProjectStage) -> list[str]:
    return list(row.wanted.order_by("position").values_list("item__slug", flat=True))


def _cases(row: ProjectStage) -> list[str]:
    told = ProjectCase.objects.filter(stage=row, seq__gt=0)
    return sorted(str(number) for number in told.values_list("case__number", flat=True))


def _listed(texts: Sequence[str]) -> str:
    return "、".join(texts)


def _plain(value: Stored) -> str | bool | int | None:
    return value.isoformat() if isinstance(value, date) else value
