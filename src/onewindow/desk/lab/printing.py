"""Charts of a diagnosis as the printed report draws them."""

from collections.abc import Sequence

from onewindow.desk.lab.plates import Plate
from onewindow.desk.lab.plots import Stack
from onewindow.documents.reports import ReportBar, ReportChart

# The place of each kind in the report's colours.
INKS = (
    "batching", "contention", "priority", "unavailability", "other", "kept", "late", "handed",
)  # fmt: skip
MOST = 6


def printed(plate: Plate) -> ReportChart:
    """Return a chart of bars for the report: the first, and the worst of the others."""
    drawn = plate.stacks
    return ReportChart(
        plate.title,
        plate.said,
        [(INKS.index(kind), said) for kind, said in plate.legend],
        [_bar(each, drawn.width) for each in _worst(drawn.stacks)] if drawn else [],
    )


def _worst(bars: Sequence[Stack]) -> list[Stack]:
    """Keep the order; where something was late, those that were late most."""
    late = sorted(bars[1:], key=lambda bar: -sum(p.width for p in bar.pieces if p.kind == "late"))
    kept = {id(bar) for bar in (*bars[:1], *late[: MOST - 1])}
    return [bar for bar in bars if id(bar) in kept]


def _bar(stack: Stack, width: float) -> ReportBar:
    parts = [(INKS.index(each.kind), round(1000 * each.width / width)) for each in stack.pieces]
    return ReportBar(stack.label, stack.value, parts)
