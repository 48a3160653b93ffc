"""What a flow chart is drawn of, and what the wide and the narrow chart have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from onewindow.procedure.describe import describe
from onewindow.procedure.drawing import (
    Box,
    Difference,
    Drawing,
    Edge,
    Lane,
    Line,
    Mark,
    Point,
    Show,
    draw_edges,
)
from onewindow.procedure.model import Procedure
from onewindow.procedure.passages import Arrow
from onewindow.procedure.reading import Reading
from onewindow.procedure.step import Step


@dataclass(frozen=True)
class Subject:
    """A procedure, the names of its units and posts, its readers, and the states of a case.

    `wording` labels questions and choices, so that conditions can be told; `changes` are arrows
    that another version does not have.
    """

    procedure: Procedure
    names: Mapping[str, str]
    show: Show = Show.PUBLIC
    marks: Mapping[str, Mark] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[Arrow, Difference] = field(default_factory=dict)

    @cached_property
    def reading(self) -> Reading:
        """The steps and arrows in the order in which people read them."""
        return Reading.of(self.procedure)


class Chart:
    """One chart while it is being laid out."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.reading = subject.reading
        self.names, self.show, self.marks = subject.names, subject.show, subject.marks

    def box(
        self,
        step: Step,
        place: tuple[float, float, float, float],
        text: tuple[tuple[Line, ...], Point | None],
        badge: Point,
    ) -> Box:
        """Make the box of a step at x, y, width, height with its lines and its state's icon."""
        mark = self.marks.get(step.code)
        x, y, width, height = place
        lines, icon = text
        return Box(
            code=step.code,
            number=self.reading.numbers[step.code],
            kind=step.kind,
            title=step.name,
            x=x,
            y=y,
            width=width,
            height=height,
            lines=lines,
            badge=badge,
            is_optional=step.when is not None or step.is_optional,
            state=mark.state if mark else None,
            icon=icon if mark else None,
        )

    def edges(self, points: Callable[[Arrow], tuple[Point, ...]]) -> tuple[Edge, ...]:
        """Draw every arrow along the corners that `points` gives it."""
        return draw_edges(self.reading.arrows, points, self.marks, self.subject.changes)

    def drawing(
        self,
        size: tuple[float, float],
        boxes: tuple[Box, ...],
        edges: tuple[Edge, ...],
        *,
        lanes: tuple[Lane, ...] = (),
        labels: tuple[Line, ...] = (),
    ) -> Drawing:
        """Put the parts together and tell them in words."""
        subject = self.subject
        told = describe(
            subject.procedure,
            subject.names,
            show=subject.show,
            marks=subject.marks,
            wording=subject.wording,
        )
        return Drawing(*size, boxes, edges, lanes, labels, tuple(told))
