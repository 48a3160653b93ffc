"""How a step gets somebody: rests, delays, batches, queues."""

from collections.abc import Callable
from heapq import heappush
from typing import Protocol, TypeAlias

from onewindow.procedure.simulation.engine.state import WAKE, State

Moment: TypeAlias = Callable[[float, int, int], None]
# For every step, and the end, what happens when it is due.
Dues: TypeAlias = list[Moment]
Overtime: TypeAlias = Callable[[int, float], float]


def overtime(state: State) -> Overtime:
    """Return what tells when work ends that is not done when a crew goes home."""
    timelines = [crew.timeline for crew in state.blueprint.crews]
    opening = state.opening

    def finish(crew: int, minutes: float) -> float:
        return timelines[crew].finish(opening[crew], minutes)

    return finish


class Seat(Protocol):
    """Gives a step to somebody who is free, or puts it into the queue; ready since `asked`."""

    def __call__(self, now: float, case: int, step: int, asked: float | None = None) -> None:
        """Find a place."""


def seat(state: State) -> Seat:
    """Return what finds somebody for a step."""
    crews_of, queues_of, free, closes = state.crews_of, state.queues_of, state.free, state.closes
    work, heap, ranks = state.work, state.heap, state.ranks
    finish = overtime(state)

    def take_place(now: float, case: int, step: int, asked: float | None = None) -> None:
        ready = now if asked is None else asked
        for crew in crews_of[step]:
            if free[crew]:
                free[crew] -= 1
                end = now + work[step][case]
                if end > closes[crew]:
                    end = finish(crew, end - closes[crew])
                heappush(heap, (end, case, step, crew, ready, now))
                return
        queues_of[step][ranks[case]].append((ready, case, step))

    return take_place


def release(state: State, take_place: Seat) -> Callable[[float, int], None]:
    """Return what lets the waiting batch of a step go."""
    baskets, batch_wait, work, groups = state.baskets, state.batch_wait, state.work, state.groups
    steps = state.blueprint.scenario.steps

    def let_go(now: float, step: int) -> None:
        members, baskets[step] = baskets[step], []
        batch_wait[step] += sum(now - asked for _case, asked in members)
        batch = steps[step].batch
        if members and batch is not None and batch.is_joint:
            (case, asked), *others = members
            work[step][case] = max(work[step][each] for each, _asked in members)
            groups[case, step] = others
            members = [(case, asked)]
        for case, asked in members:
            take_place(now, case, step, asked)

    return let_go


def enter(state: State, take_place: Seat) -> Moment:
    """Return what takes a step that is due, past its rests: into a batch, a queue, or done."""
    let_go = release(state, take_place)
    sizes = [step.batch.size if step.batch else 0 for step in state.blueprint.scenario.steps]
    is_batched = [step.batch is not None for step in state.blueprint.scenario.steps]
    pools, baskets, heap, nobody = (
        state.blueprint.pool_of, state.baskets, state.heap, state.nobody,
    )  # fmt: skip

    def come_in(now: float, case: int, step: int) -> None:
        if is_batched[step]:
            baskets[step].append((case, now))
            if len(baskets[step]) == sizes[step]:
                let_go(now, step)
        elif pools[step] < 0:
            heappush(heap, (now, case, step, nobody, now, now))
        else:
            take_place(now, case, step)

    return come_in


def rest(state: State, come_in: Moment) -> Moment:
    """Return what holds a step back for its suspension (once) and its delay (every time)."""
    steps = state.blueprint.scenario.steps
    rests = [state.luck.rests(step) if is_slow(state, place) else None
             for place, step in enumerate(steps)]  # fmt: skip
    heap, pauses = state.heap, state.pauses

    def wait(now: float, case: int, step: int) -> None:
        times = rests[step]
        if times is None:
            come_in(now, case, step)
            return
        pause, delay = times[0][case], times[1][case]
        if pause:
            times[0][case] = 0.0
            pauses.append((case, now, now + pause))
        if pause or delay:
            heappush(heap, (now + pause + delay, case, step, WAKE, now, now))
        else:
            come_in(now, case, step)

    return wait


def is_slow(state: State, step: int) -> bool:
    """Tell whether a step may have to rest before anybody can take it."""
    activity = state.blueprint.scenario.steps[step]
    return activity.suspension is not None or activity.delay_calendar_days is not None


def is_plain(state: State, step: int) -> bool:
    """Tell whether a step that is due goes straight to somebody or into a queue."""
    activity = state.blueprint.scenario.steps[step]
    return not is_slow(state, step) and bool(activity.pool) and activity.batch is None
