"""What chance decides in one replication, drawn at once for all cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from onewindow.kernel.conditions import evaluate, fields
from onewindow.procedure.simulation.arrivals import draw
from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.calendars import DAY
from onewindow.procedure.simulation.model import Activity
from onewindow.procedure.simulation.routes import Route
from onewindow.procedure.simulation.streams import Numbers, Streams

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

# So many yes-or-no steps fit into a number before it is made small again.
MANY_STEPS = 30


@dataclass(frozen=True)
class Endings:
    """How a step ends other than with the next one: lists by case, none where it cannot be.

    `stops`: the case ends here. `corrections`, `reworks`: how many times in a row it fails.
    `is_odd`: whether anything of that, or a joint batch, waits for the case.
    """

    stops: list[bool] | None
    corrections: list[int] | None
    reworks: list[int] | None
    is_odd: list[bool] | None


@dataclass(frozen=True)
class Luck:
    """The draws of one replication. Lists are by case, in the order of arrival."""

    blueprint: Blueprint
    streams: Streams
    _again: dict[tuple[int, int], list[float]] = field(default_factory=dict)

    @cached_property
    def arrived(self) -> Numbers:
        """When each case arrives, in minutes since the start."""
        plan = self.blueprint
        return draw(
            plan.scenario.arrivals, self.streams, plan.first, plan.arrival_days, plan.holidays
        )

    @property
    def count(self) -> int:
        """How many cases there are."""
        return len(self.arrived)

    def work(self, step: int, attempt: int = 0) -> list[float]:
        """Return the working minutes of a step for every case, the first time or again."""
        if attempt == 0:
            return self._work(step, attempt)
        if (step, attempt) not in self._again:
            self._again[step, attempt] = self._work(step, attempt)
        return self._again[step, attempt]

    def _work(self, step: int, attempt: int) -> list[float]:
        activity = self.blueprint.scenario.steps[step]
        stream = self.streams.of("work", activity.code, attempt)
        minutes: list[float] = activity.work_minutes.sample(stream, self.count).tolist()
        return minutes

    def happens(self, share: float, *purpose: str | int) -> Flags:
        """Tell for every case whether something of this probability happens to it."""
        return self.streams.uniform(self.count, *purpose) < share

    def failures(self, shares: Sequence[float], *purpose: str) -> Places:
        """Return for every case how many times in a row something goes wrong."""
        failing = np.ones(self.count, dtype=bool)
        count = np.zeros(self.count, dtype=np.int64)
        for attempt, share in enumerate(shares):
            failing &= self.happens(share, *purpose, attempt)
            count += failing
        return count

    def endings(self, step: Activity) -> Endings:
        """Return how a step ends for every case."""
        stops = self.happens(step.stop_share, "stops", step.code) if step.stop_share else None
        corrections = (
            self.failures(step.correction.shares, "corrects", step.code)
            if step.correction
            else None
        )
        reworks = self.failures(step.rework.shares, "reworks", step.code) if step.rework else None
        is_odd = np.full(self.count, step.batch is not None and step.batch.is_joint)
        for each in (stops, corrections, reworks):
            if each is not None:
                is_odd |= each > 0
        return Endings(
            stops=None if stops is None else stops.tolist(),
            corrections=None if corrections is None else corrections.tolist(),
            reworks=None if reworks is None else reworks.tolist(),
            is_odd=is_odd.tolist() if is_odd.any() else None,
        )

    def rests(self, step: Activity) -> tuple[list[float], list[float]]:
        """Return the minutes of suspension and of delay before a step for every case."""
        nothing = np.zeros(self.count)
        rest, delay = nothing, nothing
        if step.suspension:
            days = step.suspension.calendar_days.sample(
                self.streams.of("suspension", step.code), self.count
            )
            is_suspended = self.happens(step.suspension.share, "suspended", step.code)
            rest = np.where(is_suspended, days * DAY, 0)
        if step.delay_calendar_days:
            stream = self.streams.of("delay", step.code)
            delay = step.delay_calendar_days.sample(stream, self.count) * DAY
        return rest.tolist(), delay.tolist()

    def applicant(self, step: Activity, attempt: int) -> list[float]:
        """Return how many minutes the applicant takes to correct, for every case."""
        if step.correction is None:
            return []
        key = (-1 - self.blueprint.number[step.code], attempt)
        if key not in self._again:
            stream = self.streams.of("applicant", step.code, attempt)
            days = step.correction.applicant_calendar_days.sample(stream, self.count)
            self._again[key] = (days * DAY).tolist()
        return self._again[key]

    @cached_property
    def is_instant(self) -> Flags:
        """Which cases are decided at once."""
        instant = self.blueprint.scenario.instant
        return self.happens(instant.share if instant else 0.0, "instant")

    @cached_property
    def values(self) -> Mapping[str, Places]:
        """For every attribute the place of each case's value among its shares."""
        result = {}
        for attribute in self.blueprint.scenario.attributes:
            shares = np.array(list(attribute.shares.values()))
            edges = np.cumsum(shares / shares.sum())[:-1]
            numbers = self.streams.uniform(self.count, "attribute", attribute.code)
            result[attribute.code] = np.searchsorted(edges, numbers, side="right")
        return result

    @cached_property
    def ranks(self) -> tuple[list[int], list[int]]:
        """The different ranks, the first to be served first, and the place of each case's own."""
        rank = np.zeros(self.count, dtype=np.int64)
        for attribute in self.blueprint.scenario.attributes:
            if attribute.priorities:
                worth = [attribute.priorities.get(value, 0) for value in attribute.shares]
                rank -= np.array(worth)[self.values[attribute.code]]
        ranks, place = np.unique(rank, return_inverse=True)
        return ranks.tolist(), place.tolist()

    @cached_property
    def routes(self) -> tuple[list[Route], Places]:
        """The different routes, and for every case the place of its own."""
        steps = self.blueprint.scenario.steps
        takes = [self._takes(step) for step in steps]
        place = np.zeros(self.count, dtype=np.int64)
        firsts = np.zeros(min(self.count, 1), dtype=np.int64)
        for number, flags in enumerate(each for each in takes if not each.all()):
            place = 2 * place + flags
            if number % MANY_STEPS == MANY_STEPS - 1:
                place = np.unique(place, return_inverse=True)[1]
        if place.any():
            _, firsts, place = np.unique(place, return_index=True, return_inverse=True)
        routes = [
            self.blueprint.route(
                frozenset(step.code for step, own in zip(steps, takes, strict=True) if own[first])
            )
            for first in firsts.tolist()
        ]
        return routes, place

    def _takes(self, step: Activity) -> Flags:
        takes = np.ones(self.count, dtype=bool)
        if step.share < 1:
            takes &= self.happens(step.share, "takes", step.code)
        if step.when is not None:
            takes &= self._fulfils(step)
        instant = self.blueprint.scenario.instant
        if instant:
            takes = np.where(self.is_instant, step.code in instant.steps, takes)
        return takes

    def _fulfils(self, step: Activity) -> Flags:
        """Judge the condition once for every combination of values that it can tell apart."""
        if step.when is None:
            return np.ones(self.count, dtype=bool)
        asked = set(fields(step.when))
        known = [each for each in self.blueprint.scenario.attributes if each.code in asked]
        place = np.zeros(self.count, dtype=np.int64)
        answers: list[dict[str, str]] = [{}]
        for attribute in known:
            place = place * len(attribute.shares) + self.values[attribute.code]
            answers = [
                {**before, attribute.code: value}
                for before in answers
                for value in attribute.shares
            ]
        verdicts = np.array([evaluate(step.when, each) for each in answers])
        holds: Flags = verdicts[place]
        return holds
