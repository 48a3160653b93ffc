"""Who is there: crews open and close by their calendars."""

from heapq import heappush

from onewindow.procedure.simulation.engine.seating import overtime
from onewindow.procedure.simulation.engine.state import NEVER, State


class Roster:
    """Opens and closes crews. Work that is not done at closing goes on at the next opening."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.finish = overtime(state)
        self.queues = [
            tuple(
                queue
                for pool in people.pools
                for _rank, queue in sorted(
                    state.pool_queues[pool].items(), key=lambda each: each[0]
                )
            )
            for people in state.blueprint.crews
        ]

    def close(self, crew: int) -> None:
        """Send a crew home: it takes nothing new."""
        self.state.served[crew] = ()
        for pool in self.state.blueprint.crews[crew].pools:
            self.state.pool_crews[pool].remove(crew)

    def open(self, now: float, crew: int) -> None:
        """Let a crew begin: it is found by its pools and takes what waits."""
        state, people = self.state, self.state.blueprint.crews[crew]
        state.opening[crew] += 1
        closes = people.timeline.closes[state.opening[crew]]
        state.closes[crew] = min(NEVER, closes)
        state.served[crew] = self.queues[crew]
        for pool in people.pools:
            state.pool_crews[pool].append(crew)
            state.pool_crews[pool].sort(key=lambda each: self._preference(each, pool))
        self._serve(now, crew)

    def _preference(self, crew: int, pool: int) -> tuple[int, int, int]:
        """Whoever likes this pool best goes first, then who can do the least else."""
        pools = self.state.blueprint.crews[crew].pools
        return pools.index(pool), len(pools), crew

    def _serve(self, now: float, crew: int) -> None:
        state = self.state
        for queue in state.served[crew]:
            while queue and state.free[crew]:
                asked, case, step = queue.popleft()
                state.free[crew] -= 1
                end = now + state.work[step][case]
                if end > state.closes[crew]:
                    end = self.finish(crew, end - state.closes[crew])
                heappush(state.heap, (end, case, step, crew, asked, now))
