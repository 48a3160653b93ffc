"""The loop: the next thing that ends, who did it takes the next, what follows becomes due."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from heapq import heappop, heappush, heapreplace

from onewindow.procedure.simulation.blueprint import Switch
from onewindow.procedure.simulation.engine.leaving import conclude, finish
from onewindow.procedure.simulation.engine.roster import Roster
from onewindow.procedure.simulation.engine.seating import (
    Dues,
    Moment,
    Seat,
    enter,
    is_plain,
    overtime,
    release,
    rest,
    seat,
)
from onewindow.procedure.simulation.engine.state import NEVER, WAKE, Entry, State

NOBODY_MORE = (0, NEVER)


class Cancelled(Exception):
    """Somebody stopped the simulation."""


def play(state: State, is_cancelled: Callable[[], bool]) -> None:
    """Run from the first arrival until every case is finished, or patience is at its end.

    At one moment the clock's own switches come first, then arrivals, then what ends.
    """
    take_place = seat(state)
    come_in = enter(state, take_place)
    dues = become_due(state, take_place, come_in)
    run = runner(state, dues, conclude(state, dues, come_in), wakes(state, come_in))
    turn, arrive = turning(state, take_place), arrival(state, dues)
    arrivals = iter(enumerate(state.luck.arrived.tolist()))
    case, next_arrival = next(arrivals, NOBODY_MORE)
    with uncollected():
        for at, switch, which in state.blueprint.switches:
            while next_arrival < at:
                run(next_arrival)
                arrive(next_arrival, case)
                case, next_arrival = next(arrivals, NOBODY_MORE)
            run(at)
            turn(at, switch, which)
            if not state.left or is_cancelled():
                break
    # What somebody is still at when nobody waits for it any more is work all the same.
    state.log += sorted(each for each in state.heap if each[3] != WAKE and each[0] < NEVER)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking the record again and again: it holds no circles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def turning(state: State, take_place: Seat) -> Callable[[float, Switch, int], None]:
    """Return what the clock itself does."""
    let_go, roster = release(state, take_place), Roster(state)

    def turn(now: float, switch: Switch, which: int) -> None:
        if switch is Switch.CLOSE:
            roster.close(which)
        elif switch is Switch.OPEN:
            roster.open(now, which)
        elif switch is Switch.RELEASE:
            let_go(now, which)

    return turn


def arrival(state: State, dues: Dues) -> Callable[[float, int], None]:
    """Return what begins a case."""
    routes, heap, is_instant = state.routes, state.heap, state.luck.is_instant
    instant = state.blueprint.scenario.instant
    minutes = instant.minutes if instant else 0.0

    def arrive(now: float, case: int) -> None:
        for each in routes[case].first:
            if minutes and is_instant[case]:
                heappush(heap, (now + minutes, case, each, WAKE, now, now))
            else:
                dues[each](now, case, each)

    return arrive


def become_due(state: State, take_place: Seat, come_in: Moment) -> Dues:
    """Return what happens to each step that waits for nothing more, and to a case at its end."""
    wait = rest(state, come_in)
    return [
        *(take_place if is_plain(state, step) else wait for step in range(state.end)),
        finish(state),
    ]


def wakes(state: State, come_in: Moment) -> Callable[[Entry], None]:
    """Return what goes on after a rest, if the case still does."""
    after, blank, last, end = state.after, state.blank, state.end, finish(state)

    def wake(entry: Entry) -> None:
        now, case, step, _crew, _asked, _begun = entry
        if step == last:
            end(now, case, step)
        elif after[case] is not blank:
            come_in(now, case, step)

    return wake


def runner(
    state: State, dues: Dues, judge: Callable[[Entry], None], come_back: Callable[[Entry], None]
) -> Callable[[float], None]:
    """Return what runs everything that ends before a time. The hot loop: few calls, no lookups.

    Whoever is free takes the next before what follows becomes due: it was there first.
    """
    heap, record, width, late = state.heap, state.log.append, state.width, overtime(state)
    served, free, work, closes = state.served, state.free, state.work, state.closes
    after, unmet, odd = state.after, state.unmet, [each.is_odd for each in state.endings]

    def run(until: float) -> None:
        while heap[0][0] < until:
            now, case, step, crew, _, _ = entry = heap[0]
            if crew == WAKE:
                come_back(heappop(heap))
                continue
            record(entry)
            for queue in served[crew]:
                if queue:
                    asked, other, task = queue.popleft()
                    end = now + work[task][other]
                    if end > closes[crew]:
                        end = late(crew, end - closes[crew])
                    heapreplace(heap, (end, other, task, crew, asked, now))
                    break
            else:
                heappop(heap)
                free[crew] += 1
            if (flags := odd[step]) and flags[case]:
                judge(entry)
                continue
            for each in after[case][step]:
                place = case * width + each
                unmet[place] = left = unmet[place] - 1
                if not left:
                    dues[each](now, case, each)

    return run
