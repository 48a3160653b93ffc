"""Small scenarios to build on."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from onewindow.procedure.simulation import (
    Activity,
    Calendar,
    ClockTime,
    Distribution,
    Exponential,
    Fixed,
    Given,
    Poisson,
    Scenario,
    Shift,
    Staff,
)
from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.simulate import run_once

ALWAYS = Calendar(
    "always",
    (Shift((1, 2, 3, 4, 5, 6, 7), ClockTime(0), ClockTime(1440)),),
    follows_holidays=False,
)
MONDAY = date(2026, 3, 2)


def queue(
    servers: int, *, load: float, minutes: Distribution | None = None, days: int = 200
) -> Scenario:
    """One step, always open, Poisson arrivals: M/G/c with a mean of ten minutes."""
    work = minutes or Exponential(10)
    return Scenario(
        name="queue",
        start_on=MONDAY,
        days=days,
        warm_up_days=max(days // 20, 1),
        steps=(Activity("serve", pool="desk", work_minutes=work),),
        arrivals=Poisson(1440 * load * servers / work.mean, on_workdays_only=False),
        staff=(Staff(("desk",), servers, calendar="always"),),
        calendars=(ALWAYS,),
    )


def line(*minutes: float) -> Scenario:
    """Steps one after the other, each with a person of its own; nothing arrives by itself."""
    steps = tuple(
        Activity(f"s{n}", pool=f"p{n}", work_minutes=Fixed(each), needs=(f"s{n - 1}",) if n else ())
        for n, each in enumerate(minutes)
    )
    staff = tuple(Staff((f"p{n}",)) for n in range(len(minutes)))
    return Scenario("line", MONDAY, 14, steps, Poisson(0), staff)


def changed(scenario: Scenario, code: str, **what: object) -> Scenario:
    """Return the scenario with other fields of one step."""
    steps = tuple(
        replace(step, **what) if step.code == code else step  # type: ignore[arg-type]  # By name.
        for step in scenario.steps
    )
    return replace(scenario, steps=steps)


def ends(scenario: Scenario, *arrivals: str) -> list[str]:
    """Play one replication with these arrivals and return when each case ends, as `3 14:30`.

    Arrivals are written the same way: day of March 2026 (the 2nd is a Monday) and time.
    """
    at = tuple(datetime.fromisoformat(f"2026-03-{each:0>8}") for each in arrivals)
    happened = run_once(Blueprint(replace(scenario, arrivals=Given(at))), 0, 1)
    return [_told(minutes) for minutes in happened.finished.tolist()]


def _told(minutes: float) -> str:
    moment = datetime.combine(MONDAY, time()) + timedelta(minutes=minutes)
    return f"{moment.day} {moment:%H:%M}"
