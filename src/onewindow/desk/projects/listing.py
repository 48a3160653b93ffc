"""Which projects are listed, and what each row says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onewindow.design.forms import PlainForm
from onewindow.design.projects import StageClock, clock_of
from onewindow.projects.clocks import ProjectReading, StageReading
from onewindow.projects.models import Project, ProjectQuerySet, ProjectStage, StageCode
from onewindow.projects.models.stages import OVER
from onewindow.projects.reading import read_many
from onewindow.projects.scheme import kinds

# Stages that somebody works on, or that wait for the applicant after they began.
UNDER_WAY = ("received", "running", "standing")


class FilterForm(PlainForm):
    """Words, the stage under way, the kind, and whether something is late."""

    q = forms.CharField(
        label=_("代码、名称、建设单位"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    stage = forms.ChoiceField(label=_("在办阶段"), required=False)
    kind = forms.ChoiceField(label=_("项目类型"), required=False)
    late = forms.BooleanField(label=_("只看超期"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        stage, kind = self.fields["stage"], self.fields["kind"]
        whole = ("", gettext("全部"))
        if isinstance(stage, forms.ChoiceField):
            stage.choices = [whole, *StageCode.choices]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [whole, *((each.code, each.name) for each in kinds())]

    def narrow(self, projects: ProjectQuerySet, today: date) -> ProjectQuerySet:
        """Return those that are asked for; what makes no sense narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        for word in str(said.get("q") or "").replace("\0", "").split():
            projects = projects.filter(
                Q(code__icontains=word) | Q(name__icontains=word)
                | Q(applicant_name__icontains=word)
            )  # fmt: skip
        if said.get("stage"):
            at = ProjectStage.objects.filter(stage=said["stage"], status__in=UNDER_WAY)
            projects = projects.filter(pk__in=at.values("project"))
        if said.get("kind"):
            projects = projects.filter(kind__code=said["kind"])
        return late_among(projects, today) if said.get("late") else projects


def late_among(projects: ProjectQuerySet, today: date) -> ProjectQuerySet:
    """Return those of which a stage or the whole took longer than its limit."""
    over = Q(is_late=True) | Q(due_on__lt=today)
    stages = ProjectStage.objects.filter(over).values("project")
    maybe = list(projects.filter(over | Q(pk__in=stages)))
    # The day on which a limit is used up may be followed by days that do not count.
    found = read_many(maybe)
    return projects.filter(pk__in=[each.pk for each in maybe if is_late(found[each.pk], today)])


def is_late(read: ProjectReading, today: date) -> bool:
    """Say whether a project or one of its stages took longer than its limit."""
    return read.count.is_late(today) or any(each.count.is_late(today) for each in read.stages)


@dataclass(frozen=True)
class Row:
    """A project of the list, where it stands, and its total."""

    project: Project
    read: ProjectReading
    today: date

    @cached_property
    def stage(self) -> StageReading | None:
        """The first stage that is not over; None when all are."""
        return next((each for each in self.read.stages if not each.is_over), None)

    @property
    def status(self) -> str:
        """Where that stage stands, in words."""
        row = next((each for each in self.stages if each.status not in OVER), None)
        return row.get_status_display() if row else gettext("全部完成")

    @property
    def stages(self) -> list[ProjectStage]:
        """The stages as they are kept, in their order."""
        return sorted(self.project.stages.all(), key=lambda each: each.position)

    @property
    def clock(self) -> StageClock:
        """The total."""
        return clock_of(self.read.count, self.today, is_done=self.read.done_on is not None)

    @property
    def stage_clock(self) -> StageClock | None:
        """The stage that is under way."""
        if self.stage is None or self.stage.begun_on is None:
            return None
        return clock_of(self.stage.count, self.today, is_done=False)

    @property
    def late_stages(self) -> list[StageReading]:
        """The stages that took longer than their limits."""
        return [each for each in self.read.stages if each.count.is_late(self.today)]

    @property
    def is_late(self) -> bool:
        """Whether anything of it is late."""
        return is_late(self.read, self.today)


def rows_of(projects: Iterable[Project], today: date) -> list[Row]:
    """Return what the list says of projects."""
    listed = list(projects)
    found = read_many(listed)
    return [Row(each, found[each.pk], today) for each in listed]
