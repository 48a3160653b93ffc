"""Rebuild what the clocks depend on from the events of a case alone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType

from onewindow.cases.clocks.days import local_day
from onewindow.cases.clocks.history import (
    Correction,
    Extension,
    Hearing,
    History,
    StepRun,
    Suspension,
    Told,
)
from onewindow.catalogue.limits import Limit, Limits
from onewindow.events.rules import JSONValue
from onewindow.kernel.workdays import Unit


@dataclass(frozen=True)
class Fact:
    """An event as the clocks read it."""

    code: str
    at: datetime
    step: str = ""
    data: Mapping[str, JSONValue] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The local day on which it happened."""
        return local_day(self.at)

    def text(self, key: str) -> str:
        """Return a text of the data, or nothing."""
        value = self.data.get(key)
        return "" if value is None else str(value)

    def day(self, key: str) -> date:
        """Return a day that the data names, or the day of the event."""
        return date.fromisoformat(self.text(key)) if self.text(key) else self.on

    def days(self, key: str = "days", unit: str = "unit") -> Limit | None:
        """Return a number of days with its unit; None when the data names none."""
        number = self.data.get(key)
        if not isinstance(number, int):
            return None
        return Limit(number, Unit(self.text(unit) or Unit.WORKING))

    def codes(self, key: str) -> frozenset[str]:
        """Return a list of codes."""
        listed = self.data.get(key)
        return frozenset(str(each) for each in listed) if isinstance(listed, list) else frozenset()


@dataclass(frozen=True)
class Known:
    """What the version of the case says, for events that do not repeat it; `intake` are steps."""

    limits: Limits
    steps: Mapping[str, Limit] = field(default_factory=dict)
    intake: frozenset[str] = frozenset()


def history_of(facts: Iterable[Fact], known: Known) -> History:
    """Return the history that the events of one case tell, in their order."""
    history = History(known.limits)
    for fact in facts:
        if told := TOLD_BY.get(fact.code):
            history = told(history, fact, known)
    return history


def _submitted(history: History, fact: Fact, known: Known) -> History:
    return replace(history, received_on=fact.day("received_on"))


def _pre_reviewed(history: History, fact: Fact, known: Known) -> History:
    return replace(history, pre_reviewed_on=fact.on)


def _correction_asked(history: History, fact: Fact, known: Known) -> History:
    asked = Correction(fact.on, fact.days())
    return replace(history, corrections=(*history.corrections, asked))


def _corrected(history: History, fact: Fact, known: Known) -> History:
    received_on = fact.day("received_on")
    corrections = tuple(
        each if each.answered_on else replace(each, answered_on=fact.on)
        for each in history.corrections
    )
    return replace(history, received_on=received_on, corrections=corrections)


def _accepted(history: History, fact: Fact, known: Known) -> History:
    is_deemed = fact.code == "case.deemed_accepted"
    # Nobody accepted it: it counts as accepted from the day it was received (行政许可法 32).
    accepted_on = history.received_on if is_deemed and history.received_on else fact.on
    if fact.text("counts_from"):
        accepted_on = fact.day("counts_from")
    limits = replace(
        history.limits,
        promised=fact.days("promised", "promised_unit") or history.limits.promised,
        statutory=fact.days("statutory", "statutory_unit") or history.limits.statutory,
    )
    return replace(history, accepted_on=accepted_on, is_deemed=is_deemed, limits=limits)


def _suspended(history: History, fact: Fact, known: Known) -> History:
    needed = fact.days("needed_days") or Limit(0)
    suspension = Suspension(
        code=fact.text("suspension"), kind=fact.text("kind"), name=fact.text("name"),
        started_on=fact.on, told=(Told(fact.on, needed),),
    )  # fmt: skip
    return replace(history, suspensions=(*history.suspensions, suspension))


