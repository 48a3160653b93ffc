"""Variants: the different orders in which cases ran."""

from collections import defaultdict
from dataclasses import dataclass

from onewindow.eventlog.fingerprints import PARTS
from onewindow.eventlog.flow import Flow
from onewindow.eventlog.measures.spread import Spread, read_spread, spread_of
from onewindow.eventlog.running import integer, rows

TOP = 50


@dataclass(frozen=True)
class Variant:
    """One order of activities: how many cases ran so, which share of all, how long they took."""

    activities: tuple[str, ...]
    count: int
    share: float
    example: str
    throughput: Spread | None


@dataclass(frozen=True)
class Variants:
    """How many there are, and the most frequent ones."""

    count: int
    once: int
    top: tuple[Variant, ...]


def variants(flow: Flow, *, top: int = TOP) -> Variants:
    """Count the variants and return the most frequent ones."""
    kinds = flow.kinds
    total = rows(
        kinds.aggregate(n=kinds.count(), cases=kinds.cases.sum(), once=(kinds.cases == 1).sum())
    )[0]
    # The order in which they are ranked is the same in every run.
    best = kinds.order_by(kinds.cases.desc(), "since_us", *PARTS).limit(top)
    some = flow.spans.join(best.select(*PARTS, chosen="example"), list(PARTS))
    named = some.join(flow.cases.table, some.case == flow.cases.table.number)
    lengths = named.group_by("chosen").aggregate(
        called=named.name.min(),
        **spread_of(named.ended_us - named.started_us, "throughput"),
    )
    joined = best.join(lengths, best.example == lengths.chosen)
    found = rows(joined.order_by(joined.cases.desc(), "since_us", *PARTS))
    orders = _orders(flow, [integer(row["example"]) for row in found])
    cases = integer(total["cases"])
    return Variants(
        count=integer(total["n"]),
        once=integer(total["once"]),
        top=tuple(
            Variant(
                activities=orders[integer(row["example"])],
                count=integer(row["cases"]),
                share=integer(row["cases"]) / cases,
                example=str(row["called"]),
                throughput=read_spread(row, "throughput"),
            )
            for row in found
        ),
    )


def _orders(flow: Flow, cases: list[int]) -> dict[int, tuple[str, ...]]:
    steps = flow.steps.filter(flow.steps.case.isin(cases)).select("case", "seq", "activity")
    names = flow.activities.by_number
    orders: dict[int, list[str]] = defaultdict(list)
    for row in rows(steps.order_by("case", "seq")):
        orders[integer(row["case"])].append(names[integer(row["activity"])])
    return {case: tuple(order) for case, order in orders.items()}
