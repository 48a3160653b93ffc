"""A slow count of a stage, one day after the other; no code of ours but the table of days off.

An event is a plain tuple `(case, code, day, data)`. What a case was at the end of a day decides
whether the next day counts.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from tests.kernel import oracle

Told: TypeAlias = tuple[str, str, date, Mapping[str, str | int | bool]]

ONE = timedelta(days=1)
ENDINGS = {
    "case.decided", "case.withdrawn", "case.lapsed", "case.refused_intake", "case.not_required",
    "case.transferred",
}  # fmt: skip


def used(events: Sequence[Told], today: date) -> int:
    """Count the working days of a stage up to and including a day."""
    began = first_acceptance(events)
    if began is None:
        return 0
    total, day = 0, began + ONE
    while day <= today:
        if oracle.is_workday(day) and any_at_offices(events, day):
            total += 1
        day += ONE
    return total


def first_acceptance(events: Sequence[Told]) -> date | None:
    """Return the day on which the clock of the stage begins."""
    return min((day for _, code, day, _ in events if code == "case.accepted"), default=None)


def any_at_offices(events: Sequence[Told], day: date) -> bool:
    """Whether an office had to act on a day: by what stood at the end of the day before."""
    return any(
        _state([each for each in events if each[0] == case], day - ONE) and not _halted(
            [each for each in events if each[0] == case], day
        )
        for case in {case for case, _, _, _ in events}
    )  # fmt: skip


def _state(events: Sequence[Told], end_of: date) -> bool:
    """Whether a case lay with an office at the end of a day, special procedures aside."""
    is_there = False
    for _, code, day, _ in events:
        if day > end_of:
            break
        if code in {"case.submitted", "case.corrected"}:
            is_there = True
        elif code == "case.correction_asked" or code in ENDINGS:
            is_there = False
    return is_there


def _halted(events: Sequence[Told], day: date) -> bool:
    """Whether a special procedure takes a day out: what was told, or less when it ended."""
    starts = [(when, data) for _, code, when, data in events if code == "case.suspended"]
    for start, data in starts:
        last = start
        left = int(data["needed_days"])
        while left:
            last += ONE
            left -= oracle.is_workday(last)
        for _, code, when, more in events:
            if code == "case.resumed" and more["suspension"] == data["suspension"]:
                last = min(last, when)
        if start < day <= last:
            return True
    return False
