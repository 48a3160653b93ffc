"""Take the circles out of a sketch, and the ways that only end it; put the rest in order."""

from collections.abc import Iterator
from dataclasses import dataclass

from onewindow.procedure.bpmn.sketch import Role, Sketch, Way


@dataclass(frozen=True)
class Unwound:
    """The nodes in an order in which every way leads forward, and the ways back."""

    order: tuple[str, ...]
    before: dict[str, list[Way]]
    after: dict[str, list[Way]]
    back: tuple[Way, ...]


def unwind(sketch: Sketch) -> Unwound:
    """Find the ways back from the starts on; leave out, with a note, what no start leads to."""
    starts = _starts(sketch)
    back, seen = _ways_back(sketch, starts)
    for node in sketch.roles:
        if node not in seen and sketch.roles[node] is Role.TASK:
            name = sketch.names[node] or node
            sketch.note(node, f"从开始走不到“{name}”（没有连线，或只在异常时走到），没有取入。")
    for way in back:
        names = [sketch.names[each] or each for each in (way.source, way.target)]
        sketch.note(way.id, f"往回的连线（“{names[0]}”到“{names[1]}”）取作“可以退回”，不再是连线。")
    ways = [way for way in sketch.ways if way.source in seen and way not in back]
    ways = list(_without_returns(sketch, ways))
    ways = list(_without_ends(sketch, ways))
    seen = _reached(starts, ways)
    ways = [way for way in ways if way.source in seen]
    before: dict[str, list[Way]] = {node: [] for node in sketch.roles if node in seen}
    after: dict[str, list[Way]] = {node: [] for node in before}
    for way in ways:
        before[way.target].append(way)
        after[way.source].append(way)
    return Unwound(_in_order(before, after), before, after, tuple(back))


def _starts(sketch: Sketch) -> list[str]:
    entered = {way.target for way in sketch.ways}
    free = [node for node in sketch.roles if node not in entered]
    begun = [node for node in free if sketch.roles[node] is Role.THROUGH]
    return begun or free or [next(iter(sketch.roles))]


def _ways_back(sketch: Sketch, starts: list[str]) -> tuple[list[Way], set[str]]:
    """Walk in depth; a way to a node that is still being walked leads back."""
    back: list[Way] = []
    seen: set[str] = set()
    for start in starts:
        if start in seen:
            continue
        walked = [start]
        seen.add(start)
        left = [iter(sketch.outgoing(start))]
        while left:
            way = next(left[-1], None)
            if way is None:
                left.pop()
                walked.pop()
            elif way.target in walked:
                back.append(way)
            elif way.target not in seen:
                seen.add(way.target)
                walked.append(way.target)
                left.append(iter(sketch.outgoing(way.target)))
    return back, seen


def _without_returns(sketch: Sketch, ways: list[Way]) -> Iterator[Way]:
    """Leave out the choices after which a case only goes back: the system does that by itself."""
    forward = _leading_to(_ends(sketch), ways)
    left_out: set[str] = set()
    for way in ways:
        others = [each for each in ways if each.source == way.source]
        is_choice = sketch.roles[way.source] is Role.CHOICE and len(others) > 1
        if is_choice and way.target not in forward:
            left_out |= _reached([way.target], ways)
        else:
            yield way
    for node in sketch.roles:
        if node in left_out and sketch.roles[node] is Role.TASK:
            name = sketch.names[node] or node
            sketch.note(node, f"“{name}”只在退回时办理，没有取入：补正和退回由系统办理。")


def _ends(sketch: Sketch) -> set[str]:
    leaving = {way.source for way in sketch.ways}
    return {node for node in sketch.roles if node not in leaving}


def _reached(starts: list[str], ways: list[Way]) -> set[str]:
    found = set(starts)
    while more := {way.target for way in ways if way.source in found} - found:
        found |= more
    return found


def _without_ends(sketch: Sketch, ways: list[Way]) -> Iterator[Way]:
    """Leave out the choices that lead to an end without another task."""
    busy = _leading_to({n for n, role in sketch.roles.items() if role is Role.TASK}, ways)
    for way in ways:
        others = [each for each in ways if each.source == way.source]
        is_choice = sketch.roles[way.source] is Role.CHOICE and len(others) > 1
        if is_choice and way.target not in busy and any(o.target in busy for o in others):
            where = sketch.names[way.source] or way.source
            sketch.note(
                way.id,
                f"“{where}”处提前结束的一路（{way.label or '未写条件'}）没有取入："
                "不予受理、不予许可等由系统按受理和决定的结果办理。",
            )
        else:
            yield way


def _leading_to(goals: set[str], ways: list[Way]) -> set[str]:
    found = set(goals)
    while more := {way.source for way in ways if way.target in found} - found:
        found |= more
    return found


def _in_order(before: dict[str, list[Way]], after: dict[str, list[Way]]) -> tuple[str, ...]:
    waiting = {node: len(ways) for node, ways in before.items()}
    free = [node for node in reversed(before) if not waiting[node]]
    order = []
    while free:
        node = free.pop()
        order.append(node)
        for way in reversed(after[node]):
            waiting[way.target] -= 1
            if not waiting[way.target]:
                free.append(way.target)
    return tuple(order)
