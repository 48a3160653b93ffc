"""Why a clock ends on its day: the dates, their articles, the days counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onewindow.cases.clocks.engine import Clock
from onewindow.cases.clocks.history import History, Suspension
from onewindow.cases.clocks.reckoning import ONE_DAY
from onewindow.catalogue.limits import Limit
from onewindow.kernel.workdays import Unit, WorkCalendar


@dataclass(frozen=True)
class Line:
    """On a day something happened by an article; so many days of the limit were used by then."""

    on: date
    said: str
    article: str
    counted: int
    unit: Unit

    def as_dict(self) -> dict[str, str | int]:
        """Return plain values for JSON."""
        return {
            "on": self.on.isoformat(), "said": self.said, "article": self.article,
            "counted": self.counted, "unit": self.unit.value,
        }  # fmt: skip


def lines_of(clock: Clock, history: History, calendar: WorkCalendar) -> tuple[Line, ...]:
    """Return the lines of a clock of an accepted case, from its start to its last day."""
    drafted = [
        (clock.due.start, _start(history), _("民法典第二百零一条")),
        *(line for each in history.suspensions for line in _stop(each, clock, calendar)),
        *(
            (
                each.on,
                _("延长 %(days)s") % {"days": _days(each.added)},
                _extending(each.level),
            )
            for each in history.extensions
        ),
    ]
    drafted.sort(key=lambda line: line[0])
    drafted.append((clock.due.on, _("期限届满"), clock.basis))
    return tuple(
        Line(on, said, article, clock.due.counted(on), clock.unit) for on, said, article in drafted
    )


def notes_of(clock: Clock) -> tuple[str, ...]:
    """Return which days did not count, by name, and what is provisional."""
    return tuple(clock.due.why())


def _start(history: History) -> str:
    if history.is_deemed:
        return _("逾期没有告知，自收到材料之日起即为受理；次日起算")
    return _("受理；次日起算")


def _stop(
    suspension: Suspension, clock: Clock, calendar: WorkCalendar
) -> Iterator[tuple[date, str, str]]:
    article = _("行政许可法第四十五条")
    name = {"name": suspension.name}
    first, *later = suspension.told
    told = _days(first.needed)
    yield (
        suspension.started_on,
        _("%(name)s开始，书面告知需要 %(days)s；次日起停钟") % {**name, "days": told},
        article,
    )
    for each in later:
        more = _days(each.needed)
        yield each.on, _("%(name)s再次书面告知，还需要 %(days)s") % {**name, "days": more}, article
    ended, told_until = suspension.ended_on, suspension.told_until(calendar)
    is_over = ended is not None and ended <= told_until
    last = ended if is_over and ended is not None else told_until
    # Another one may hold the clock still.
    if clock.due.is_left_out(last + ONE_DAY):
        said = _("%(name)s结束，仍在停钟") if is_over else _("告知的%(name)s时间届满，仍在停钟")
    else:
        said = (
            _("%(name)s结束；次日起恢复计时")
            if is_over
            else _("告知的%(name)s时间届满；次日起恢复计时")
        )
    yield last, said % name, article
    if ended is not None and ended > told_until:
        yield ended, _("%(name)s结束") % name, article


def _extending(level: str) -> str:
    if level == "government":
        return _("行政许可法第四十二条第二款，本级政府负责人批准")
    return _("行政许可法第四十二条第一款，本机关负责人批准")


def _days(limit: Limit) -> str:
    number = {"n": limit.days}
    if limit.unit is Unit.CALENDAR:
        return ngettext("%(n)s 天", "%(n)s 天", limit.days) % number
    return ngettext("%(n)s 个工作日", "%(n)s 个工作日", limit.days) % number
