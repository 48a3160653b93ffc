"""Reports for the leadership, printed by the templates of this folder."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from onewindow.documents.typesetting import typeset

_TEMPLATES = Path(__file__).resolve().parent


@dataclass(frozen=True)
class ReportFigure:
    """A figure before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ReportTable:
    """A table with a title and a line below; `widths` are shares of the line."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    note: str = ""


@dataclass(frozen=True)
class ReportBar:
    """A bar of parts: the number of a colour and the thousandths of the width of each."""

    label: str
    value: str
    parts: Sequence[tuple[int, int]]


@dataclass(frozen=True)
class ReportChart:
    """Bars below one another, with one sentence that says what they show, and their colours."""

    title: str
    said: str
    legend: Sequence[tuple[int, str]]
    bars: Sequence[ReportBar]


@dataclass(frozen=True)
class Report:
    """What a report says, everything in words."""

    kind: str
    title: str
    about: str
    figures: Sequence[ReportFigure]
    summary: Sequence[str]
    charts: Sequence[ReportChart]
    tables: Sequence[ReportTable]
    printed: str
    is_sample: bool

    def content(self) -> Mapping[str, object]:
        """Return it for the template."""
        return asdict(self)


def render_report(report: Report, *, on: date) -> bytes:
    """Return a report as PDF/A; raise MissingGlyph, PrintFailed."""
    return typeset(_TEMPLATES / "redesign.typ", report.content(), on=on)
