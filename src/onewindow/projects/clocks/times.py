"""When a case lay with the offices: read from its events alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from onewindow.cases.clocks import Fact, History, Known, Span, Suspension, history_of
from onewindow.catalogue.limits import Limit, Limits
from onewindow.kernel.workdays import Unit, WorkCalendar
from onewindow.projects.clocks.spans import FOREVER, without

SUBMITTED = "case.submitted"
ACCEPTED = ("case.accepted", "case.deemed_accepted")
ON_INTAKE = gettext_noop("行政许可法第三十二条")
# What the lines say of an event: the words, the article, which day of its data counts.
TOLD = {
    SUBMITTED: (gettext_noop("提交“%(item)s”"), "", "received_on"),
    "case.correction_asked": (gettext_noop("要求补正“%(item)s”，等申请人"), ON_INTAKE, ""),
    "case.corrected": (gettext_noop("申请人补正“%(item)s”"), ON_INTAKE, "received_on"),
    "case.refused_intake": (gettext_noop("不予受理“%(item)s”"), ON_INTAKE, ""),
    "case.not_required": (gettext_noop("告知“%(item)s”不需要许可"), ON_INTAKE, ""),
    "case.transferred": (gettext_noop("“%(item)s”转给有权机关"), ON_INTAKE, ""),
    "case.withdrawn": (gettext_noop("申请人撤回“%(item)s”"), "", ""),
    "case.lapsed": (gettext_noop("“%(item)s”逾期没有补正，视为撤回"), "", ""),
}

# The stage has its own limit: those of its cases say nothing about it.
NO_LIMITS = Known(Limits(Limit(0), Limit(0), Limit(0), 0))


@dataclass(frozen=True)
class Moment:
    """On a day something happened by an article."""

    on: date
    said: str
    article: str = ""


@dataclass(frozen=True)
class CaseTime:
    """A case of a stage: `item` is the code of its item, `ended_on` its decision or other end.

    `is_settled`: granted, or no permit is required; the item is done with. `away` are the days on
    which the offices did not have to act: corrections, special procedures.
    """

    number: str
    item: str
    name: str
    received_on: date | None = None
    accepted_on: date | None = None
    ended_on: date | None = None
    is_settled: bool = False
    away: tuple[Span, ...] = ()
    moments: tuple[Moment, ...] = field(default=(), compare=False)

    @property
    def is_running(self) -> bool:
        """Whether it was handed in and has not ended."""
        return self.received_on is not None and self.ended_on is None

    @property
    def at_offices(self) -> tuple[Span, ...]:
        """The days on which an office had to act; the day it came in does not count."""
        if self.received_on is None:
            return ()
        # Accepted by silence, it counts from the day on which the materials came.
        since = min(self.received_on, self.accepted_on or self.received_on)
        return without([Span(since, self.ended_on or FOREVER)], self.away)


def case_time(
    facts: Sequence[Fact], calendar: WorkCalendar, *, number: str, item: str, name: str
) -> CaseTime:
    """Return the time of a case that its events tell, in their order."""
    history = history_of(facts, NO_LIMITS)
    received = next((each.day("received_on") for each in facts if each.code == SUBMITTED), None)
    ended_on = history.decided_on or history.ended_on
    is_free = any(each.code == "case.not_required" for each in facts)
    return CaseTime(
        number=number,
        item=item,
        name=name,
        received_on=received,
        accepted_on=history.accepted_on,
        ended_on=ended_on,
        is_settled=is_free or (history.decided_on is not None and history.is_granted),
        away=(*_corrections(facts), *history.without(calendar)),
        moments=tuple(_moments(facts, history, calendar, name)),
    )


def _corrections(facts: Iterable[Fact]) -> Iterator[Span]:
    asked: date | None = None
    for fact in facts:
        if fact.code == "case.correction_asked":
            asked = fact.on
        elif fact.code == "case.corrected" and asked is not None:
            yield Span(asked, fact.day("received_on"))
            asked = None
    if asked is not None:
        yield Span(asked, FOREVER)


def _moments(
    facts: Iterable[Fact], history: History, calendar: WorkCalendar, name: str
) -> Iterator[Moment]:
    words = {"item": name}
    for fact in facts:
        if fact.code in TOLD:
            text, article, key = TOLD[fact.code]
            on = fact.day(key) if key else fact.on
            yield Moment(on, _(text) % words, _(article) if article else "")
        elif fact.code == "case.decided":
            text = _("准予“%(item)s”") if history.is_granted else _("不予“%(item)s”")
            yield Moment(fact.on, text % words, _("行政许可法第三十八条"))
        elif fact.code in ACCEPTED and history.accepted_on:
            text = _("受理“%(item)s”")
            yield Moment(history.accepted_on, text % words, _("行政许可法第三十二条"))
    for each in history.suspensions:
        yield from _standstill(each, calendar, name)


def _standstill(each: Suspension, calendar: WorkCalendar, name: str) -> Iterator[Moment]:
    article = _("行政许可法第四十五条")
    words = {"kind": each.name, "item": name, "days": _days(each.told[0].needed)}
    said = _("“%(item)s”%(kind)s开始，书面告知需要 %(days)s，次日起不计") % words
    yield Moment(each.started_on, said, article)
    if spans := each.spans(calendar):
        yield Moment(spans[-1].until, _("“%(item)s”%(kind)s不计的时间结束") % words, article)


def _days(limit: Limit) -> str:
    number = {"n": limit.days}
    if limit.unit is Unit.CALENDAR:
        return ngettext("%(n)s 天", "%(n)s 天", limit.days) % number
    return ngettext("%(n)s 个工作日", "%(n)s 个工作日", limit.days) % number
