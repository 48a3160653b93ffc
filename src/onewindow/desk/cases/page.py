"""Everything a page about one case shows, read once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from onewindow.cases.actions import requests_to_merge
from onewindow.cases.corrections import corrections_of
from onewindow.cases.facts import recusals_of, visits_of
from onewindow.cases.instant.access import machine_decision_of, shadow_runs_of
from onewindow.cases.instant.models import InstantDecision, ShadowRun
from onewindow.cases.instant.tracing import Trace
from onewindow.cases.models import (
    Case,
    CaseStep,
    CorrectionNotice,
    CorrectionRequest,
    Decision,
    Letter,
    NonAcceptance,
    Outcome,
    Recusal,
    SiteVisit,
    Submission,
)
from onewindow.cases.models.case import INTAKE, OPEN
from onewindow.cases.why import ClockWhy, Why, why
from onewindow.catalogue.models import ItemStep
from onewindow.catalogue.reading import steps_of
from onewindow.design.flow_chart import FlowChart
from onewindow.design.shapes import Clock, Happening
from onewindow.desk.cases import papers, story
from onewindow.desk.cases.standstills import Standstill, standstills_of
from onewindow.desk.cases.steps import StepRow, chart_of, stages_of, step_rows
from onewindow.desk.clocks import calendars, running_clock
from onewindow.events.models import Event


@dataclass(frozen=True)
class CaseClock:
    """One of the two clocks of a case: why it ends on its day, and what is left."""

    told: ClockWhy
    clock: Clock


@dataclass(frozen=True)
class MachineSaid:
    """What a decision table said of the case, and how it came to that."""

    result: InstantDecision | ShadowRun
    trace: Trace


class CasePage:
    """One case on one day; each part is read when a template asks for it."""

    def __init__(
        self,
        case: Case,
        today: date,
        *,
        own: CaseStep | None = None,
        seen: Collection[str] | None = None,
        lines: list[ItemStep] | None = None,
    ) -> None:
        self.case = case
        self._lines = lines
        self.own = own
        self.seen = seen
        self._today = today
        self._calendars = calendars()

    @cached_property
    def steps(self) -> list[StepRow]:
        """Every step with its clock."""
        return step_rows(self.case, self._today, self._calendars)

    @cached_property
    def track(self) -> list[list[StepRow]]:
        """The stages of the case, each with the steps that run at the same time."""
        return stages_of(self.case, self.steps, self.lines)

    @cached_property
    def chart(self) -> FlowChart:
        """The flow chart with the state of each step."""
        return chart_of(self.lines, self.steps)

    @cached_property
    def lines(self) -> list[ItemStep]:
        """The steps as the version of the item says them."""
        return steps_of(self.case.version) if self._lines is None else self._lines

    @cached_property
    def events(self) -> list[Event]:
        """What the ledger says of the case, the first event first."""
        return list(Event.objects.filter(chain=self.case.chain).order_by("seq"))

    @cached_property
    def told(self) -> Why:
        """Why each date is what it is, from the events."""
        calendar = self._calendars(self.case.department.region_id)
        steps = [row.step for row in self.steps]
        return why(self.case, steps, events=self.events, calendar=calendar)

    @cached_property
    def clocks(self) -> list[CaseClock]:
        """The promised and the statutory clock; empty before acceptance."""
        calendar = self._calendars(self.case.department.region_id)
        is_done = self.case.status not in OPEN
        return [
            CaseClock(each, running_clock(each.clock.due, self._today, calendar, is_done=is_done))
            for each in self.told.clocks
        ]

    @cached_property
    def machine(self) -> MachineSaid | None:
        """What an active table did with the case, and by which rules."""
        decision = machine_decision_of(self.case)
        return MachineSaid(decision, decision.read_trace(self.case)) if decision else None

    @cached_property
    def shadows(self) -> list[MachineSaid]:
        """What tables in shadow would have done; nothing until a human has decided."""
        return [MachineSaid(run, run.read_trace(self.case)) for run in shadow_runs_of(self.case)]

    @cached_property
    def standstills(self) -> list[Standstill]:
        """The special procedures that run."""
        return standstills_of(self.case, self._today, self._calendars)

    @cached_property
    def own_row(self) -> StepRow | None:
        """The step this page is about, in the round it is in."""
        own = self.own.pk if self.own else None
        return next((row for row in self.steps if row.step.pk == own), None)

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
        """The filled-in form, numbers and addresses masked."""
        return papers.fields_of(self.case, self.submissions)

    @cached_property
    def materials(self) -> list[papers.Handed]:
        """The materials with their files."""
        return papers.handed_in(self.case, self.submissions, self.seen)

    @cached_property
    def submissions(self) -> list[Submission]:
        """Every file that was handed in."""
        return list(self.case.submissions.select_related("document").order_by("added_at", "pk"))

    @property
    def sees_some(self) -> bool:
        """Whether other departments see materials that the reader does not."""
        return self.seen is not None

    @cached_property
    def visits(self) -> list[SiteVisit]:
        """The site visits, the last first."""
        return visits_of(self.case)[::-1]

    @cached_property
    def recusals(self) -> list[Recusal]:
        """Who keeps out, or is asked to."""
        return recusals_of(self.case)

    @cached_property
    def requests(self) -> list[CorrectionRequest]:
        """What departments want corrected and no notice said yet."""
        return requests_to_merge(self.case) if self.case.status in INTAKE else []

    @cached_property
    def happenings(self) -> list[Happening]:
        """What happened, the latest first."""
        return story.happenings(self.events, self.steps)

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
        was_asked = any(row.step.outcome == Outcome.CORRECTION for row in self.steps)
        return corrections_of(self.case) if was_asked else []

    @cached_property
    def decision(self) -> Decision | None:
        """The decision, once there is one."""
        return getattr(self.case, "decision", None)

    @cached_property
    def non_acceptance(self) -> NonAcceptance | None:
        """Why the case was not accepted, if it was not."""
        return getattr(self.case, "non_acceptance", None)
