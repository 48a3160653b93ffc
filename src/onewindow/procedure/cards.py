"""The text inside the box of a step: its lines, how large they are, and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from onewindow.procedure.drawing import Difference, Line, Mark, Point, Show
from onewindow.procedure.step import JoinRule, Step
from onewindow.procedure.wording import (
    ON_CALL,
    OPTIONAL,
    limit_words,
    rule_words,
    text_width,
    wrap,
)

NAME_SIZE = 15.0
SMALL_SIZE = 14.0
NAME_STEP = 20.0
SMALL_STEP = 20.0
PADDING_X = 7.0
PADDING_Y = 9.0
ICON = 14.0
ICON_GAP = 5.0


@dataclass(frozen=True)
class Card:
    """What is written in a box, top to bottom; the last small line may carry the state's icon."""

    name: tuple[str, ...]
    small: tuple[str, ...]
    has_icon: bool

    @property
    def width(self) -> float:
        """The width the text needs, padding included."""
        widths = [text_width(line, NAME_SIZE) for line in self.name]
        widths += [text_width(line, SMALL_SIZE) for line in self.small]
        if self.has_icon:
            widths[-1] += ICON + ICON_GAP
        return max(widths) + 2 * PADDING_X

    @property
    def height(self) -> float:
        """The height the text needs, padding included."""
        return len(self.name) * NAME_STEP + len(self.small) * SMALL_STEP + 2 * PADDING_Y

    def lines(self, x: float, y: float, height: float) -> tuple[tuple[Line, ...], Point | None]:
        """Set the lines around the middle `x` of a box that starts at `y`; place the icon."""
        top = y + (height - self.height) / 2 + PADDING_Y
        result = [
            Line(x, top + number * NAME_STEP + 15, text) for number, text in enumerate(self.name)
        ]
        top += len(self.name) * NAME_STEP
        for number, text in enumerate(self.small):
            result.append(Line(x, top + number * SMALL_STEP + 15, text, "small"))
        if not self.has_icon:
            return tuple(result), None
        last = result[-1]
        width = text_width(last.text, SMALL_SIZE) + ICON + ICON_GAP
        start = x - width / 2 + ICON + ICON_GAP
        moved = Line(start + (width - ICON - ICON_GAP) / 2, last.y, last.text, "state")
        return (*result[:-1], moved), (x - width / 2, last.y - 12)


def card_of(
    step: Step, names: Mapping[str, str], show: Show, mark: Mark | None, *, room: float
) -> Card:
    """Choose the words of a step's box; `room` is how wide a line of its name may become."""
    small: list[str] = []
    if show is Show.INTERNAL and step.post:
        small += wrap(names.get(step.post, step.post), SMALL_SIZE, room)
    if step.when is not None:
        small.append(OPTIONAL)
    if step.is_optional:
        small.append(ON_CALL)
    if step.join_rule is not JoinRule.ALL:
        small += wrap(rule_words(step), SMALL_SIZE, room)
    if mark is None or isinstance(mark.state, Difference):
        small.append(limit_words(step))
    if mark is not None:
        small.append(mark.words)
    return Card(wrap(step.name, NAME_SIZE, room, 3), tuple(small), mark is not None)
