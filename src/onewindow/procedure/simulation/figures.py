"""Single figures that cannot be, found by the names and types of their fields."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from onewindow.procedure.simulation.arrivals import Gaps, HourOfWeek
from onewindow.procedure.simulation.calendars import Calendar, Shift
from onewindow.procedure.simulation.distributions import (
    Empirical,
    Exponential,
    Fixed,
    Gamma,
    LogNormal,
    Pert,
    Triangular,
    Uniform,
)
from onewindow.procedure.simulation.model import Attribute, Scenario
from onewindow.procedure.simulation.problems import Place, Problem
from onewindow.procedure.simulation.tags import TAGS

AT_LEAST_ONE = {"days", "count", "cycle_weeks"}
NOT_NEGATIVE = {
    "limit", "quorum", "size", "warm_up_days", "cool_down_days", "yuan", "yuan_per_hour", "minutes",
    "cases_per_day",
}  # fmt: skip
SHARES = {"share", "stop_share"}
LISTS = {"shares", "weights", "hour_weights", "weekday_weights", "month_weights"}
LENGTHS = {"hour_weights": 24, "weekday_weights": 7, "month_weights": 12}


def figure_problems(scenario: Scenario) -> Iterator[Problem]:
    """List every figure that is out of its bounds."""
    yield from _walk(scenario, ())


def _walk(value: object, place: Place) -> Iterator[Problem]:
    if isinstance(value, tuple | list):
        for number, each in enumerate(value):
            yield from _walk(each, (*place, number))
    elif is_dataclass(value) and not isinstance(value, type):
        # A family stands under its name in the file; a fixed time is a bare number there.
        tag = TAGS.get(type(value))
        inner = (*place, tag) if tag and not isinstance(value, Fixed) else place
        yield from (Problem((*inner, *where), said) for where, said in _whole(value))
        for each in fields(value):
            own = getattr(value, each.name)
            yield from (Problem((*inner, each.name), said) for said in _single(each.name, own))
            yield from _walk(own, (*inner, each.name))


def _single(name: str, value: object) -> Iterator[str]:
    if isinstance(value, int | float):
        if name in AT_LEAST_ONE and value < 1:
            yield "至少是 1。"
        if name in NOT_NEGATIVE and value < 0:
            yield "不能小于 0。"
        if name in SHARES and not 0 <= value <= 1:
            yield "是一个比例，应当在 0 和 1 之间。"
    elif isinstance(value, tuple) and name in LISTS:
        wanted = LENGTHS.get(name)
        if value and wanted and len(value) != wanted:
            yield f"应当有 {wanted} 个数，现在有 {len(value)} 个。"
        elif (value and min(value) < 0) or (value and name in LENGTHS and not any(value)):
            yield "不能有小于 0 的数，也不能全是 0。"
        elif name == "shares" and (not value or max(value) > 1):
            yield "是各次的比例，应当在 0 和 1 之间，至少一个。"


def _whole(value: object) -> Iterator[tuple[Place, str]]:
    match value:
        case Gaps() | HourOfWeek():
            yield from _arrivals(value)
        case Shift() | Calendar():
            yield from _hours(value)
        case Attribute(shares=shares):
            yield from _shares(shares)
        case _:
            yield from _times(value)


def _times(value: object) -> Iterator[tuple[Place, str]]:
    match value:
        case Fixed(figure) if figure < 0:
            yield (), "不能小于 0。"
        case Exponential(mean) if mean <= 0:
            yield ("mean",), "应当大于 0。"
        case LogNormal(mean, sd) | Gamma(mean, sd) if mean <= 0 or sd <= 0:
            yield (), "平均值 mean 和标准差 sd 都应当大于 0；不变的时间请直接写一个数。"
        case Uniform(low, high) if not 0 <= low <= high:
            yield (), "应当 0 ≤ low ≤ high。"
        case Triangular(low, mode, high) | Pert(low, mode, high) if not 0 <= low <= mode <= high:
            yield (), "应当 0 ≤ low ≤ mode ≤ high。"
        case Empirical(values, weights):
            yield from _observed(values, weights)


def _arrivals(value: Gaps | HourOfWeek) -> Iterator[tuple[Place, str]]:
    match value:
        case Gaps(gaps) if not gaps or min(gaps) < 0 or not any(gaps):
            yield (), "至少要有一个大于 0 的间隔，且不能有负数。"
        case HourOfWeek(table) if [len(row) for row in table] != [24] * 7:
            yield ("cases_per_hour",), "应当有 7 行（周一到周日），每行 24 个数。"
        case HourOfWeek(table) if min(map(min, table)) < 0:
            yield ("cases_per_hour",), "不能有小于 0 的数。"


def _observed(values: tuple[float, ...], weights: tuple[float, ...]) -> Iterator[tuple[Place, str]]:
    if not values or min(values) < 0:
        yield ("values",), "至少要有一个值，且不能小于 0。"
    if weights and (len(weights) != len(values) or not any(weights)):
        yield ("weights",), "应当与 values 一样多，且不能全是 0。"


def _hours(value: Shift | Calendar) -> Iterator[tuple[Place, str]]:
    if isinstance(value, Calendar):
        if not value.hours:
            yield ("hours",), "至少要有一段工作时间。"
        return
    if value.closes <= value.opens:
        yield ("closes",), "应当晚于 opens；跨夜的班请分成两段。"
    if not value.weekdays or not set(value.weekdays) <= set(range(1, 8)):
        yield ("weekdays",), "写 1（周一）到 7（周日）。"


def _shares(shares: Mapping[str, float]) -> Iterator[tuple[Place, str]]:
    if not shares or min(shares.values()) < 0 or not any(shares.values()):
        yield ("shares",), "至少要有一个大于 0 的比例，且不能有负数。"
