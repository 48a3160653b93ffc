"""The same figures by plain loops over lists: slow, and too simple to be wrong in the same way."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise


@dataclass(frozen=True)
class Row:
    case: str
    activity: str
    at: datetime
    who: str


@dataclass(frozen=True)
class Figures:
    cases: int
    events: int
    variants: Counter[tuple[str, ...]]
    starts: Counter[str]
    ends: Counter[str]
    waits: dict[tuple[str, str], dict[str, float]]
    handed: Counter[tuple[str, str]]
    durations: dict[str, float]
    reworked: Counter[str]
    rework_cases: int
    rework_events: int
    self_loops: int
    hours: Counter[tuple[int, int]]
    arrivals: Counter[int]


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def spread(values: Sequence[float]) -> dict[str, float]:
    return {
        "count": len(values),
        "mean": sum(values) / len(values),
        "p50": quantile(values, 0.5),
        "p80": quantile(values, 0.8),
        "p95": quantile(values, 0.95),
        "min": min(values),
        "max": max(values),
    }


def traces(rows: Sequence[Row]) -> dict[str, list[Row]]:
    cases: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        cases[row.case].append(row)
    return {case: sorted(events, key=lambda row: row.at) for case, events in cases.items()}


def figures(rows: Sequence[Row]) -> Figures:
    cases = traces(rows).values()
    waits: dict[tuple[str, str], list[float]] = defaultdict(list)
    handed: Counter[tuple[str, str]] = Counter()
    for events in cases:
        for one, other in pairwise(events):
            waits[one.activity, other.activity].append((other.at - one.at).total_seconds())
            handed[one.who, other.who] += 1
    times = [Counter(row.activity for row in events) for events in cases]
    return Figures(
        cases=len(cases),
        events=len(rows),
        variants=Counter(tuple(row.activity for row in events) for events in cases),
        starts=Counter(events[0].activity for events in cases),
        ends=Counter(events[-1].activity for events in cases),
        waits={pair: spread(values) for pair, values in waits.items()},
        handed=handed,
        durations=spread([(e[-1].at - e[0].at).total_seconds() for e in cases]),
        reworked=Counter(name for each in times for name, n in each.items() if n > 1),
        rework_cases=sum(any(n > 1 for n in each.values()) for each in times),
        rework_events=sum(n - 1 for each in times for n in each.values()),
        self_loops=sum(
            one.activity == other.activity for events in cases for one, other in pairwise(events)
        ),
        hours=Counter((row.at.weekday(), row.at.hour) for row in rows),
        arrivals=Counter(events[0].at.hour for events in cases),
    )
