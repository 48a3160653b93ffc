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
    best = kinds.order_by(kinds.cases.desc(), kinds.example).limit(top)
    some = flow.spans.join(best.select(*PARTS, "example"), list(PARTS))
    lengths = some.group_by("example").aggregate(
        **spread_of(some.ended_us - some.started_us, "throughput")
    )
    found = rows(best.join(lengths, "example").order_by(lambda t: t.cases.desc(), "example"))
    examples = [integer(row["example"]) for row in found]
    orders, called = _orders(flow, examples), _called(flow, examples)
    cases = integer(total["cases"])
    return Variants(
        count=integer(total["n"]),
        once=integer(total["once"]),
        top=tuple(
            Variant(
                activities=orders[integer(row["example"])],
                count=integer(row["cases"]),
                share=integer(row["cases"]) / cases,
                example=called[integer(row["example"])],
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


def _called(flow: Flow, cases: list[int]) -> dict[int, str]:
    table = flow.cases.table
    found = rows(table.filter(table.number.isin(cases)))
    return {integer(row["number"]): str(row["name"]) for row in found}