def _told_again(history: History, fact: Fact, known: Known) -> History:
    told = Told(fact.on, fact.days("needed_days") or Limit(0))
    return _with_suspension(history, fact, lambda each: replace(each, told=(*each.told, told)))


def _resumed(history: History, fact: Fact, known: Known) -> History:
    return _with_suspension(history, fact, lambda each: replace(each, ended_on=fact.on))


def _with_suspension(
    history: History, fact: Fact, change: Callable[[Suspension], Suspension]
) -> History:
    code = fact.text("suspension")
    changed = tuple(change(each) if each.code == code else each for each in history.suspensions)
    return replace(history, suspensions=changed)


def _extended(history: History, fact: Fact, known: Known) -> History:
    added = fact.days() or Limit(0)
    extension = Extension(
        fact.on, added, fact.text("level"), fact.text("reason"), fact.codes("steps")
    )
    steps = {
        code: replace(run, added=(*run.added, added)) if code in extension.steps else run
        for code, run in history.steps.items()
    }
    return replace(history, extensions=(*history.extensions, extension), steps=steps)


def _step_enabled(history: History, fact: Fact, known: Known) -> History:
    limit = fact.days("limit", "limit_unit") or known.steps.get(fact.step) or Limit(0)
    run = StepRun(fact.step, fact.on, limit, is_intake=fact.step in known.intake)
    return replace(history, steps={**history.steps, fact.step: run})


def _step_completed(history: History, fact: Fact, known: Known) -> History:
    run = history.steps.get(fact.step)
    if run is None:
        return history
    return replace(history, steps={**history.steps, fact.step: replace(run, ended_on=fact.on)})


def _hearing(history: History, fact: Fact, known: Known) -> History:
    code = fact.text("hearing")
    hearings = {each.code: each for each in history.hearings}
    before = hearings.get(code) or Hearing(code)
    hearings[code] = HEARING_CHANGES[fact.code](before, fact)
    return replace(history, hearings=tuple(hearings.values()))


def _decided(history: History, fact: Fact, known: Known) -> History:
    is_granted = fact.data.get("is_granted") is True
    return replace(history, decided_on=fact.on, is_granted=is_granted)


def _finished(history: History, fact: Fact, known: Known) -> History:
    return replace(history, delivered_on=fact.on, ended_on=fact.on)


def _ended(history: History, fact: Fact, known: Known) -> History:
    return replace(history, ended_on=fact.on)


HEARING_CHANGES: Mapping[str, Callable[[Hearing, Fact], Hearing]] = MappingProxyType(
    {
        "hearing.told": lambda each, fact: replace(each, told_on=fact.on),
        "hearing.asked": lambda each, fact: replace(each, asked_on=fact.on),
        "hearing.noticed": lambda each, fact: replace(
            each, noticed_on=fact.on, set_for=fact.day("set_for")
        ),
        "hearing.held": lambda each, fact: replace(each, held_on=fact.day("held_on")),
        "hearing.dropped": lambda each, fact: replace(each, ended_on=fact.on),
    }
)

TOLD_BY: Mapping[str, Callable[[History, Fact, Known], History]] = MappingProxyType(
    {
        "case.submitted": _submitted,
        "case.pre_reviewed": _pre_reviewed,
        "case.correction_asked": _correction_asked,
        "case.corrected": _corrected,
        "case.accepted": _accepted,
        "case.deemed_accepted": _accepted,
        "case.suspended": _suspended,
        "case.suspension_prolonged": _told_again,
        "case.resumed": _resumed,
        "case.extended": _extended,
        "case.decided": _decided,
        "case.finished": _finished,
        "case.withdrawn": _ended,
        "case.lapsed": _ended,
        "case.refused_intake": _ended,
        "case.not_required": _ended,
        "case.transferred": _ended,
        "step.enabled": _step_enabled,
        "step.completed": _step_completed,
        **dict.fromkeys(HEARING_CHANGES, _hearing),
    }
)
