"""The same office written with SimPy: the oracle, and the peer that the benchmark measures.

It shares the input (what chance decides, when people work), not the way of computing. A process for
each step that is due, an event for each grant, a timeout for each piece of work: as one writes it.
"""

from bisect import bisect_right
from collections.abc import Generator
from functools import partial
from heapq import heappop, heappush
from itertools import count

import simpy

from onewindow.procedure.simulation.blueprint import Blueprint, Crew
from onewindow.procedure.simulation.calendars import Timeline
from onewindow.procedure.simulation.luck import Luck
from onewindow.procedure.simulation.model import Activity

Steps = Generator[simpy.Event, object, None]


class Desk:
    """A pool: who waits, and who of the crews on duty is free, in the order of the list."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, int, simpy.Event]] = []
        self.on_duty: list[Team] = []


class Team:
    """Alike people with a roster."""

    def __init__(self, crew: Crew, desks: list[Desk], number: int) -> None:
        self.free, self.number, self.crew = crew.count, number, crew
        self.desks = [desks[pool] for pool in crew.pools]
        self.is_open = False

    def serve(self) -> None:
        """Give those who are free to whoever waits, the preferred desk first."""
        for desk in self.desks:
            while self.is_open and self.free and desk.waiting:
                self.free -= 1
                heappop(desk.waiting)[-1].succeed(self)


class Office:
    """Runs all cases of one replication; `finished` says when each ended."""

    def __init__(self, blueprint: Blueprint, luck: Luck) -> None:
        self.env = simpy.Environment()
        self.plan, self.luck = blueprint, luck
        self.steps: tuple[Activity, ...] = blueprint.scenario.steps
        self.desks = [Desk() for _ in blueprint.scenario.pool_codes]
        routes, places = luck.routes
        self.routes = [routes[place] for place in places.tolist()]
        self.unmet = [list(route.unmet) for route in self.routes]
        self.work = [luck.work(step) for step in range(len(self.steps))]
        self.rests = [luck.rests(step) for step in self.steps]
        self.endings = [luck.endings(step) for step in self.steps]
        self.ranks, self.places = luck.ranks
        # Who came first goes first, also at one moment.
        self.turn = count()
        self.attempts: dict[tuple[int, int], int] = {}
        self.finished = [float("inf")] * luck.count
        self.log: list[tuple[int, int, float, float, float]] = []
        self.baskets: list[list[simpy.Event]] = [[] for _ in self.steps]

    def run(self) -> list[float]:
        """Run until the clock has nothing left to do."""
        for number, crew in enumerate(self.plan.crews):
            self.env.process(self.roster(Team(crew, self.desks, number)))
        for number, step in enumerate(self.steps):
            if step.batch and step.batch.at is not None:
                self.env.process(self.release(number))
        self.env.process(self.arrive())
        self.env.run()
        return self.finished

    def roster(self, team: Team) -> Steps:
        """Open and close a team."""
        timeline = team.crew.timeline
        for opens, closes in zip(timeline.opens, timeline.closes, strict=True):
            yield self.env.timeout(opens - self.env.now)
            team.is_open = True
            for desk in team.desks:
                desk.on_duty.append(team)
                desk.on_duty.sort(key=partial(preference, desk=desk))
            team.serve()
            yield self.env.timeout(closes - self.env.now)
            team.is_open = False
            for desk in team.desks:
                desk.on_duty.remove(team)

    def release(self, step: int) -> Steps:
        """Let a batch go whenever its hour comes."""
        for at, switch, which in self.plan.switches:
            if switch.name == "RELEASE" and which == step:
                yield self.env.timeout(at - self.env.now)
                self.let_go(step)

    def arrive(self) -> Steps:
        """Begin the cases."""
        for case, at in enumerate(self.luck.arrived.tolist()):
            yield self.env.timeout(at - self.env.now)
            for step in self.routes[case].first:
                self.begin(case, step)

    def begin(self, case: int, step: int) -> None:
        """Begin a step, or end the case."""
        if step == self.plan.end:
            self.finished[case] = self.env.now
        else:
            self.env.process(self.perform(case, step))

    def perform(self, case: int, step: int) -> Steps:
        """Do a step as often as needed and go on."""
        pause, delay = self.rests[step][0][case], self.rests[step][1][case]
        self.rests[step][0][case] = 0.0
        if pause or delay:
            yield self.env.timeout(pause + delay)
        yield from self.do(case, step)
        ending = self.endings[step]
        while ending.corrections and ending.corrections[case]:
            ending.corrections[case] -= 1
            attempt = self.repeat(case, step)
            yield self.env.timeout(self.luck.applicant(self.steps[step], attempt)[case])
            yield from self.do(case, step)
        if ending.reworks and ending.reworks[case]:
            ending.reworks[case] -= 1
            self.send_back(case, step)
        else:
            self.go_on(case, step)

    def do(self, case: int, step: int) -> Steps:
        """Wait for a batch and for somebody, and work."""
        desk, asked = self.desks[self.plan.pool_of[step]], self.env.now
        if self.steps[step].batch:
            yield self.wait_for_batch(step)
        team: object = next((team for team in desk.on_duty if team.free), None)
        if not isinstance(team, Team):
            grant = self.env.event()
            rank = self.ranks[self.places[case]] - self.steps[step].priority
            heappush(desk.waiting, (rank, next(self.turn), grant))
            team = yield grant
            assert isinstance(team, Team)
        else:
            team.free -= 1
        began = self.env.now
        attempt = self.attempts.get((case, step), 0)
        minutes = self.luck.work(step, attempt)[case] if attempt else self.work[step][case]
        yield self.env.timeout(ends(team.crew.timeline, began, minutes) - began)
        self.log.append((case, step, asked, began, self.env.now))
        team.free += 1
        team.serve()

    def wait_for_batch(self, step: int) -> simpy.Event:
        """Put a case into the basket; the last one that fits lets all go."""
        gone = self.env.event()
        self.baskets[step].append(gone)
        batch = self.steps[step].batch
        if batch and len(self.baskets[step]) == batch.size:
            self.let_go(step)
        return gone

    def let_go(self, step: int) -> None:
        """Let the cases of a basket go on."""
        for gone in self.baskets[step]:
            gone.succeed()
        self.baskets[step] = []

    def repeat(self, case: int, step: int) -> int:
        """Count a repetition."""
        self.attempts[case, step] = self.attempts.get((case, step), 0) + 1
        return self.attempts[case, step]

    def go_on(self, case: int, step: int) -> None:
        """Count a finished step down and begin what waited for it alone."""
        unmet = self.unmet[case]
        for each in self.routes[case].after[step]:
            unmet[each] -= 1
            if unmet[each] == 0:
                self.begin(case, each)

    def send_back(self, case: int, step: int) -> None:
        """Do again what lies between: here only chains, so one after the other."""
        rework = self.steps[step].rework
        chain = [step]
        while rework and self.steps[chain[0]].code != rework.to:
            needs = self.routes[case].needs[self.steps[chain[0]].code]
            back = rework.to
            (need,) = (each for each in needs if back in (each, *self.before(case, each)))
            chain.insert(0, self.plan.number[need])
        self.env.process(self.again(case, chain))

    def before(self, case: int, code: str) -> set[str]:
        """Collect what comes before a step."""
        needs = self.routes[case].needs[code]
        return set(needs).union(*(self.before(case, need) for need in needs))

    def again(self, case: int, chain: list[int]) -> Steps:
        """Do a chain of steps again."""
        for step in chain:
            self.repeat(case, step)
            yield from self.do(case, step)
        ending = self.endings[chain[-1]]
        if ending.reworks and ending.reworks[case]:
            ending.reworks[case] -= 1
            self.send_back(case, chain[-1])
        else:
            self.go_on(case, chain[-1])


def preference(team: Team, desk: Desk) -> tuple[int, int, int]:
    """Order the teams of a desk: who likes it best, then who can do least else."""
    return team.desks.index(desk), len(team.desks), team.number


def ends(timeline: Timeline, began: float, minutes: float) -> float:
    """Return when work ends, opening by opening."""
    place = bisect_right(timeline.opens, began) - 1
    while began + minutes > timeline.closes[place]:
        minutes -= max(timeline.closes[place] - began, 0)
        place += 1
        began = timeline.opens[place]
    return began + minutes
