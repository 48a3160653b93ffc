"""The other clocks of a case: what an office or an applicant has to do by a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from onewindow.cases.clocks.engine import Clock
from onewindow.cases.clocks.history import Hearing, History
from onewindow.cases.clocks.reckoning import reckon
from onewindow.catalogue.limits import Limit
from onewindow.kernel.workdays import WorkCalendar

# Working days (行政许可法 82).
DELIVERY = Limit(10)
HEARING_REQUEST = Limit(5)
HEARING_HOLD = Limit(20)
HEARING_NOTICE = Limit(7)


class Duty(StrEnum):
    """What has to be done by a day."""

    PRE_REVIEW = "pre_review"
    ACCEPTANCE = "acceptance"
    CORRECTION = "correction"
    HEARING_REQUEST = "hearing_request"
    HEARING_HOLD = "hearing_hold"
    HEARING_NOTICE = "hearing_notice"
    DELIVERY = "delivery"


@dataclass(frozen=True)
class DutyClock:
    """The clock of a duty, and the day on which it was done or, when void, fell away."""

    duty: Duty
    clock: Clock
    done_on: date | None = None
    is_void: bool = False

    def is_late(self, today: date) -> bool:
        """Tell whether it is still to be done past its day, or was done after it."""
        return (self.done_on or today) > self.clock.due.on


def duties_of(
    calendar: WorkCalendar, history: History, *, pre_review: Limit | None = None
) -> tuple[DutyClock, ...]:
    """Return the duties that arose so far, in the order in which they can arise."""
    return (
        *_of_intake(calendar, history, pre_review),
        *(duty for each in history.hearings for duty in _of_hearing(calendar, each)),
        *_of_delivery(calendar, history),
    )


def earliest_hearing(calendar: WorkCalendar, noticed_on: date) -> date:
    """Return the first day for which a hearing may be called (行政许可法 48: seven days before)."""
    return calendar.add(noticed_on, HEARING_NOTICE.days).on


def latest_notice(calendar: WorkCalendar, held_on: date) -> date:
    """Return the last workday on which the notice of a hearing may be given (行政许可法 48)."""
    day = held_on
    while calendar.count(day, held_on) < HEARING_NOTICE.days or not calendar.is_workday(day):
        day -= timedelta(days=1)
    return day


def _of_intake(
    calendar: WorkCalendar, history: History, pre_review: Limit | None
) -> Iterator[DutyClock]:
    received = history.received_on
    if received is None:
        return
    asked = history.corrections[-1].asked_on if history.corrections else None
    taken_in = history.accepted_on or history.ended_on
    if pre_review is not None:
        done = history.pre_reviewed_on or asked or taken_in
        yield DutyClock(
            Duty.PRE_REVIEW,
            _clock(calendar, Duty.PRE_REVIEW, _("预审"), _("本地规定"), received, pre_review),
            done,
        )
    within = history.limits.acceptance
    basis = _("行政许可法第三十二条")
    clock = _clock(calendar, Duty.ACCEPTANCE, _("受理"), basis, received, within)
    is_waiting = bool(history.corrections) and history.corrections[-1].answered_on is None
    yield DutyClock(Duty.ACCEPTANCE, clock, asked if is_waiting else taken_in)
    for each in history.corrections:
        if each.within is not None:
            name = _("补正")
            clock = _clock(calendar, Duty.CORRECTION, name, basis, each.asked_on, each.within)
            yield DutyClock(Duty.CORRECTION, clock, each.answered_on or history.ended_on)


def _of_hearing(calendar: WorkCalendar, hearing: Hearing) -> Iterator[DutyClock]:
    article = _("行政许可法第四十七条")
    if hearing.told_on is not None:
        name = _("申请听证")
        clock = _clock(
            calendar, Duty.HEARING_REQUEST, name, article, hearing.told_on, HEARING_REQUEST
        )
        yield _done_or_void(Duty.HEARING_REQUEST, clock, hearing.asked_on, hearing)
    if hearing.asked_on is None:
        return
    hold = _clock(
        calendar, Duty.HEARING_HOLD, _("组织听证"), article, hearing.asked_on, HEARING_HOLD
    )
    notice_by = latest_notice(calendar, hearing.set_for or hold.due.on)
    notice = _clock(
        calendar, Duty.HEARING_NOTICE, _("通知听证"), _("行政许可法第四十八条"), notice_by, Limit(0)
    )
    yield _done_or_void(Duty.HEARING_NOTICE, notice, hearing.noticed_on, hearing)
    yield _done_or_void(Duty.HEARING_HOLD, hold, hearing.held_on, hearing)


def _done_or_void(duty: Duty, clock: Clock, done_on: date | None, hearing: Hearing) -> DutyClock:
    return DutyClock(
        duty,
        clock,
        done_on or hearing.ended_on,
        is_void=not done_on and hearing.ended_on is not None,
    )


def _of_delivery(calendar: WorkCalendar, history: History) -> Iterator[DutyClock]:
    if history.decided_on is None:
        return
    basis = _("行政许可法第四十四条")
    clock = _clock(calendar, Duty.DELIVERY, _("送达"), basis, history.decided_on, DELIVERY)
    yield DutyClock(Duty.DELIVERY, clock, history.delivered_on)


def _clock(
    calendar: WorkCalendar, duty: Duty, name: str, basis: str, start: date, within: Limit
) -> Clock:
    due = reckon(calendar, start, (within,))
    return Clock(name, basis, within.days, within.unit, due, duty.value)
