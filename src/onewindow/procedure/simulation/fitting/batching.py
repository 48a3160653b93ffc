"""Batches: many runs that end together, or a step that is only begun from some hour on."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from statistics import median, pstdev

from onewindow.procedure.simulation.calendars import ClockTime
from onewindow.procedure.simulation.fitting.report import Report
from onewindow.procedure.simulation.fitting.working import Piece
from onewindow.procedure.simulation.model import Batch

# More than this share of a step's runs has to be in batches.
MOSTLY = 0.6
# Minutes: runs of one person that ended together; how steadily batches begin; how long after the
# office opens a batch begins at least, if it is one.
TOGETHER, STEADY, AFTER_OPENING = 1.0, 45.0, 60
FEW_DAYS = 8


def fit_batch(code: str, pieces: Sequence[Piece], opens: int, report: Report) -> Batch | None:
    """Return how a step is batched; `opens` is when the office does, minutes after midnight."""
    together = [group for group in _together(pieces) if len(group) > 1]
    batched = sum(map(len, together))
    if len(together) >= FEW_DAYS and batched >= MOSTLY * len(pieces):
        by_hour = _at_hour(code, [group[0] for group in together], report)
        if by_hour:
            return by_hour
        size = max(round(median(map(len, together))), 2)
        report.found(code, f"约满 {size} 件成批办理。", batched)
        return Batch(size=size)
    return _begun_late(code, pieces, opens, report)


def _begun_late(code: str, pieces: Sequence[Piece], opens: int, report: Report) -> Batch | None:
    """Find a step that lies ready and is begun at the same hour of the day, not in the morning."""
    days: dict[date, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.run.started is not None:
            days[piece.run.started.date()].append(piece)
    firsts = {day: min(own, key=lambda piece: piece.begun) for day, own in days.items()}
    if len(firsts) < FEW_DAYS:
        return None
    begins = median(first.begun % 1440 for first in firsts.values())
    # On other days only the rest of a large batch is done.
    usual = {d: f for d, f in firsts.items() if abs(f.begun % 1440 - begins) <= STEADY}
    own = [piece for day in usual for piece in days[day]]
    lay_ready = sum(
        piece.ready <= first.begun for day, first in usual.items() for piece in days[day]
    )
    if len(usual) < MOSTLY * len(firsts) or lay_ready < MOSTLY * len(own):
        return None
    if begins < opens + AFTER_OPENING:
        return None
    return _at_hour(code, list(usual.values()), report)


def _at_hour(code: str, firsts: Sequence[Piece], report: Report) -> Batch | None:
    minutes = [piece.begun % 1440 for piece in firsts]
    if pstdev(minutes) > STEADY:
        return None
    at = ClockTime(round(median(minutes) / 15) * 15)
    weekdays = Counter(piece.run.ended.isoweekday() for piece in firsts)
    days = tuple(sorted(day for day, n in weekdays.items() if n >= 0.05 * len(firsts)))
    said = "、".join("一二三四五六日"[day - 1] for day in days)
    report.found(code, f"周{said} {at // 60:02}:{at % 60:02} 左右集中办理。", len(firsts))
    return Batch(at=at, weekdays=days)


def _together(pieces: Sequence[Piece]) -> list[list[Piece]]:
    by_person: dict[str, list[Piece]] = defaultdict(list)
    for piece in sorted(pieces, key=lambda piece: piece.ended):
        by_person[piece.run.resource].append(piece)
    groups: list[list[Piece]] = []
    for own in by_person.values():
        for piece in own:
            is_new = piece is own[0] or piece.ended - groups[-1][-1].ended > TOGETHER
            if is_new:
                groups.append([])
            groups[-1].append(piece)
    return groups
