"""Arrivals from a log: by hour of the week, and by month where there is a year of them."""

from collections import Counter
from datetime import date, datetime, timedelta

from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.simulation.arrivals import Arrivals, HourOfWeek, Poisson
from onewindow.procedure.simulation.fitting.report import Report

# Fewer arrivals than this say little about each of 168 hours: hours and weekdays are told apart.
FEW = 1000
YEAR = 365


def fit_arrivals(
    arrived: list[datetime], first: date, days: int, holidays: WorkCalendar | None, report: Report
) -> Arrivals:
    """Fit a Poisson process by hour of the week; `holidays` is None where no day off is known."""
    every = [first + timedelta(days=n) for n in range(days)]
    off = 0
    if holidays:
        off = sum(not holidays.is_workday(each.date()) for each in arrived)
    only_workdays = holidays is not None and off <= 0.01 * len(arrived)
    if only_workdays and holidays:
        every = [day for day in every if holidays.is_workday(day)]
        report.found("arrivals", "办件只在工作日到来。", len(arrived))
    weekdays = Counter(day.weekday() for day in every)
    months = _months(arrived, every)
    table = Counter((each.weekday(), each.hour) for each in arrived)
    if len(arrived) < FEW:
        return _coarse(arrived, weekdays, months, report, only_workdays=only_workdays)
    rates = tuple(
        tuple(table[weekday, hour] / max(weekdays[weekday], 1) for hour in range(24))
        for weekday in range(7)
    )
    report.found("arrivals", f"按一周每小时的到件量拟合，共 {len(arrived)} 件。", len(arrived))
    return HourOfWeek(rates, months, only_workdays)


def _coarse(
    arrived: list[datetime],
    weekdays: Counter[int],
    months: tuple[float, ...],
    report: Report,
    *,
    only_workdays: bool,
) -> Poisson:
    days = max(sum(weekdays.values()), 1)
    mean = len(arrived) / days
    by_weekday = Counter(each.weekday() for each in arrived)
    hours = Counter(each.hour for each in arrived)
    report.found(
        "arrivals",
        f"只有 {len(arrived)} 件，星期和小时分开拟合，平均每天 {mean:.2f} 件。",
        len(arrived),
    )
    return Poisson(
        cases_per_day=mean,
        hour_weights=tuple(float(hours[hour]) for hour in range(24)),
        weekday_weights=tuple(
            by_weekday[n] / weekdays[n] / mean if weekdays[n] and mean else 0.0 for n in range(7)
        ),
        month_weights=months,
        on_workdays_only=only_workdays,
    )


def _months(arrived: list[datetime], days: list[date]) -> tuple[float, ...]:
    """Return how much more comes in each month, if there is at least a year to tell."""
    open_days = Counter(day.month for day in days)
    if not days or (days[-1] - days[0]).days < YEAR - 1 or not arrived:
        return ()
    came = Counter(each.month for each in arrived)
    mean = len(arrived) / len(days)
    return tuple(
        came[month] / open_days[month] / mean if open_days[month] else 1.0 for month in range(1, 13)
    )
