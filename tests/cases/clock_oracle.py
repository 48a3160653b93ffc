"""A slow count, one day after the other, of what the events of a case say; no code of ours.

An event is a plain tuple `(code, day, step, data)`. The table of days off is read from disk.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from onewindow.events.rules import JSONValue
from tests.kernel import oracle

Told: TypeAlias = tuple[str, date, str, dict[str, JSONValue]]
Part: TypeAlias = tuple[int, str]

ONE = timedelta(days=1)
CLOCKS = ("promised", "statutory")


def end_of(start: date, parts: Sequence[Part], stopped: set[date]) -> date:
    """Count the parts one after the other; days of the same unit are one part."""
    day = start
    for number, unit in in_one(parts):
        left = number
        while left:
            day += ONE
            if day in stopped or (unit == "working" and not oracle.is_workday(day)):
                continue
            left -= 1
        while number and (day in stopped or not oracle.is_workday(day)):
            day += ONE
    while not any(number for number, _ in parts) and (day in stopped or not oracle.is_workday(day)):
        day += ONE
    return day


def in_one(parts: Sequence[Part]) -> list[Part]:
    """Add up what follows each other in the same unit."""
    added: list[Part] = []
    for number, unit in parts:
        if added and added[-1][1] == unit:
            added[-1] = (added[-1][0] + number, unit)
        else:
            added.append((number, unit))
    return added


def stopped_days(events: Iterable[Told]) -> set[date]:
    """Return the days that no limit counts."""
    stopped: set[date] = set()
    for code in {str(data["suspension"]) for name, _, _, data in events if name == SUSPENDED}:
        stopped |= of_one([each for each in events if each[3].get("suspension") == code])
    return stopped


SUSPENDED, AGAIN, RESUMED = "case.suspended", "case.suspension_prolonged", "case.resumed"


def of_one(events: Sequence[Told]) -> set[date]:
    """Return the days that one suspension takes out: what was told, or less when it ended."""
    ends = [day for name, day, _, _ in events if name == RESUMED]
    days: set[date] = set()
    until: date | None = None
    for name, told_on, _, data in events:
        if name == RESUMED:
            continue
        day = told_on if until is None or told_on > until else until
        number, unit = int(str(data["needed_days"])), str(data["unit"])
        last = oracle.add(day, number) if unit == "working" else oracle.add_calendar(day, number)
        while day < last:
            day += ONE
            if not ends or day <= ends[0]:
                days.add(day)
        until = last
    return days


def due_days(events: Sequence[Told]) -> dict[str, date]:
    """Return the last day of the intake, of both clocks and of the last run of every step."""
    due: dict[str, date] = {}
    stopped = stopped_days(events)
    longer: list[Part] = []
    limits: dict[str, Part] = {}
    runs: dict[str, tuple[date, list[Part]]] = {}
    for name, day, step, data in events:
        if name == "case.extended":
            longer.append(part(data, "days", "unit"))
            moved = data["steps"]
            assert isinstance(moved, list)
            for code in moved:
                runs[str(code)][1].append(longer[-1])
        elif name == "step.enabled":
            runs[step] = (day, [part(data, "limit", "limit_unit")])
        elif name.endswith("accepted"):
            limits = {which: part(data, which, f"{which}_unit") for which in CLOCKS}
    for step, (day, parts) in runs.items():
        is_intake = step in {"accept", "pre-review"}
        due[step] = end_of(
            max(received_on(events), day) if is_intake else day,
            parts,
            set() if is_intake else stopped,
        )
    for which, limit in limits.items():
        due[which] = end_of(accepted_on(events), [limit, *longer], stopped)
    return due


def received_on(events: Sequence[Told]) -> date:
    """Return the last day on which something was received."""
    received = [each for each in events if each[0] in {"case.submitted", "case.corrected"}]
    return date.fromisoformat(str(received[-1][3]["received_on"]))


def accepted_on(events: Sequence[Told]) -> date:
    """Return the day of the acceptance; after silence that of the receipt."""
    (name, day, _step, _data), *_others = [e for e in events if e[0].endswith("accepted")]
    return received_on(events) if name == "case.deemed_accepted" else day


def part(data: dict[str, JSONValue], number: str, unit: str) -> Part:
    """Return a number of days with its unit."""
    return int(str(data[number])), str(data[unit])
