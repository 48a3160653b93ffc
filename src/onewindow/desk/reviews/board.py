"""The review board: every version under way, where it hangs, since when, whose turn it is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow.catalogue.models import (
    ItemVersion,
    Review,
    ReviewOffice,
    ReviewRound,
    Verdict,
    VersionStatus,
)
from onewindow.catalogue.models.versions import ItemVersionQuerySet
from onewindow.design.shapes import Clock
from onewindow.desk.clocks import Calendars, calendars, clock_until
from onewindow.kernel.workdays import WorkCalendar

DEPARTMENT = "department"
NOBODY = "nobody"


@dataclass(frozen=True)
class Cell:
    """One office of one version: its state in words, since when, how long it took or takes."""

    office: str
    name: str
    words: str
    tone: str
    by: str
    at: datetime | None
    days: int
    clock: Clock | None
    is_waiting: bool


@dataclass(frozen=True)
class Line:
    """One version under way. `turn` holds the codes of whose turn it is."""

    version: ItemVersion
    round: int
    cells: tuple[Cell, ...]
    turn: tuple[str, ...]
    turn_words: str
    since: datetime
    days: int
    due_on: date | None
    clock: Clock | None

    @property
    def is_overdue(self) -> bool:
        """Whether the day by which somebody had to act is over."""
        return self.clock is not None and self.clock.left < 0


@dataclass(frozen=True)
class Count:
    """A number on top of the board, and the filter that shows what it counts."""

    label: str
    number: int
    query: str


def lines_of(versions: ItemVersionQuerySet, *, at: datetime) -> list[Line]:
    """Return the board, longest waiting first; four queries and one per region."""
    reviews = Review.objects.order_by("round", "pk")
    rounds = ReviewRound.objects.order_by("number").defer("definition")
    listed = versions.select_related("item__department").prefetch_related(
        Prefetch("reviews", reviews), Prefetch("rounds", rounds)
    )
    of = calendars()
    lines = [_line(version, at, of) for version in listed]
    return sorted(lines, key=lambda line: (line.since, line.version.pk))


def narrowed(lines: Iterable[Line], wanted: Mapping[str, str]) -> list[Line]:
    """Return the lines of a department, of whose turn it is, or only the overdue ones."""
    tests: list[Callable[[Line], bool]] = []
    if department := wanted.get("department", ""):
        tests.append(lambda line: line.version.item.department.short_code == department)
    if turn := wanted.get("turn", ""):
        tests.append(lambda line: turn in line.turn)
    if wanted.get("overdue"):
        tests.append(lambda line: line.is_overdue)
    return [line for line in lines if all(test(line) for test in tests)]


def counts_of(lines: list[Line]) -> list[Count]:
    """Return the numbers on top: all, per office, with departments, overdue."""
    waiting = {turn: sum(turn in line.turn for line in lines) for turn in (*OFFICES, DEPARTMENT)}
    return [
        Count(_("在审事项"), len(lines), ""),
        *(Count(str(ReviewOffice(code).label), waiting[code], f"turn={code}") for code in OFFICES),
        Count(_("等部门"), waiting[DEPARTMENT], f"turn={DEPARTMENT}"),
        Count(_("超期"), sum(line.is_overdue for line in lines), "overdue=1"),
    ]


OFFICES = tuple(ReviewOffice.values)


def _line(version: ItemVersion, at: datetime, of: Calendars) -> Line:
    calendar, today = of(version.item.region_id), localdate(at)
    last = list(version.rounds.all())[-1]
    reviews = [each for each in version.reviews.all() if each.round == last.number]
    cells = tuple(_cell(each, today, calendar) for each in reviews)
    turn, words, since, due_on = _turn(version, last, reviews)
    start = localdate(since)
    return Line(
        version, last.number, cells, turn, words, since,
        days=calendar.count(start, today) if start <= today else 0, due_on=due_on,
        clock=clock_until(due_on, start, today, calendar) if due_on else None,
    )  # fmt: skip


def _turn(
    version: ItemVersion, last: ReviewRound, reviews: list[Review]
) -> tuple[tuple[str, ...], str, datetime, date | None]:
    """Return whose turn it is, in codes and words, since when, and until which day."""
    if version.status == VersionStatus.RETURNED:
        since = last.returned_at or last.submitted_at
        return (DEPARTMENT,), _("部门修改、答复"), since, last.answer_due_on
    waiting = [each for each in reviews if each.verdict == Verdict.PENDING]
    decided = max((each.decided_at for each in reviews if each.decided_at), default=None)
    if version.status == VersionStatus.SCHEDULED:
        return (NOBODY,), _("等生效日期"), decided or last.submitted_at, None
    if not waiting:
        return (DEPARTMENT,), _("部门发布"), decided or last.submitted_at, None
    due = min((each.due_on for each in waiting if each.due_on), default=None)
    names = "、".join(each.get_office_display() for each in waiting)
    offices = tuple(each.office for each in waiting)
    return offices, names, last.submitted_at, due


def _cell(review: Review, today: date, calendar: WorkCalendar) -> Cell:
    is_waiting = review.verdict == Verdict.PENDING
    opened = localdate(review.opened_at)
    end = today if review.decided_at is None else localdate(review.decided_at)
    tones = {Verdict.AGREED: "good", Verdict.OBJECTED: "bad", Verdict.PENDING: "warn"}
    words = _("同意（沿用）") if review.carried_from_id else review.get_verdict_display()
    clock = None
    if is_waiting and review.due_on:
        clock = clock_until(review.due_on, opened, today, calendar)
    return Cell(
        review.office, review.get_office_display(), words, tones[Verdict(review.verdict)],
        review.by_name, review.decided_at or review.opened_at,
        days=calendar.count(opened, end) if opened <= end else 0, clock=clock,
        is_waiting=is_waiting,
    )  # fmt: skip
