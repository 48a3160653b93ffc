"""The office that all three simulate: rosters, priorities, a join of three, and a way back.

Nothing in it is ours alone: Prosimos knows no holidays, batches or suspensions.
"""

from datetime import date

from onewindow.procedure.simulation import (
    Activity,
    Attribute,
    Calendar,
    ClockTime,
    Exponential,
    Gamma,
    Poisson,
    Rework,
    Scenario,
    Shift,
    Staff,
)

# After each review; as often as chance wants, as far as anybody will ever see.
SENT_BACK = 0.15
CASES_PER_DAY = 60.0
DAYS = 50


def calendar(code: str, *hours: tuple[int, int]) -> Calendar:
    """Return a calendar of working weekdays without holidays; hours in minutes."""
    shifts = (Shift((1, 2, 3, 4, 5), ClockTime(a), ClockTime(b)) for a, b in hours)
    return Calendar(code, tuple(shifts), follows_holidays=False)


def office(*, has_priorities: bool = True) -> Scenario:
    """Return the scenario; people are busy for about three quarters of their time."""
    priorities = {"urgent": 1} if has_priorities else {}
    reviews = tuple(
        Activity(code, needs=("accept",), pool=code, work_minutes=Gamma(mean, mean / 2))
        for code, mean in (("fire", 60), ("environment", 50), ("planning", 40))
    )
    sides = tuple(step.code for step in reviews)
    return Scenario(
        name="office",
        start_on=date(2026, 1, 5),
        days=DAYS,
        steps=(
            Activity("accept", pool="hall", work_minutes=Exponential(12)),
            *reviews,
            Activity("prepare", needs=sides, pool="desk", work_minutes=Gamma(20, 10)),
            Activity(
                "review",
                needs=("prepare",),
                pool="desk",
                work_minutes=Exponential(15),
                rework=Rework("prepare", (SENT_BACK,) * 12),
            ),
            Activity("decide", needs=("review",), pool="head", work_minutes=Exponential(6)),
        ),
        arrivals=Poisson(CASES_PER_DAY, on_workdays_only=False),
        staff=(
            Staff(("hall",), 2, calendar="early"),
            Staff(("hall",), 2, calendar="late"),
            Staff(("fire",), 16),
            Staff(("environment",), 13),
            Staff(("planning",), 11),
            Staff(("desk",), 10),
            Staff(("desk",), 3, calendar="late"),
            Staff(("head",), 2),
        ),
        calendars=(
            calendar("office", (540, 720), (810, 1050)),
            calendar("early", (480, 960)),
            calendar("late", (600, 1080)),
        ),
        attributes=(Attribute("kind", {"plain": 0.8, "urgent": 0.2}, priorities=priorities),),
    )
