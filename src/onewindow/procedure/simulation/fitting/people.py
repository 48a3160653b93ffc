"""Pools and staff from who did what."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onewindow.procedure.simulation.fitting.hours import Rosters
from onewindow.procedure.simulation.fitting.report import Report
from onewindow.procedure.simulation.fitting.working import Piece
from onewindow.procedure.simulation.model import Staff
from onewindow.procedure.step import Step

# Pools in the order of preference, and the roster.
Line = tuple[tuple[str, ...], str]
# Steps done by mostly the same people share a pool.
ALIKE = 0.5
# Who did this little of a pool's work only helped out once.
RARELY = 0.05
SENSIBLY_BUSY = 0.7


def fit_people(
    steps: Sequence[Step],
    pieces: Sequence[Piece],
    rosters: Rosters,
    open_minutes: float,
    report: Report,
) -> tuple[dict[str, str], tuple[Staff, ...]]:
    """Return the pool of each step that somebody works on, and who serves the pools."""
    done: dict[str, Counter[str]] = defaultdict(Counter)
    for piece in pieces:
        if piece.run.resource:
            done[piece.run.step][piece.run.resource] += 1
    pools = _pools([step.code for step in steps if done[step.code]], done)
    names = pool_names(steps, pools)
    staff = [
        replace(line, name="；".join(names[pool] for pool in line.pools))
        for line in _known(pools, done, pieces, rosters, report)
    ]
    for step in steps:
        work = sum(piece.work for piece in pieces if piece.run.step == step.code)
        if step.code not in pools and work > 0:
            pools[step.code] = step.code
            busy = work / open_minutes if open_minutes else 0.0
            count = max(math.ceil(busy / SENSIBLY_BUSY), 1)
            name = f"{step.name}（推算）"
            staff.append(Staff((step.code,), count, name, rosters.code("")))
            report.assumed(step.code, f"“{step.name}”没有记录由谁办，按忙碌七成推算要 {count} 人。")
    return pools, tuple(staff)


def pool_names(steps: Sequence[Step], pools: Mapping[str, str]) -> dict[str, str]:
    """Name each pool after the steps it does."""
    names: dict[str, list[str]] = defaultdict(list)
    for step in steps:
        if step.code in pools:
            names[pools[step.code]].append(step.name or step.code)
    return {pool: "、".join(own) for pool, own in names.items()}


def _pools(codes: list[str], done: Mapping[str, Counter[str]]) -> dict[str, str]:
    pool = {code: code for code in codes}
    for place, code in enumerate(codes):
        for other in codes[:place]:
            one, two = done[code], done[other]
            shared = sum((one & two).values())
            if shared >= ALIKE * min(one.total(), two.total()) and set(one) & set(two):
                people = len(set(one) & set(two)) / len(set(one) | set(two))
                if people >= ALIKE:
                    joined, kept = pool[code], pool[other]
                    pool = {each: kept if own == joined else own for each, own in pool.items()}
    return pool


def _known(
    pools: Mapping[str, str],
    done: Mapping[str, Counter[str]],
    pieces: Sequence[Piece],
    rosters: Rosters,
    report: Report,
) -> list[Staff]:
    """Return the people of the log; alike ones on one line, who was there half the time as half."""
    served: dict[str, Counter[str]] = defaultdict(Counter)
    for code, pool in pools.items():
        for person, runs in done[code].items():
            served[person][pool] += runs
    total = sum(served.values(), Counter[str]())
    there = _presence(pieces)
    lines: dict[Line, float] = defaultdict(float)
    people: Counter[Line] = Counter()
    for person, own_runs in served.items():
        own = tuple(pool for pool, n in own_runs.most_common() if n >= RARELY * total[pool])
        if own:
            lines[own, rosters.code(person)] += there[person]
            people[own, rosters.code(person)] += 1
    for pool in total:
        if not any(pool in own for own, _roster in lines):
            lines[(pool,), rosters.code("")] = 1.0
    report.found("staff", f"记录里有 {len(served)} 人，分成 {len(lines)} 组。", total.total())
    for (own, roster), share in lines.items():
        if round(share) < people[own, roster]:
            report.assumed(
                "、".join(own),
                f"{people[own, roster]} 人各只在一部分时间里出现，合 {max(round(share), 1)} 人。",
            )
    return [
        Staff(own, max(round(share), 1), calendar=roster) for (own, roster), share in lines.items()
    ]


def _presence(pieces: Sequence[Piece]) -> dict[str, float]:
    """Return for what share of the whole time each person was there: from first to last run."""
    spans: dict[str, tuple[float, float]] = {}
    for piece in pieces:
        first, last = spans.get(piece.run.resource, (piece.begun, piece.ended))
        spans[piece.run.resource] = (min(first, piece.begun), max(last, piece.ended))
    whole = max(last for _, last in spans.values()) - min(first for first, _ in spans.values())
    return {
        person: min(1.0, 1.1 * (last - first) / whole) if whole else 1.0
        for person, (first, last) in spans.items()
    }
