"""Rosters from when people did things: each person's, then one for those who are alike."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.simulation.calendars import Calendar, ClockTime, Shift
from onewindow.procedure.simulation.fitting.report import Report
from onewindow.procedure.simulation.model import OFFICE
from onewindow.procedure.simulation.observations import Observations

# A half hour in which less happens than this share of the busiest is not worked.
QUIET = 0.12
USUAL = 0.97
# So many moments are needed to tell a person's hours.
ENOUGH = 60
ALIKE = 0.7
SLOT = 30

Slots = frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Rosters:
    """The calendars of a log and who works by which; unknown people by the first."""

    calendars: tuple[Calendar, ...]
    of: Mapping[str, str]

    def code(self, person: str) -> str:
        """Return the calendar of a person."""
        return self.of.get(person, self.calendars[0].code)


def fit_rosters(observed: Observations, holidays: WorkCalendar | None, report: Report) -> Rosters:
    """Return the rosters; the one that most moments belong to comes first."""
    moments: dict[str, list[datetime]] = defaultdict(list)
    for run in observed.runs:
        moments[run.resource] += [each for each in (run.started, run.ended) if each]
    groups = _groups(moments, holidays)
    total = sum(map(len, moments.values()))
    calendars: list[Calendar] = []
    of: dict[str, str] = {}
    for number, (slots, people) in enumerate(groups):
        usual = slots == _usual_slots()
        code = OFFICE.code if usual else f"roster{number + 1}"
        hours = OFFICE.hours if usual else tuple(_shifts(slots))
        name = OFFICE.name if usual else "按记录拟合的上班时间"
        calendars.append(Calendar(code, hours, name, follows_holidays=holidays is not None))
        of |= dict.fromkeys(people, code)
    report.found(
        "hours", f"上班时间分 {len(calendars)} 种：{'；'.join(map(_told, calendars))}。", total
    )
    return Rosters(tuple(calendars), of)


def _groups(
    moments: Mapping[str, Sequence[datetime]], holidays: WorkCalendar | None
) -> list[tuple[Slots, list[str]]]:
    """Put people together whose hours are mostly the same; who did little joins the largest."""
    groups: list[tuple[Slots, list[datetime], list[str]]] = []
    busiest_first = sorted(moments, key=lambda person: -len(moments[person]))
    for person in busiest_first:
        own = moments[person]
        slots = _slots(own, holidays)
        for typical, known, people in groups:
            if len(own) < ENOUGH or _alike(slots, typical) >= ALIKE:
                known.extend(own)
                people.append(person)
                break
        else:
            groups.append((slots, list(own), [person]))
    groups.sort(key=lambda group: -len(group[1]))
    return [(_slots(known, holidays), people) for _typical, known, people in groups]


def _slots(moments: Sequence[datetime], holidays: WorkCalendar | None) -> Slots:
    """Return the half hours worked: (1 working weekdays, 6, 7; half hours after midnight)."""
    if sum(_is_usual(each, holidays) for each in moments) >= USUAL * len(moments):
        return _usual_slots()
    counts = Counter((_day_kind(each), (each.hour * 60 + each.minute) // SLOT) for each in moments)
    days: dict[int, set[object]] = defaultdict(set)
    for each in moments:
        days[_day_kind(each)].add(each.date())
    rates = {slot: count / len(days[slot[0]]) for slot, count in counts.items()}
    usual = [count for slot, count in rates.items() if slot[0] == 1]
    busiest = max(usual or rates.values())
    # A weekend day on which hardly ever anything happens is not worked, however busy it was.
    weeks = max(len(days[1]) / 5, 1)
    return frozenset(
        slot
        for slot, rate in rates.items()
        if rate >= QUIET * busiest and len(days[slot[0]]) >= min(0.3 * weeks, 3 + 0.1 * weeks)
    )


def _usual_slots() -> Slots:
    return frozenset(
        (1, slot)
        for shift in OFFICE.hours
        for slot in range(shift.opens // SLOT, shift.closes // SLOT)
    )


def _day_kind(moment: datetime) -> int:
    return 1 if moment.isoweekday() <= 5 else moment.isoweekday()


def _is_usual(moment: datetime, holidays: WorkCalendar | None) -> bool:
    day = moment.date()
    works = holidays.is_workday(day) if holidays else day.weekday() < 5
    minute = moment.hour * 60 + moment.minute
    return works and any(shift.opens <= minute <= shift.closes for shift in OFFICE.hours)


def _alike(one: Slots, other: Slots) -> float:
    return len(one & other) / max(len(one | other), 1)


def _shifts(slots: Slots) -> Iterator[Shift]:
    for kind in sorted({kind for kind, _ in slots}):
        weekdays = (1, 2, 3, 4, 5) if kind == 1 else (kind,)
        own = sorted(slot for each, slot in slots if each == kind)
        for opens, closes in _stretches(own):
            yield Shift(weekdays, ClockTime(opens * SLOT), ClockTime(closes * SLOT))


def _stretches(slots: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Join half hours; one that is missing in between was only quiet."""
    begins = last = slots[0]
    for slot in slots[1:]:
        if slot > last + 2:
            yield begins, last + 1
            begins = slot
        last = slot
    yield begins, last + 1


def _told(calendar: Calendar) -> str:
    return "、".join(
        f"周{'一至五' if len(shift.weekdays) > 1 else '一二三四五六日'[shift.weekdays[0] - 1]} "
        f"{_clock(shift.opens)}–{_clock(shift.closes)}"
        for shift in calendar.hours
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
