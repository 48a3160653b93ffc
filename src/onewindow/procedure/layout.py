"""The wide flow chart: a lane for each unit, time from left to right."""

from math import ceil

from onewindow.procedure.cards import SMALL_SIZE, Card, card_of
from onewindow.procedure.charting import Chart, Subject
from onewindow.procedure.drawing import Box, Drawing, Lane, Line
from onewindow.procedure.raster import Raster
from onewindow.procedure.wording import text_width, wrap

# Widths that the style sheet knows: a chart shows wherever there is that much room.
WIDTHS = (560, 640, 744, 832, 960, 1088, 1216, 1344)

NAME_ROOM = 92.0
LONG_NAME = 12
LONG_NAME_ROOM = 152.0
LABEL_ROOM = 98.0
LABEL_PADDING = 12.0
EDGE_SPACE = 16.0
LINE_HEIGHT = 20.0


class _Wide(Chart):
    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self.cards: dict[str, Card] = {
            step.code: card_of(
                step,
                self.names,
                self.show,
                self.marks.get(step.code),
                room=LONG_NAME_ROOM if len(step.name) > LONG_NAME else NAME_ROOM,
            )
            for step in self.reading.steps
        }
        units = {step.code: step.unit for step in self.reading.steps}
        room = {code: (ceil(card.width), card.height) for code, card in self.cards.items()}
        self.raster = Raster(self.reading.needs, units, room)
        self.labels = {
            unit: wrap(self.names.get(unit, unit), SMALL_SIZE, LABEL_ROOM)
            for unit in self.raster.grid.units
        }
        self._set_width()

    def _set_width(self) -> None:
        """Spread what is left up to a known width."""
        label = max(
            text_width(line, SMALL_SIZE) for lines in self.labels.values() for line in lines
        )
        self.label_width = ceil(label + 2 * LABEL_PADDING)
        needed = self.label_width + 2 * EDGE_SPACE + self.raster.width
        self.width = next((width for width in WIDTHS if width >= needed), needed)
        spare = (self.width - needed) // (2 * self.raster.grid.columns)
        self.raster.place(self.label_width + EDGE_SPACE + spare, 2 * spare)

    def boxes(self) -> tuple[Box, ...]:
        """Set every step into its cell."""
        result = []
        for step in self.reading.steps:
            cell = self.raster.cell(step.code)
            x, y, width, height = cell
            text = self.cards[step.code].lines(x + width / 2, y, height)
            result.append(self.box(step, cell, text, (x, y)))
        return tuple(result)

    def lanes(self) -> tuple[Lane, ...]:
        """Draw the rows of every unit with its name."""
        result = []
        top = 0.0
        for number, unit in enumerate(self.raster.grid.units):
            bottom = self.raster.lane_bottom[number]
            lines = self.labels[unit]
            first = (top + bottom) / 2 - len(lines) * LINE_HEIGHT / 2 + 15
            texts = (
                Line(LABEL_PADDING, first + place * LINE_HEIGHT, text, "unit")
                for place, text in enumerate(lines)
            )
            result.append(
                Lane(top, bottom - top, self.label_width, tuple(texts), is_odd=number % 2 == 0)
            )
            top = bottom
        return tuple(result)


def layout(subject: Subject) -> Drawing:
    """Lay out the wide chart."""
    chart = _Wide(subject)
    return chart.drawing(
        (chart.width, chart.raster.height),
        chart.boxes(),
        chart.edges(chart.raster.points),
        lanes=chart.lanes(),
    )
