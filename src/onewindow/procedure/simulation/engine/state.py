"""The state of one replication: plain lists by number, which the functions beside share.

A list is the fastest thing Python has to read and write, and a function that holds its lists as
closed-over names finds them faster than through an object. So each part is made by a function that
takes the state once and returns what runs.
"""

from collections import deque
from typing import TypeAlias

import numpy as np

from onewindow.procedure.simulation.blueprint import Blueprint
from onewindow.procedure.simulation.luck import Luck
from onewindow.procedure.simulation.routes import After

# When it ends, case, step, crew, since when it was ready, when it began. The same tuple waits in
# the heap and stays as the record of what happened.
Entry: TypeAlias = tuple[float, int, int, int, float, float]
# Ready since, case, step; a queue has those of one rank in the order in which they came.
Waiting: TypeAlias = tuple[float, int, int]
Queue: TypeAlias = deque[Waiting]

# A rest or a delay is over; nobody worked.
WAKE = -1
NEVER = float("inf")


class State:
    """Everything that changes while the clock runs."""

    def __init__(self, blueprint: Blueprint, luck: Luck) -> None:
        self.blueprint, self.luck = blueprint, luck
        self.count, self.end = luck.count, blueprint.end
        self.heap: list[Entry] = [(NEVER, 0, 0, WAKE, 0.0, 0.0)]
        self.log: list[Entry] = []
        self.finished = [NEVER] * luck.count
        self.stopped: set[int] = set()
        self.left = luck.count
        # Case, from, to: the clock of the limit stands still.
        self.pauses: list[tuple[int, float, float]] = []
        self._lay_out_people()
        self._lay_out_steps()
        self._lay_out_cases()

    def _lay_out_people(self) -> None:
        crews, scenario = self.blueprint.crews, self.blueprint.scenario
        # After the last crew stands nobody: who did what needs no person.
        self.nobody = len(crews)
        self.free = [*(crew.count for crew in crews), 0]
        self.closes = [NEVER] * (len(crews) + 1)
        self.opening = [-1] * len(crews)
        self.pool_queues: list[dict[int, Queue]] = [{} for _ in scenario.pool_codes]
        self.pool_crews: list[list[int]] = [[] for _ in scenario.pool_codes]
        self.served: list[tuple[Queue, ...]] = [()] * (len(crews) + 1)

    def _lay_out_steps(self) -> None:
        steps, pools = self.blueprint.scenario.steps, self.blueprint.pool_of
        self.work = [self.luck.work(place) for place in range(self.end)]
        self.queues_of = [self._queues(step, pools[step]) for step in range(self.end)]
        self.crews_of = [self.pool_crews[pool] if pool >= 0 else [] for pool in pools]
        self.endings = [self.luck.endings(step) for step in steps]
        self.baskets: list[list[tuple[int, float]]] = [[] for _ in steps]
        self.batch_wait = [0.0 for _ in steps]
        self.groups: dict[tuple[int, int], list[tuple[int, float]]] = {}

    def _queues(self, step: int, pool: int) -> list[Queue]:
        """Return the queues of a step, by the rank of the case."""
        priority = self.blueprint.scenario.steps[step].priority
        queues = self.pool_queues[pool] if pool >= 0 else {}
        return [queues.setdefault(rank - priority, deque()) for rank in self.luck.ranks[0]]

    def _lay_out_cases(self) -> None:
        routes, place = self.luck.routes
        self.routes = [routes[each] for each in place.tolist()]
        self.after: list[After] = [route.after for route in self.routes]
        self.ranks = self.luck.ranks[1]
        self.width = self.end + 1
        needs = np.array([route.unmet for route in routes], dtype=np.int64)
        self.unmet: list[int] = needs[place].reshape(-1).tolist()
        self.blank: After = ((),) * self.width
        self.attempts: dict[tuple[int, int], int] = {}
        self.sent_back: dict[int, int] = {}
