"""How far a stage and its project are: pure functions of a calendar and what the ledger says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from onewindow.cases.clocks import Reckoning, Span, merged, reckon
from onewindow.catalogue.limits import Limit
from onewindow.kernel.workdays import WorkCalendar
from onewindow.projects.clocks.spans import FOREVER, after, gaps, workdays
from onewindow.projects.clocks.times import CaseTime, Moment


@dataclass(frozen=True)
class StageFacts:
    """A stage as its clock sees it: `days` working days, the codes of the items it needs.

    `closed_on` is when the lead department ended it early, unless it was reopened since; `told`
    are its closings and reopenings.
    """

    code: str
    days: int
    items: tuple[str, ...] = ()
    cases: tuple[CaseTime, ...] = ()
    closed_on: date | None = None
    told: tuple[Moment, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Count:
    """Working days that count towards a limit: those of the spans."""

    limit: int
    spans: tuple[Span, ...]
    begun_on: date | None
    calendar: WorkCalendar = field(repr=False, compare=False)

    def used(self, on: date) -> int:
        """Return the working days used by the end of a day; more than the limit is late."""
        return workdays(self.calendar, self.spans, on)

    @property
    def is_running(self) -> bool:
        """Whether an office has to act, now or after a special procedure."""
        return bool(self.spans) and self.spans[-1].until == FOREVER

    @cached_property
    def due(self) -> Reckoning | None:
        """When the limit is used up if it goes on like this; None while it stands still."""
        if self.begun_on is None or not self.is_running:
            return None
        holes = gaps(self.spans, self.begun_on)
        return reckon(self.calendar, self.begun_on, (Limit(self.limit),), holes)

    def stands_still(self, on: date) -> bool:
        """Whether it began and does not count on a day."""
        if self.begun_on is None or on <= self.begun_on:
            return False
        return not any(span.after < on <= span.until for span in self.spans)

    @property
    def is_overrun(self) -> bool:
        """Whether more was used than the limit, once it does not run any more."""
        return not self.is_running and self.used(FOREVER) > self.limit

    def is_late(self, on: date) -> bool:
        """Whether more was used than the limit by the end of a day."""
        return self.used(on) > self.limit


@dataclass(frozen=True)
class StageReading:
    """What follows from the facts of a stage; `status` is a code of StageStatus."""

    facts: StageFacts
    count: Count
    status: str
    done_on: date | None

    @property
    def begun_on(self) -> date | None:
        """When the first case of the stage was accepted."""
        return self.count.begun_on

    @property
    def is_over(self) -> bool:
        """Whether what follows may begin."""
        return self.status in {"done", "closed", "skipped"}

    @cached_property
    def open_items(self) -> tuple[str, ...]:
        """The items that are needed and not done with."""
        settled = {case.item for case in self.facts.cases if case.is_settled}
        return tuple(item for item in self.facts.items if item not in settled)


@dataclass(frozen=True)
class ProjectReading:
    """All stages of a project, and its total."""

    stages: tuple[StageReading, ...]
    count: Count
    done_on: date | None

    def stage(self, code: str) -> StageReading:
        """Return one stage; raise KeyError for another code."""
        for each in self.stages:
            if each.facts.code == code:
                return each
        raise KeyError(code)


def read_stage(facts: StageFacts, calendar: WorkCalendar) -> StageReading:
    """Return where a stage stands.

    Its clock begins when the first case is accepted and ends when the last needed one is decided.
    A working day counts while any case lies with the offices: not while all wait for the
    applicant, nor while all stand still by law (行政许可法 45).
    """
    accepted = [case.accepted_on for case in facts.cases if case.accepted_on]
    begun_on = min(accepted, default=None)
    spans: tuple[Span, ...] = ()
    if begun_on is not None:
        spans = after([each for case in facts.cases for each in case.at_offices], begun_on)
    count = Count(facts.days, spans, begun_on, calendar)
    status, done_on = _standing(facts, count)
    return StageReading(facts, count, status, done_on)


def read_project(
    stages: Iterable[StageFacts], total: int, calendar: WorkCalendar
) -> ProjectReading:
    """Return where a project stands; a day on which two stages count is one day of the total."""
    read = tuple(read_stage(each, calendar) for each in stages)
    spans = merged(span for each in read for span in each.count.spans)
    begun_on = min((each.begun_on for each in read if each.begun_on), default=None)
    done = [each.done_on for each in read if each.done_on]
    is_done = bool(done) and all(each.is_over for each in read)
    return ProjectReading(
        read, Count(total, spans, begun_on, calendar), max(done) if is_done else None
    )


def _standing(facts: StageFacts, count: Count) -> tuple[str, date | None]:
    if any(case.is_running for case in facts.cases):
        if count.begun_on is None:
            return "received", None
        return ("running" if count.is_running else "standing"), None
    settled = {case.item for case in facts.cases if case.is_settled}
    ends = [case.ended_on for case in facts.cases if case.is_settled and case.ended_on]
    if facts.items and settled.issuperset(facts.items):
        return "done", max(ends)
    if facts.closed_on is not None:
        return "closed", max([facts.closed_on, *ends])
    if not facts.items:
        return ("done", max(ends)) if ends else ("skipped", None)
    return ("waiting" if count.begun_on is None else "standing"), None


def over(readings: Sequence[StageReading]) -> frozenset[str]:
    """Return the codes of the stages that are over."""
    return frozenset(each.facts.code for each in readings if each.is_over)
