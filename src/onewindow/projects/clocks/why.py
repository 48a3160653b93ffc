"""Why so many days: what moved the clock of a stage, and how many days counted by then."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from onewindow.cases.clocks import Line
from onewindow.kernel.workdays import Unit
from onewindow.projects.clocks.reading import Count, ProjectReading, StageReading
from onewindow.projects.clocks.spans import FOREVER, gaps
from onewindow.projects.clocks.times import Moment

# On one day what ends comes first, then what begins, then what the clock makes of it.
FIRST, LAST = 0, 1


def lines_of_stage(read: StageReading, today: date) -> tuple[Line, ...]:
    """Return the lines of a stage that began, up to today and then to the end of its limit."""
    count = read.count
    if count.begun_on is None:
        return ()
    told = [*_of_cases(read), *((FIRST, each) for each in read.facts.told)]
    told += ((LAST, each) for each in _of_clock(count, is_over=read.is_over))
    return _lines(count, told, today, _end_of_stage(read))


def lines_of_project(read: ProjectReading, today: date) -> tuple[Line, ...]:
    """Return the lines of the total: the milestones of the stages and its standstills."""
    count = read.count
    if count.begun_on is None:
        return ()
    told = [(FIRST, each) for stage in read.stages for each in _milestones(stage)]
    told += ((LAST, each) for each in _of_clock(count, is_over=read.done_on is not None))
    end = Moment(read.done_on, _("全部阶段完成")) if read.done_on else None
    return _lines(count, told, today, end)


def _lines(
    count: Count, told: list[tuple[int, Moment]], today: date, end: Moment | None
) -> tuple[Line, ...]:
    begun_on = count.begun_on or today
    shown = [(place, each) for place, each in told if begun_on <= each.on]
    shown.sort(key=lambda each: (each[1].on, each[0]))
    moments = [each for _place, each in shown]
    if end is not None:
        moments.append(end)
    elif count.due is not None:
        moments = [each for each in moments if each.on <= max(today, count.due.on)]
        moments.append(Moment(count.due.on, _last_day(is_provisional=count.due.provisional)))
        moments.sort(key=lambda each: each.on)
    return tuple(
        Line(each.on, each.said, each.article, count.used(each.on), Unit.WORKING)
        for each in moments
    )


def _last_day(*, is_provisional: bool) -> str:
    if is_provisional:
        return _("照此办理，期限到这一天用完（暂定：那一年的放假安排还没有公布）")
    return _("照此办理，期限到这一天用完")


def _of_cases(read: StageReading) -> Iterator[tuple[int, Moment]]:
    is_first = True
    moments = [each for case in read.facts.cases for each in case.moments]
    for each in sorted(moments, key=lambda moment: moment.on):
        yield FIRST, each
        if is_first and each.on == read.begun_on:
            is_first = False
            yield LAST, Moment(each.on, _("阶段开始；次日起算"), _("民法典第二百零一条"))


def _of_clock(count: Count, *, is_over: bool) -> Iterator[Moment]:
    """Say where the clock stopped and went on, by the gaps in its spans."""
    if count.begun_on is None:
        return
    stops = _("没有部门要办的件（等申请人，或者特别程序）；次日起停钟")
    for gap in gaps(count.spans, count.begun_on):
        yield Moment(gap.after, stops)
        yield Moment(gap.until, _("部门又有件要办；次日起继续计时"))
    last = count.spans[-1].until if count.spans else count.begun_on
    if last != FOREVER and not is_over:
        yield Moment(last, stops)


def _end_of_stage(read: StageReading) -> Moment | None:
    if read.done_on is None:
        return None
    said = _("需要的件都已决定，阶段完成") if read.status == "done" else _("阶段提前结束")
    return Moment(read.done_on, said)


def _milestones(read: StageReading) -> Iterator[Moment]:
    name = {"stage": read.facts.name}
    if read.begun_on is not None:
        yield Moment(read.begun_on, _("“%(stage)s”阶段开始") % name)
    if read.done_on is not None:
        yield Moment(read.done_on, _("“%(stage)s”阶段完成") % name)
