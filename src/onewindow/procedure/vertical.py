"""The narrow flow chart for phones: steps below each other, forks left, joins right."""

from collections.abc import Mapping
from dataclasses import dataclass

from onewindow.procedure.cards import NAME_SIZE, SMALL_SIZE
from onewindow.procedure.charting import Chart, Subject
from onewindow.procedure.describe import together
from onewindow.procedure.drawing import Box, Drawing, Line, Point, Show, StepState, straighten
from onewindow.procedure.passages import Arrow
from onewindow.procedure.step import Step
from onewindow.procedure.wording import OPTIONAL, limit_words, unit_name, wrap

# Fits a card on a phone 390 pixels wide without being scaled down.
WIDTH = 312.0
GAP = 24.0
LABEL_GAP = 22.0
SIDE = 10.0
STUB = 17.0
TRACK = 12.0
LINE_HEIGHT = 21.0
PADDING = 10.0
TEXT_LEFT = 42.0
ICON_ROOM = 19.0
PORT_SHIFT = 9.0


@dataclass(frozen=True)
class _Net:
    """The arrows of one fork or one join: they share a line beside the boxes."""

    arrows: tuple[Arrow, ...]
    top: float
    bottom: float


class _Tall(Chart):
    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self._sort_arrows()
        self.left = self._side(len(self.forks))
        self.right = self._side(len(self.joins))
        self._stack()
        self.fork_tracks = self._tracks(self.forks, is_fork=True)
        self.join_tracks = self._tracks(self.joins, is_fork=False)
        self._narrow()

    def _sort_arrows(self) -> None:
        """Tell straight arrows from those of forks (by source) and joins (by target)."""
        arrows = self.reading.arrows
        place = self.reading.numbers
        leaving = [source for source, _ in arrows]
        entering = [target for _, target in arrows]
        self.straight: list[Arrow] = []
        self.forks: dict[str, list[Arrow]] = {}
        self.joins: dict[str, list[Arrow]] = {}
        for source, target in arrows:
            is_next = place[target] == place[source] + 1
            if is_next and leaving.count(source) == entering.count(target) == 1:
                self.straight.append((source, target))
            elif leaving.count(source) > 1:
                self.forks.setdefault(source, []).append((source, target))
            else:
                self.joins.setdefault(target, []).append((source, target))

    @staticmethod
    def _side(tracks: int) -> float:
        return STUB + TRACK * (tracks - 1) + 3 if tracks else SIDE

    def _stack(self) -> None:
        """Put the boxes below each other; a group that runs together gets a line above it."""
        room = WIDTH - self.left - self.right - TEXT_LEFT - PADDING
        self.words = {step.code: self._words(step, room) for step in self.reading.steps}
        self.labels: list[Line] = []
        self.top: dict[str, float] = {}
        self.height: dict[str, float] = {}
        y = 4.0
        for step in self.reading.steps:
            caption = self._caption(step)
            y += LABEL_GAP if caption else 0
            if caption:
                self.labels.append(Line(self.left, y - 9, caption, "label"))
            self.top[step.code] = y
            self.height[step.code] = LINE_HEIGHT * len(self.words[step.code]) + 2 * PADDING - 3
            y += self.height[step.code] + GAP
        self.bottom = y - GAP + 4

    def _words(self, step: Step, room: float) -> list[tuple[str, str]]:
        lines = [(text, "name") for text in wrap(step.name, NAME_SIZE, room, 3)]
        place = unit_name(step, self.names)
        if self.show is Show.INTERNAL and step.post:
            place = f"{place} {self.names.get(step.post, step.post)}"
        limit = limit_words(step) + (f"，{OPTIONAL}" if step.when is not None else "")
        whole = f"{place} · {limit}"
        if len(wrap(whole, SMALL_SIZE, room)) == 1:
            lines.append((whole, "small"))
        else:
            lines += [(wrap(text, SMALL_SIZE, room, 1)[0], "small") for text in (place, limit)]
        mark = self.marks.get(step.code)
        if mark:
            lines.append((wrap(mark.words, SMALL_SIZE, room - ICON_ROOM, 1)[0], "state"))
        return lines

    def _caption(self, step: Step) -> str:
        group = [other for other in together(self.reading, step) if not self._is_pruned(other)]
        if len(group) < 2 or group[0] is not step:
            return ""
        numbers = [self.reading.numbers[other.code] for other in group]
        if numbers[-1] - numbers[0] == len(numbers) - 1:
            return f"以下 {len(numbers)} 步同时办理"
        return f"第 {'、'.join(map(str, numbers))} 步同时开始"

    def _is_pruned(self, step: Step) -> bool:
        mark = self.marks.get(step.code)
        return mark is not None and mark.state is StepState.PRUNED

    def _port(self, code: str, *, is_fork: bool, is_leaving: bool) -> float:
        """Return where an arrow meets the side of a box; in and out are kept apart."""
        nets = self.forks if is_fork else self.joins
        arrows = [arrow for net in nets.values() for arrow in net]
        has_both = any(s == code for s, _ in arrows) and any(t == code for _, t in arrows)
        middle = self.top[code] + self.height[code] / 2
        if not has_both:
            return middle
        return middle + (PORT_SHIFT if is_leaving else -PORT_SHIFT)

    def _tracks(self, nets: Mapping[str, list[Arrow]], *, is_fork: bool) -> dict[str, int]:
        """Give the short lines the tracks near the boxes."""
        spans = {}
        for key, arrows in nets.items():
            ys = [self._port(s, is_fork=is_fork, is_leaving=True) for s, _ in arrows]
            ys += [self._port(t, is_fork=is_fork, is_leaving=False) for _, t in arrows]
            spans[key] = (min(ys), max(ys))
        tracks: dict[str, int] = {}
        for key in sorted(spans, key=lambda key: spans[key][1] - spans[key][0]):
            busy = {
                track
                for other, track in tracks.items()
                if spans[other][0] < spans[key][1] + 4 and spans[key][0] < spans[other][1] + 4
            }
            tracks[key] = next(track for track in range(len(nets)) if track not in busy)
        return tracks

    def _narrow(self) -> None:
        """Give tracks that were not needed back to the boxes, without breaking lines anew."""
        self.left = self._side(1 + max(self.fork_tracks.values(), default=-1))
        self.right = self._side(1 + max(self.join_tracks.values(), default=-1))
        self.labels = [Line(self.left, line.y, line.text, line.role) for line in self.labels]

    def points(self, arrow: Arrow) -> tuple[Point, ...]:
        """Return the corners of an arrow."""
        source, target = arrow
        if arrow in self.straight:
            x = self.left + TEXT_LEFT / 2
            return ((x, self.top[source] + self.height[source]), (x, self.top[target]))
        is_fork = arrow in self.forks.get(source, [])
        start = self._port(source, is_fork=is_fork, is_leaving=True)
        end = self._port(target, is_fork=is_fork, is_leaving=False)
        if is_fork:
            edge = self.left
            x = edge - STUB - TRACK * self.fork_tracks[source]
        else:
            edge = WIDTH - self.right
            x = edge + STUB + TRACK * self.join_tracks[target]
        return straighten([(edge, start), (x, start), (x, end), (edge, end)])

    def boxes(self) -> tuple[Box, ...]:
        """Set every step with its text on the left behind its number."""
        result = []
        for step in self.reading.steps:
            y, height = self.top[step.code], self.height[step.code]
            x = self.left + TEXT_LEFT
            lines = tuple(
                Line(
                    x + (ICON_ROOM if role == "state" else 0), y + 23 + LINE_HEIGHT * n, text, role
                )
                for n, (text, role) in enumerate(self.words[step.code])
            )
            place = (self.left, y, WIDTH - self.left - self.right, height)
            icon = (x, lines[-1].y - 12)
            badge = (self.left + TEXT_LEFT / 2, y + height / 2)
            result.append(self.box(step, place, (lines, icon), badge))
        return tuple(result)


def layout_vertical(subject: Subject) -> Drawing:
    """Lay out the narrow chart, 312 pixels wide."""
    chart = _Tall(subject)
    return chart.drawing(
        (WIDTH, chart.bottom),
        chart.boxes(),
        chart.edges(chart.points),
        labels=tuple(chart.labels),
    )
