"""Everything a page about one case shows, read once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from onewindow.cases.clocks import CaseClocks
from onewindow.cases.corrections import corrections_of
from onewindow.cases.models import Case, CaseStep, CorrectionNotice, Decision, Letter, NonAcceptance
from onewindow.cases.timeline import clocks_of
from onewindow.design.flow_chart import FlowChart
from onewindow.design.shapes import Clock, Happening
from onewindow.desk.cases import papers, story
from onewindow.desk.cases.steps import StepRow, chart_of, stages_of, step_rows
from onewindow.desk.clocks import calendars, due_clock


@dataclass(frozen=True)
class CaseClock:
    """One of the two clocks of a case: the day it ends, the reasons, what is left."""

    name: str
    basis: str
    on: date
    is_provisional: bool
    why: list[str]
    clock: Clock


class CasePage:
    """One case on one day; each part is read when a template asks for it."""

    def __init__(self, case: Case, today: date, *, own: CaseStep | None = None) -> None:
        self.case = case
        self.own = own
        self._today = today
        self._calendars = calendars()

    @cached_property
    def steps(self) -> list[StepRow]:
        """Every step with its clock."""
        return step_rows(self.case, self._today, self._calendars)

    @cached_property
    def track(self) -> list[list[StepRow]]:
        """The stages of the case, each with the steps that run at the same time."""
        return stages_of(self.case, self.steps)

    @cached_property
    def chart(self) -> FlowChart:
        """The flow chart with the state of each step."""
        return chart_of(self.case, self.steps)

    @cached_property
    def clocks(self) -> list[CaseClock]:
        """The promised and the statutory clock; empty before acceptance."""
        clocks = clocks_of(self.case)
        return self._shown(clocks) if clocks else []

    def _shown(self, clocks: CaseClocks) -> list[CaseClock]:
        shown = []
        for each in (clocks.promised, clocks.statutory):
            due = each.due
            left = due_clock(self.case, due.on, each.limit, self._today, self._calendars)
            if left is not None:
                shown.append(
                    CaseClock(each.name, each.basis, due.on, due.provisional, due.why(), left)
                )
        return shown

    @cached_property
    def own_row(self) -> StepRow | None:
        """The step this page is about."""
        code = self.own.code if self.own else ""
        return next((row for row in self.steps if row.step.code == code), None)

    @cached_property
    def opinions(self) -> list[StepRow]:
        """The steps that are done, with what was said there."""
        return [row for row in self.steps if row.is_done]

    @cached_property
    def answers(self) -> list[papers.Said]:
        """The applicant's answers."""
        return papers.answers_of(self.case)

    @cached_property
    def fields(self) -> list[papers.Said]:
        """The filled-in form; who decides on the case sees identity numbers in full."""
        return papers.fields_of(self.case, in_full=self.own is not None)

    @cached_property
    def materials(self) -> list[papers.Handed]:
        """The materials with their files."""
        return papers.handed_in(self.case)

    @cached_property
    def happenings(self) -> list[Happening]:
        """What happened, the latest first."""
        return story.happenings(self.case, self.steps)

    @cached_property
    def letters(self) -> list[Letter]:
        """Every letter of the case, made or only ordered, the latest first."""
        return list(self.case.letters.select_related("document").order_by("-pk"))

    @cached_property
    def failed_letters(self) -> list[Letter]:
        """The letters that could not be made so far."""
        return [each for each in self.letters if each.failed_at and each.document is None]

    @cached_property
    def corrections(self) -> list[CorrectionNotice]:
        """What the applicant was asked to mend, and whether he did."""
        return corrections_of(self.case)

    @cached_property
    def decision(self) -> Decision | None:
        """The decision, once there is one."""
        return Decision.objects.filter(case=self.case).first()

    @cached_property
    def non_acceptance(self) -> NonAcceptance | None:
        """Why the case was not accepted, if it was not."""
        return NonAcceptance.objects.filter(case=self.case).first()
