"""All projects and what they save together: the city's aim is 30 % less time."""

from collections.abc import Iterable
from dataclasses import dataclass

from onewindow.desk.lab.figures import Change, changes_of
from onewindow.insight.models import ProjectStatus, RedesignProject, Subject
from onewindow.procedure.redesign import Totals

GOAL = 30
STAGES = tuple(ProjectStatus)


@dataclass(frozen=True)
class Line:
    """One project in the list."""

    project: RedesignProject
    subjects: tuple[Subject, ...]

    @property
    def changes(self) -> list[Change]:
        """Steps, materials, days and visits, before and after."""
        return changes_of(self.subjects)

    @property
    def names(self) -> str:
        """What it is about."""
        return "、".join(subject.name for subject in self.subjects)

    @property
    def stage(self) -> int:
        """How far it is, from 1."""
        return STAGES.index(ProjectStatus(self.project.status)) + 1


@dataclass(frozen=True)
class Board:
    """The projects and their sums; those that were laid aside count for nothing."""

    lines: tuple[Line, ...]
    shelved: tuple[Line, ...] = ()

    @property
    def changes(self) -> list[Change]:
        """The sums over all projects."""
        return changes_of(subject for line in self.lines for subject in line.subjects)

    @property
    def shorter(self) -> int:
        """By how much in a hundred the promised days shrink; of nothing 0."""
        days = next((each for each in self.changes if each.code == "days"), None)
        return round(100 * days.saved / days.before) if days and days.before else 0

    @property
    def reaches_goal(self) -> bool:
        """Whether it is the aim or more."""
        return self.shorter >= GOAL

    @property
    def in_effect(self) -> int:
        """How many projects are published."""
        return sum(line.project.status == ProjectStatus.IN_EFFECT for line in self.lines)


def board_of(projects: Iterable[RedesignProject]) -> Board:
    """Gather the projects, the latest first."""
    found = list(projects)
    subjects = Subject.objects.filter(project__in=found).order_by("pk")
    by_project: dict[int, list[Subject]] = {project.pk: [] for project in found}
    for subject in subjects:
        by_project[subject.project_id].append(subject)
    found.sort(key=lambda project: project.number, reverse=True)
    lines = [Line(project, tuple(by_project[project.pk])) for project in found]
    return Board(
        tuple(line for line in lines if not line.project.is_shelved),
        tuple(line for line in lines if line.project.is_shelved),
    )


def totals_known(subjects: Iterable[Subject]) -> bool:
    """Whether anything was counted yet."""
    return any(subject.before for subject in subjects)


__all__ = ["GOAL", "Board", "Line", "Totals", "board_of", "totals_known"]
