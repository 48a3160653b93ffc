"""Charts of a diagnosis as the printed report draws them."""

from onewindow.desk.lab.plates import Plate
from onewindow.desk.lab.plots import Stack
from onewindow.documents.reports import ReportBar, ReportChart

# The place of each kind in the report's colours.
INKS = (
    "batching", "contention", "priority", "unavailability", "other", "kept", "late", "handed",
)  # fmt: skip


def printed(plate: Plate) -> ReportChart:
    """Return a chart of bars for the report."""
    drawn = plate.stacks
    return ReportChart(
        plate.title,
        plate.said,
        [(INKS.index(kind), said) for kind, said in plate.legend],
        [_bar(each, drawn.width) for each in drawn.stacks] if drawn else [],
    )


def _bar(stack: Stack, width: float) -> ReportBar:
    parts = [(INKS.index(each.kind), round(1000 * each.width / width)) for each in stack.pieces]
    return ReportBar(stack.label, stack.value, parts)
