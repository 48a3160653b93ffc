"""What follows when a step is done: the next ones, a correction, a way back, the end."""

from collections.abc import Callable, Iterator
from heapq import heappush

from onewindow.procedure.simulation.engine.seating import Dues, Moment
from onewindow.procedure.simulation.engine.state import WAKE, Entry, State
from onewindow.procedure.simulation.routes import Route, WayBack


def finish(state: State) -> Moment:
    """Return what ends a case and takes from the queues what nobody waits for any more."""
    after, blank, finished, routes = state.after, state.blank, state.finished, state.routes
    queues = [queue for pool in state.pool_queues for queue in pool.values()]
    baskets, stopped = state.baskets, state.stopped

    def end(now: float, case: int, _step: int) -> None:
        finished[case] = now
        state.left -= 1
        after[case] = blank
        route = routes[case]
        if not (route.has_quorum or (case in stopped and route.has_forks)):
            return
        for queue in queues:
            for each in [each for each in queue if each[1] == case]:
                queue.remove(each)
        for basket in baskets:
            basket[:] = [each for each in basket if each[0] != case]

    return end


def proceed(state: State, dues: Dues) -> Moment:
    """Return what counts a finished step down at those that wait for it."""
    after, unmet, width = state.after, state.unmet, state.width

    def go_on(now: float, case: int, step: int) -> None:
        for each in after[case][step]:
            place = case * width + each
            left = unmet[place] - 1
            unmet[place] = left
            if not left:
                dues[each](now, case, each)

    return go_on


def stop(state: State) -> Callable[[int, int], bool]:
    """Return what tells whether a case ends with this step (不予受理, 不予许可)."""
    stops = [each.stops for each in state.endings]

    def is_over(case: int, step: int) -> bool:
        flags = stops[step]
        if flags is None or not flags[case]:
            return False
        state.stopped.add(case)
        return True

    return is_over


def again(state: State) -> Callable[[int, int], int]:
    """Return what gives a step new work content and tells how often it has been repeated."""
    attempts, work, luck = state.attempts, state.work, state.luck

    def repeat(case: int, step: int) -> int:
        attempt = attempts.get((case, step), 0) + 1
        attempts[case, step] = attempt
        work[step][case] = luck.work(step, attempt)[case]
        return attempt

    return repeat


def correct(state: State, come_in: Moment) -> Callable[[float, int, int], bool]:
    """Return what lets the applicant mend something and the step be done again."""
    luck, heap, pauses = state.luck, state.heap, state.pauses
    steps = state.blueprint.scenario.steps
    left = [each.corrections for each in state.endings]
    repeat = again(state)

    def is_corrected(now: float, case: int, step: int) -> bool:
        times = left[step]
        if times is None or not times[case]:
            return False
        times[case] -= 1
        attempt = repeat(case, step)
        minutes = luck.applicant(steps[step], attempt)[case]
        if minutes:
            pauses.append((case, now, now + minutes))
            heappush(heap, (now + minutes, case, step, WAKE, now, now))
        else:
            come_in(now, case, step)
        return True

    return is_corrected


def send_back(state: State, dues: Dues) -> Callable[[float, int, int], bool]:
    """Return what sends a case back to an earlier step.

    While a case is being sent back, another step that wants the same is only done again itself.
    """
    steps, number = state.blueprint.scenario.steps, state.blueprint.number
    left = [each.reworks for each in state.endings]
    targets = [number[step.rework.to] if step.rework else -1 for step in steps]
    after, unmet, width, repeat = state.after, state.unmet, state.width, again(state)
    way = ways_back()

    def is_sent_back(now: float, case: int, step: int) -> bool:
        times = left[step]
        if times is None or not times[case]:
            if state.sent_back.get(case) == step:
                del state.sent_back[case]
                after[case] = state.routes[case].after
            return False
        times[case] -= 1
        back = way(state.routes[case], step, targets[step])
        if state.sent_back.setdefault(case, step) != step:
            back = way(state.routes[case], step, step)
        else:
            after[case] = back.after
        for each, need in zip(back.steps, back.unmet, strict=True):
            unmet[case * width + each] = need
            repeat(case, each)
        for each, need in zip(back.steps, back.unmet, strict=True):
            if not need:
                dues[each](now, case, each)
        return True

    return is_sent_back


def ways_back() -> Callable[[Route, int, int], WayBack]:
    """Return what finds the way back of a route, each only once."""
    known: dict[tuple[frozenset[str], int, int], WayBack] = {}

    def find(route: Route, step: int, to: int) -> WayBack:
        key = (route.taken, step, to)
        if key not in known:
            known[key] = route.way_back(step, to)
        return known[key]

    return find


def conclude(state: State, dues: Dues, come_in: Moment) -> Callable[[Entry], None]:
    """Return what judges a finished step that may have another ending than the next step."""
    after, blank, groups, log = state.after, state.blank, state.groups, state.log
    is_over, end = stop(state), finish(state)
    is_corrected, is_sent_back = correct(state, come_in), send_back(state, dues)
    go_on = proceed(state, dues)

    def members(entry: Entry) -> Iterator[int]:
        now, case, step, _crew, _asked, begun = entry
        yield case
        for other, asked in groups.pop((case, step), ()):
            log.append((now, other, step, state.nobody, asked, begun))
            yield other

    def judge(entry: Entry) -> None:
        now, step = entry[0], entry[2]
        for case in members(entry):
            if after[case] is blank:
                continue
            if is_over(case, step):
                end(now, case, step)
            elif not is_corrected(now, case, step) and not is_sent_back(now, case, step):
                go_on(now, case, step)

    return judge
