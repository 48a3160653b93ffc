"""Everything the page of one case shows to the applicant; opinions stay inside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from onewindow.cases.actions.supplying import still_missing
from onewindow.cases.clocks import Duty, Reckoning, local_day
from onewindow.cases.corrections import open_correction
from onewindow.cases.facts import steps_of
from onewindow.cases.instant.access import machine_decision_of
from onewindow.cases.instant.models import InstantDecision
from onewindow.cases.instant.tracing import Trace
from onewindow.cases.models import (
    Case,
    CaseStatus,
    CaseStep,
    CorrectionNotice,
    Deferral,
    Hearing,
    HearingStage,
    Letter,
    Suspension,
)
from onewindow.cases.models.case import OPEN
from onewindow.cases.models.letters import DECISIONS
from onewindow.cases.why import ClockWhy, Why, why
from onewindow.catalogue.models import Material
from onewindow.design.shapes import Happening, Stage
from onewindow.events.models import Event
from onewindow.mandates.models import Power
from onewindow.portal.applications.next_step import next_step
from onewindow.portal.applications.progress import stages_of
from onewindow.portal.applications.story import happenings
from onewindow.portal.drafts.summary import Application, application_of
from onewindow.portal.wording import agent_who_withdrew, ended_as, is_refused


@dataclass(frozen=True)
class Kept:
    """When a case was decided, and how that compares with what was promised and with the law."""

    on: date
    promised: ClockWhy
    statutory: ClockWhy

    @property
    def is_as_promised(self) -> bool:
        """Whether it was decided by the day that was promised."""
        return self.on <= self.promised.clock.due.on

    @property
    def is_lawful(self) -> bool:
        """Whether it was decided by the day that the law sets."""
        return self.on <= self.statutory.clock.due.on


@dataclass(frozen=True)
class CasePage:
    """A case as its applicant sees it."""

    case: Case
    stages: Sequence[Stage]
    why: Why
    application: Application
    letter: Letter | None
    papers: Sequence[Letter]
    steps: Sequence[CaseStep]
    correction: CorrectionNotice | None
    happenings: Sequence[Happening]
    today: date

    @property
    def next_step(self) -> str:
        """Who does what until when, and whether the applicant has to do anything."""
        is_asked = bool(self.promised or self.can_ask_for_hearing)
        return next_step(self.case, self.steps, self.today, self.letter, is_asked=is_asked)

    @cached_property
    def promised(self) -> Deferral | None:
        """The promise to bring materials later, while some have not come (容缺受理)."""
        deferral = getattr(self.case, "deferral", None)
        is_due = deferral is not None and deferral.is_waiting and self.case.status in OPEN
        return deferral if is_due else None

    @property
    def to_bring(self) -> list[Material]:
        """The promised materials that have not come."""
        return still_missing(self.promised) if self.promised else []

    @property
    def clocks(self) -> dict[str, ClockWhy]:
        """The promised and the statutory clock by their codes, while they run."""
        if self.case.status != CaseStatus.ACCEPTED:
            return {}
        return {each.clock.code: each for each in self.why.clocks}

    @property
    def kept(self) -> Kept | None:
        """Whether the decision came in time; None without one."""
        on = self.why.history.decided_on
        if on is None or not self.why.clocks:
            return None
        promised, statutory = self.why.clocks
        return Kept(on, promised, statutory)

    @property
    def acceptance(self) -> Reckoning | None:
        """Until when the office has to take the application in; None once it answered."""
        if self.case.status != CaseStatus.SUBMITTED:
            return None
        duties = (each for each in self.why.duties if each.duty is Duty.ACCEPTANCE)
        return next((each.clock.due for each in duties), None)

    @cached_property
    def standstills(self) -> list[Suspension]:
        """The special procedures that run."""
        if self.case.status != CaseStatus.ACCEPTED or self.case.suspended_at is None:
            return []
        return list(self.case.suspensions.running().order_by("number"))

    @cached_property
    def hearing(self) -> Hearing | None:
        """The hearing that is under way."""
        if self.case.status != CaseStatus.ACCEPTED or not self.why.history.hearings:
            return None
        return self.case.hearings.under_way().first()

    @cached_property
    def dropped_hearings(self) -> list[Hearing]:
        """The hearings that were not held, each with its reason."""
        if not self.why.history.hearings:
            return []
        return list(self.case.hearings.filter(stage=HearingStage.DROPPED).order_by("number"))

    @property
    def can_ask_for_hearing(self) -> bool:
        """Whether a hearing can be asked for today."""
        hearing = self.hearing
        return hearing is not None and hearing.can_be_asked_for(self.today)

    @cached_property
    def machine(self) -> InstantDecision | None:
        """What the system itself did with the case, if it looked at it."""
        return machine_decision_of(self.case)

    @cached_property
    def machine_trace(self) -> Trace:
        """By which rules."""
        return self.machine.read_trace(self.case) if self.machine else Trace()

    @property
    def is_letter_coming(self) -> bool:
        """Whether the decision is taken and its letter is being made."""
        return self.case.status in {CaseStatus.GRANTED, CaseStatus.REFUSED}

    @property
    def ended_as(self) -> CaseStatus:
        """Where the case stands; of an archived one where it stood before."""
        return ended_as(self.case)

    @property
    def agent_who_withdrew(self) -> str:
        """The name of the agent who withdrew it, nothing when the applicant did."""
        return agent_who_withdrew(self.case)

    @property
    def is_refused(self) -> bool:
        """Whether the decision is a refusal."""
        return is_refused(self.case)


def application_page(case: Case, *, at: datetime, powers: frozenset[str]) -> CasePage:
    """Read a case for its page, as somebody with these powers over it sees it."""
    steps, events = steps_of(case), list(Event.objects.filter(chain=case.chain).order_by("seq"))
    papers = list(case.letters.for_applicant().order_by("pk"))
    letter = next((each for each in reversed(papers) if each.kind in DECISIONS), None)
    return CasePage(
        case=case,
        stages=stages_of(steps),
        why=why(case, steps, events=events),
        application=application_of(case, is_masked=Power.APPLY not in powers),
        letter=letter,
        papers=[each for each in papers if each != letter],
        correction=open_correction(case),
        steps=steps,
        happenings=happenings(events),
        today=local_day(at),
    )
