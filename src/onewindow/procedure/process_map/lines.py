"""Curves between boxes: down with a swing, never through a row they do not belong to."""

from collections.abc import Sequence
from dataclasses import dataclass

from onewindow.procedure.drawing import Point

PARTS = 12
CORNER = 9.0


@dataclass(frozen=True)
class Curve:
    """An SVG path and points along it, for the words and for tests."""

    path: str
    points: tuple[Point, ...]

    @classmethod
    def direct(cls, start: Point, end: Point) -> "Curve":
        """From one row to the next."""
        return cls._of([_swing(start, end)])

    @classmethod
    def along(cls, start: Point, x: float, rows: tuple[float, float], end: Point) -> "Curve":
        """Past other rows: swing to `x` below the first, straight down, swing to the end."""
        below, above = rows
        return cls._of(
            [_swing(start, (x, below)), _line((x, below), (x, above)), _swing((x, above), end)]
        )

    @classmethod
    def back(cls, start: Point, x: float, above: float, end: Point) -> "Curve":
        """From the side of a box up along `x`, over the row of the target, and in from above."""
        side = CORNER if x > start[0] else -CORNER
        turn = CORNER if end[0] > x else -CORNER
        over = (x + turn, above)
        return cls._of([
            _line(start, (x - side, start[1])),
            ((x - side, start[1]), (x, start[1]), (x, start[1]), (x, start[1] - CORNER)),
            _line((x, start[1] - CORNER), (x, above + CORNER)),
            ((x, above + CORNER), (x, above), (x, above), over),
            (over, ((over[0] + end[0]) / 2 + turn, above), (end[0], above), end),
        ])  # fmt: skip

    @classmethod
    def _of(cls, pieces: "Sequence[_Piece]") -> "Curve":
        path = f"M{_at(pieces[0][0])}" + "".join(
            f"C{_at(b)} {_at(c)} {_at(d)}" for _a, b, c, d in pieces
        )
        points = [_point(piece, at / PARTS) for piece in pieces for at in range(PARTS)]
        return cls(path, (*points, pieces[-1][3]))


_Piece = tuple[Point, Point, Point, Point]


def _swing(start: Point, end: Point) -> _Piece:
    middle = (start[1] + end[1]) / 2
    return start, (start[0], middle), (end[0], middle), end


def _line(start: Point, end: Point) -> _Piece:
    third = ((end[0] - start[0]) / 3, (end[1] - start[1]) / 3)
    return (
        start, (start[0] + third[0], start[1] + third[1]),
        (end[0] - third[0], end[1] - third[1]), end,
    )  # fmt: skip


def _point(piece: _Piece, at: float) -> Point:
    rest = 1 - at
    shares = (rest**3, 3 * rest**2 * at, 3 * rest * at**2, at**3)
    return (
        sum(share * point[0] for share, point in zip(shares, piece, strict=True)),
        sum(share * point[1] for share, point in zip(shares, piece, strict=True)),
    )


def _at(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
