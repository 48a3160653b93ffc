"""The loop: the next thing that ends, who did it takes the next, what follows becomes due."""

from collections.abc import Callable
from heapq import heappop, heapreplace

from onewindow.procedure.simulation.blueprint import Switch
from onewindow.procedure.simulation.engine.leaving import conclude, finish
from onewindow.procedure.simulation.engine.roster import Roster
from onewindow.procedure.simulation.engine.seating import (
    Moment,
    Seat,
    enter,
    is_plain,
    overtime,
    release,
    rest,
    seat,
)
from onewindow.procedure.simulation.engine.state import WAKE, Entry, State


class Cancelled(Exception):
    """Somebody stopped the simulation."""


def play(state: State, is_cancelled: Callable[[], bool]) -> None:
    """Run from the first arrival until every case is finished, or patience is at its end.

    At one moment the clock's own switches come first, then arrivals, then what ends.
    """
    take_place = seat(state)
    come_in = enter(state, take_place)
    due = becomes_due(state, take_place, come_in)
    run = runner(state, due, conclude(state, due, come_in), wakes(state, come_in))
    let_go, roster, arrive = release(state, take_place), Roster(state), arrival(state, due)
    arrivals = iter(enumerate(state.luck.arrived.tolist()))
    case, next_arrival = next(arrivals, (0, float("inf")))
    for at, switch, which in state.blueprint.switches:
        while next_arrival < at:
            run(next_arrival)
            arrive(next_arrival, case)
            case, next_arrival = next(arrivals, (0, float("inf")))
        run(at)
        if switch is Switch.CLOSE:
            roster.close(which)
        elif switch is Switch.OPEN:
            roster.open(at, which)
        elif switch is Switch.RELEASE:
            let_go(at, which)
        if not state.left or is_cancelled():
            break


def arrival(state: State, due: Moment) -> Callable[[float, int], None]:
    """Return what begins a case."""
    routes, is_instant = state.routes, state.luck.is_instant
    instant = state.blueprint.scenario.instant
    minutes = instant.minutes if instant else 0.0

    def arrive(now: float, case: int) -> None:
        moment = now + minutes if minutes and is_instant[case] else now
        for each in routes[case].first:
            due(moment, case, each)

    return arrive


def becomes_due(state: State, take_place: Seat, come_in: Moment) -> Moment:
    """Return what a step that waits for nothing more does: rest, come in, or end the case."""
    wait, end = rest(state, come_in), finish(state)
    last = state.end
    plain = [is_plain(state, step) for step in range(last)] + [False]

    def due(now: float, case: int, step: int) -> None:
        if plain[step]:
            take_place(now, case, step, now)
        elif step == last:
            end(now, case)
        else:
            wait(now, case, step)

    return due


def wakes(state: State, come_in: Moment) -> Callable[[Entry], None]:
    """Return what goes on after a rest, if the case still does."""
    after, blank = state.after, state.blank

    def wake(entry: Entry) -> None:
        now, case, step, _crew, _asked, _begun = entry
        if after[case] is not blank:
            come_in(now, case, step)

    return wake


def runner(
    state: State, due: Moment, judge: Callable[[Entry], None], come_back: Callable[[Entry], None]
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
                    _, asked, other, task = heappop(queue)
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
                    due(now, case, each)

    return run
