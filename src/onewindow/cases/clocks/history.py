"""What happened to a case, as far as its clocks depend on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from onewindow.cases.clocks.reckoning import Span, merged
from onewindow.catalogue.limits import Limit, Limits
from onewindow.kernel.workdays import WorkCalendar


@dataclass(frozen=True)
class Told:
    """The applicant was told in writing on a day that so much time is needed."""

    on: date
    needed: Limit


@dataclass(frozen=True)
class Suspension:
    """Time that does not count (行政许可法 45): hearing, test, expert review and the like.

    Left out is the time that was told in writing, or less when it was over before. What takes
    longer has to be told again; the days in between count.
    """

    code: str
    kind: str
    name: str
    started_on: date
    told: tuple[Told, ...]
    ended_on: date | None = None

    def told_until(self, calendar: WorkCalendar) -> date:
        """Return the last day of the time that was told."""
        return self._periods(calendar)[-1].until

    def spans(self, calendar: WorkCalendar) -> tuple[Span, ...]:
        """Return the days that are left out. The day it starts still counts, its last does not."""
        ended = self.ended_on
        return merged(
            Span(each.after, min(each.until, ended) if ended else each.until)
            for each in self._periods(calendar)
        )

    def _periods(self, calendar: WorkCalendar) -> list[Span]:
        periods: list[Span] = []
        for told in self.told:
            after = max(periods[-1].until, told.on) if periods else self.started_on
            due = calendar.add(after, told.needed.days, told.needed.unit)
            periods.append(Span(after, due.on))
        return periods


@dataclass(frozen=True)
class Extension:
    """The limit was prolonged (行政许可法 42), with the steps that were open and move with it."""

    on: date
    added: Limit
    level: str
    reason: str = ""
    steps: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Correction:
    """The applicant was asked on a day to correct his application within a limit."""

    asked_on: date
    within: Limit | None = None
    answered_on: date | None = None


@dataclass(frozen=True)
class Hearing:
    """A hearing 听证: told of the right to it, asked for it, notified of its day, held."""

    code: str
    told_on: date | None = None
    asked_on: date | None = None
    noticed_on: date | None = None
    set_for: date | None = None
    held_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True)
class StepRun:
    """A step that was opened on a day with its limit, and what prolonged it while it was open."""

    code: str
    enabled_on: date
    limit: Limit
    added: tuple[Limit, ...] = ()
    ended_on: date | None = None
    is_intake: bool = False


@dataclass(frozen=True)
class History:
    """A case as its clocks see it; days are local, `received_on` is the last day of receipt."""

    limits: Limits
    received_on: date | None = None
    pre_reviewed_on: date | None = None
    accepted_on: date | None = None
    is_deemed: bool = False
    decided_on: date | None = None
    is_granted: bool = False
    delivered_on: date | None = None
    ended_on: date | None = None
    corrections: tuple[Correction, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Extension, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    # The last run of each step.
    steps: Mapping[str, StepRun] = field(default_factory=dict)

    def without(self, calendar: WorkCalendar) -> tuple[Span, ...]:
        """Return the days that no limit counts, each once however many suspensions cover it."""
        return merged(span for each in self.suspensions for span in each.spans(calendar))
