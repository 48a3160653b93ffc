"""Words on arrows: each on its own line, over no box and over no other words."""

from collections.abc import Mapping, Sequence
from math import ceil

from onewindow.procedure.drawing import Point
from onewindow.procedure.process_map.drawing import MapBox, Pill
from onewindow.procedure.process_map.lines import Curve
from onewindow.procedure.process_map.paths import Path
from onewindow.procedure.wording import text_width

SIZE = 14.0
HEIGHT = 22.0
PADDING = 7.0
APART = 3.0
Rect = tuple[float, float, float, float]


def place_pills(
    curves: Mapping[Path, Curve],
    words: Mapping[Path, str],
    boxes: Sequence[MapBox],
    limits: tuple[float, float],
) -> dict[Path, Pill]:
    """Place the words of the most frequent paths first; what finds no room is left out.

    `limits` are the width of the drawing and the height of its head.
    """
    taken: list[Rect] = [(box.x, box.y, box.right, box.bottom) for box in boxes]
    placed: dict[Path, Pill] = {}
    for path in sorted(curves, key=lambda path: (-path.count, path.link)):
        if not words[path]:
            continue
        width = ceil(text_width(words[path], SIZE) + 2 * PADDING)
        others = [curve for other, curve in curves.items() if other != path]
        spots = [
            (_cost(rect, curves[path], at, others), rect)
            for at, point in enumerate(curves[path].points)
            if _fits(rect := _around(point, width, limits[0]), taken, limits)
        ]
        if spots:
            _, rect = min(spots)
            taken.append(rect)
            placed[path] = Pill(rect[0], rect[1], width, HEIGHT, words[path])
    return placed


def _around(point: Point, width: float, most: float) -> Rect:
    x = min(max(point[0] - width / 2, 1.0), most - width - 1)
    y = point[1] - HEIGHT / 2
    return round(x, 1), round(y, 1), round(x + width, 1), round(y + HEIGHT, 1)


def _fits(rect: Rect, taken: Sequence[Rect], limits: tuple[float, float]) -> bool:
    return rect[1] >= limits[1] + APART and not any(
        rect[0] < other[2] + APART and other[0] < rect[2] + APART
        and rect[1] < other[3] + APART and other[1] < rect[3] + APART
        for other in taken
    )  # fmt: skip


def _cost(rect: Rect, curve: Curve, at: int, others: Sequence[Curve]) -> tuple[int, float]:
    covered = sum(
        any(rect[0] < x < rect[2] and rect[1] < y < rect[3] for x, y in other.points)
        for other in others
    )
    return covered, abs(at / len(curve.points) - 0.5)
