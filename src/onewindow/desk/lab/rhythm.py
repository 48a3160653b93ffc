"""When cases come in and when offices work: charts with a sentence each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onewindow.desk.lab.charts import Columns, columns
from onewindow.desk.lab.plates import Plate, percent
from onewindow.desk.lab.plots import shortened, week

Grid = Sequence[Sequence[int]]
UNITS = 6
USUAL_HOURS = range(8, 18)


def weekday_names() -> tuple[str, ...]:
    """Name the weekdays, Monday first."""
    return (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


def hours_of(counts: Sequence[int]) -> range:
    """Return the hours from the first to the last in which something happens, at least a day's."""
    busy = [hour for hour, count in enumerate(counts) if count]
    return range(min([*busy, USUAL_HOURS.start]), max([*busy, USUAL_HOURS.stop - 1]) + 1)


def load(
    units: Sequence[dict[str, object]], whole: Grid, office: str, called: Callable[[str], str]
) -> Plate:
    """Show for every department at which hours of the week it works."""
    grids = [(called(str(each["name"])), _grid(each["by_weekday_and_hour"])) for each in units]
    shown = grids[:UNITS] or [(_("全部"), whole)]
    by_hour = [sum(row[hour] for _name, grid in shown for row in grid) for hour in range(24)]
    hours, days = hours_of(by_hour), weekday_names()
    said = _("%(day)s %(hour)s 点：%(n)s 次")
    weeks = [
        (name, _busiest(grid, days, office), week(grid, hours, days, said)) for name, grid in shown
    ]
    rows = [
        (name, days[day], *(f"{grid[day][hour]}" for hour in hours))
        for name, grid in shown
        for day in range(7)
        if any(grid[day])
    ]
    return Plate(
        "load", _("什么时候在办"), _load_said(shown, days, office), weeks=weeks,
        heads=(_("单位"), _("星期"), *(f"{hour}" for hour in hours)), rows=rows,
        note=_("每格是一周里的一个钟点，颜色越深，办完的环节越多；各部门按自己最忙的钟点着色。"),
    )  # fmt: skip


def _grid(value: object) -> Grid:
    return value if isinstance(value, list) else [[0] * 24] * 7


def _peak(grid: Grid) -> tuple[int, int]:
    return max(
        ((day, hour) for day in range(7) for hour in range(24)),
        key=lambda at: (grid[at[0]][at[1]], -at[0], -at[1]),
    )


def _outside(grid: Grid, office: str) -> int:
    opened = {hour for span in office.split(",") for hour in _whole_hours(span)}
    return sum(
        count
        for day, row in enumerate(grid)
        for hour, count in enumerate(row)
        if day > 4 or hour not in opened
    )


def _whole_hours(span: str) -> range:
    first, _dash, last = span.partition("-")
    end = int(last[:2]) + (last[3:5] > "00")
    return range(int(first[:2]), end)


def _busiest(grid: Grid, days: Sequence[str], office: str) -> str:
    day, hour = _peak(grid)
    return _("最忙：%(day)s %(hour)s 点，%(n)s 次；上班时间以外 %(share)s") % {
        "day": days[day], "hour": hour, "n": grid[day][hour],
        "share": percent(_outside(grid, office), sum(map(sum, grid))),
    }  # fmt: skip


def _load_said(shown: Sequence[tuple[str, Grid]], days: Sequence[str], office: str) -> str:
    name, grid = shown[0]
    day, hour = _peak(grid)
    total = sum(sum(map(sum, grid)) for _name, grid in shown)
    outside = sum(_outside(grid, office) for _name, grid in shown)
    told = _(
        "办得最多的是%(unit)s，最忙在%(day)s %(hour)s 点。"
        "所有环节有 %(share)s 是在上班时间（%(office)s）以外办完的。"
    ) % {
        "unit": name, "day": days[day], "hour": hour, "share": percent(outside, total),
        "office": office.replace(",", "、"),
    }  # fmt: skip
    if outside <= total / 2:
        return told
    return told + _("一半以上在上班时间以外，多半是日志的时区不是这里的。")


@dataclass(frozen=True)
class Arrivals:
    """When cases come in, by hour, weekday and month, and what that says."""

    said: str
    by_hour: Columns
    by_weekday: Columns
    by_month: Columns
    rows: Sequence[Sequence[str]]


def arrivals(
    by_hour: Sequence[int], by_weekday: Sequence[int], by_month: dict[str, int]
) -> Arrivals:
    """Draw when cases come in."""
    days, whole = weekday_names(), sum(by_weekday)
    day = max(range(7), key=lambda each: (by_weekday[each], -each))
    hour = max(range(24), key=lambda each: (by_hour[each], -each))
    month = max(by_month, key=lambda each: (by_month[each], each), default="")
    said = _(
        "来件最多的是%(day)s（%(day_share)s）和 %(hour)s 点（%(hour_share)s）；"
        "最多的月份是 %(month)s，%(n)s 件。"
    ) % {
        "day": days[day], "day_share": percent(by_weekday[day], whole),
        "hour": hour, "hour_share": percent(by_hour[hour], whole),
        "month": _month(month), "n": by_month.get(month, 0),
    }  # fmt: skip
    unit = _(" 件")
    hours = [(f"{each}", by_hour[each]) for each in hours_of(by_hour)]
    months = [(f"{int(each[5:])}", count) for each, count in by_month.items()]
    rows = [
        *((_("%(n)s 点") % {"n": label}, f"{count}") for label, count in hours),
        *((days[each], f"{by_weekday[each]}") for each in range(7)),
        *((_month(each), f"{count}") for each, count in by_month.items()),
    ]
    weekdays = list(zip(shortened(days), by_weekday, strict=True))
    return Arrivals(
        said, columns(hours, unit=unit), columns(weekdays, unit=unit), columns(months, unit=unit),
        rows,
    )  # fmt: skip


def _month(month: str) -> str:
    year, _dash, number = month.partition("-")
    return _("%(year)s 年 %(month)s 月") % {"year": year, "month": int(number)} if number else "—"
