"""A scenario made ready to run: everything that is the same in every replication."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from functools import cached_property

from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.simulation.calendars import DAY, Calendar, Timeline, openings
from onewindow.procedure.simulation.model import Scenario
from onewindow.procedure.simulation.routes import Route

# A year more than the arrivals take, and as long again: then it is hopeless.
PATIENCE_DAYS = 366


class Switch(IntEnum):
    """What the clock itself does; at one moment in this order."""

    CLOSE = 0
    OPEN = 1
    RELEASE = 2
    STOP = 3


@dataclass(frozen=True)
class Crew:
    """Alike people: the pools they serve in their order, how many there are, when they work."""

    staff: int
    pools: tuple[int, ...]
    count: int
    timeline: Timeline


@dataclass(frozen=True)
class Blueprint:
    """Steps, pools and crews by number; when the clock switches."""

    scenario: Scenario
    holidays: WorkCalendar = field(default_factory=WorkCalendar.official)

    @cached_property
    def arrival_days(self) -> int:
        """For how many days cases arrive."""
        scenario = self.scenario
        return scenario.warm_up_days + scenario.days + scenario.cool_down_days

    @cached_property
    def all_days(self) -> int:
        """For how many days the calendars are laid out; what is not done by then is not done."""
        return min(
            self.arrival_days * 2 + PATIENCE_DAYS, (self.holidays.last_day - self.first).days
        )

    @property
    def first(self) -> date:
        """The day on which the clock starts."""
        return self.scenario.start_on

    @cached_property
    def number(self) -> dict[str, int]:
        """Map the codes of steps to numbers."""
        return {step.code: place for place, step in enumerate(self.scenario.steps)}

    @property
    def end(self) -> int:
        """The number that stands for the end of a case."""
        return len(self.scenario.steps)

    @cached_property
    def pool_of(self) -> list[int]:
        """For every step its pool, or -1."""
        places = {code: place for place, code in enumerate(self.scenario.pool_codes)}
        return [places[step.pool] if step.pool else -1 for step in self.scenario.steps]

    @cached_property
    def crews(self) -> tuple[Crew, ...]:
        """The people, with their openings."""
        places = {code: place for place, code in enumerate(self.scenario.pool_codes)}
        made: dict[object, Timeline] = {}
        crews = []
        for number, staff in enumerate(self.scenario.staff):
            key = (staff.calendar, staff.leave)
            leave = [(each.first, each.last) for each in staff.leave]
            if key not in made:
                made[key] = self.openings(self.calendar(staff.calendar), leave)
            pools = tuple(places[code] for code in staff.pools)
            crews.append(Crew(number, pools, staff.count, made[key]))
        return tuple(crews)

    def calendar(self, code: str) -> Calendar:
        """Return the calendar with this code."""
        return next(each for each in self.scenario.calendars if each.code == code)

    def openings(
        self, calendar: Calendar, leave: list[tuple[date, date]] | None = None
    ) -> Timeline:
        """Lay out a calendar over the whole run."""
        return openings(calendar, self.first, self.all_days, self.holidays, leave or ())

    @cached_property
    def office(self) -> Timeline:
        """The openings of the scenario's first calendar: working days are told in it."""
        return self.openings(self.scenario.calendars[0])

    @cached_property
    def minutes_per_day(self) -> float:
        """How long the office is open on an ordinary working day."""
        days = {opens // DAY for opens in self.office.opens}
        if len(self.office.opens) == 1:
            return float(min(DAY, self.office.worked[-1]))
        return self.office.worked[-1] / len(days)

    @cached_property
    def switches(self) -> tuple[tuple[float, Switch, int], ...]:
        """When which crew opens or closes and which step's batch is released, in order."""
        return (*sorted(self._switches()), (float(self.all_days * DAY), Switch.STOP, 0))

    def _switches(self) -> Iterator[tuple[float, Switch, int]]:
        for number, crew in enumerate(self.crews):
            yield from ((time, Switch.OPEN, number) for time in crew.timeline.opens)
            yield from ((time, Switch.CLOSE, number) for time in crew.timeline.closes)
        for number, step in enumerate(self.scenario.steps):
            if step.batch and step.batch.at is not None:
                for day in range(self.all_days):
                    if (self.first + timedelta(days=day)).isoweekday() in step.batch.weekdays:
                        yield float(day * DAY + step.batch.at), Switch.RELEASE, number

    @cached_property
    def _routes(self) -> dict[frozenset[str], Route]:
        return {}

    def route(self, taken: frozenset[str]) -> Route:
        """Return the route over these steps."""
        if taken not in self._routes:
            self._routes[taken] = Route(self.scenario.steps, taken)
        return self._routes[taken]
