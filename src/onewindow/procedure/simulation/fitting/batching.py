"""Batches: many runs at once, or a step that is begun on some weekdays, or from some hour, only."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import date
from statistics import median, pstdev

from onewindow.procedure.simulation.calendars import ClockTime
from onewindow.procedure.simulation.fitting.report import Report
from onewindow.procedure.simulation.fitting.working import Piece
from onewindow.procedure.simulation.model import Batch

# More than this share of a step's runs has to be in batches.
MOSTLY = 0.6
# Minutes: runs of one person that began or ended together; how steadily batches begin; how long
# after the office opens a batch begins at least, if it is one.
TOGETHER, STEADY, AFTER_OPENING = 1.0, 45.0, 60
FEW_DAYS = 8
# A weekday with a smaller share of the runs is an exception …
EXCEPTION = 0.12
# … if the step was seen on so many days that this is no chance (0.8 ** 20: 1 %).
MANY_DAYS = 20
NEARLY = 0.85


def fit_batch(code: str, pieces: Sequence[Piece], opens: int, report: Report) -> Batch | None:
    """Return how a step is batched; `opens` is when the office does, minutes after midnight."""
    begun = [piece for piece in pieces if piece.run.started is not None]
    return (
        _at_once(code, pieces, lambda piece: piece.ended, report)
        or _at_once(code, begun, lambda piece: piece.begun, report)
        or _begun_late(code, begun, opens, report)
    )


def _at_once(
    code: str, pieces: Sequence[Piece], moment: Callable[[Piece], float], report: Report
) -> Batch | None:
    """Find several runs of one person at one moment."""
    together = [group for group in _together(pieces, moment) if len(group) > 1]
    runs = [piece for group in together for piece in group]
    if len(together) < FEW_DAYS or len(runs) < MOSTLY * len(pieces):
        return None
    by_hour = _at_hour(code, _firsts(runs), runs, report)
    if by_hour:
        return by_hour
    size = max(round(median(map(len, together))), 2)
    report.found(code, f"约满 {size} 件成批办理。", len(runs))
    return Batch(size=size)


def _begun_late(code: str, pieces: Sequence[Piece], opens: int, report: Report) -> Batch | None:
    """Find a step that lies ready and is begun at one hour: late, or on some weekdays only."""
    firsts = {_begun_on(first): first for first in _firsts(pieces)}
    if len(firsts) < FEW_DAYS:
        return None
    begins = median(first.begun % 1440 for first in firsts.values())
    # On other days only the rest of a large batch is done.
    usual = {d: f for d, f in firsts.items() if abs(f.begun % 1440 - begins) <= STEADY}
    own = [piece for piece in pieces if _begun_on(piece) in usual]
    lay_ready = sum(piece.ready <= usual[_begun_on(piece)].begun for piece in own)
    if len(usual) < MOSTLY * len(firsts) or lay_ready < MOSTLY * len(own):
        return None
    # What lay there over night is begun in the morning anyway, unless only on some weekdays.
    if begins < opens + AFTER_OPENING and not _is_round(own, usual):
        return None
    return _at_hour(code, list(usual.values()), own, report)


def _is_round(pieces: Sequence[Piece], days: Collection[date]) -> bool:
    """Whether what becomes ready on the other weekdays waits for those of the round.

    A step that only gets its cases from a round before it has days too, but makes nobody wait.
    """
    weekdays = _weekdays(pieces)
    other = [piece for piece in pieces if _ready_weekday(piece) in {1, 2, 3, 4, 5} - {*weekdays}]
    waited = sum(_begun_on(piece).isoweekday() in weekdays for piece in other)
    is_seen = len(days) >= MANY_DAYS and len(other) >= MANY_DAYS
    return is_seen and waited >= NEARLY * len(other)


def _ready_weekday(piece: Piece) -> int:
    days = piece.begun // 1440 - piece.ready // 1440
    return int(_begun_on(piece).isoweekday() - days - 1) % 7 + 1


def _weekdays(pieces: Sequence[Piece]) -> tuple[int, ...]:
    """Return the weekdays, Monday is 1, on which more than exceptions are begun."""
    counted = Counter(_begun_on(piece).isoweekday() for piece in pieces)
    return tuple(sorted(day for day, n in counted.items() if n >= EXCEPTION * len(pieces)))


def _firsts(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the first piece of each day."""
    days: dict[date, Piece] = {}
    for piece in sorted(pieces, key=lambda piece: piece.begun):
        days.setdefault(_begun_on(piece), piece)
    return list(days.values())


def _begun_on(piece: Piece) -> date:
    return (piece.run.started or piece.run.ended).date()


def _at_hour(
    code: str, firsts: Sequence[Piece], pieces: Sequence[Piece], report: Report
) -> Batch | None:
    minutes = [piece.begun % 1440 for piece in firsts]
    if pstdev(minutes) > STEADY:
        return None
    at = ClockTime(round(median(minutes) / 15) * 15)
    days = _weekdays(pieces)
    said = "、".join("一二三四五六日"[day - 1] for day in days)
    report.found(code, f"周{said} {at // 60:02}:{at % 60:02} 左右集中办理。", len(pieces))
    return Batch(at=at, weekdays=days)


def _together(pieces: Sequence[Piece], moment: Callable[[Piece], float]) -> list[list[Piece]]:
    by_person: dict[str, list[Piece]] = defaultdict(list)
    for piece in sorted(pieces, key=moment):
        by_person[piece.run.resource].append(piece)
    groups: list[list[Piece]] = []
    for own in by_person.values():
        for piece in own:
            is_new = piece is own[0] or moment(piece) - moment(groups[-1][-1]) > TOGETHER
            if is_new:
                groups.append([])
            groups[-1].append(piece)
    return groups
