"""What makes a scenario impossible to simulate, each fault with its place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import chain

from onewindow.kernel.conditions import ConditionError, evaluate, fields
from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.graph import loops
from onewindow.procedure.simulation.arrivals import Given
from onewindow.procedure.simulation.figures import figure_problems
from onewindow.procedure.simulation.model import Activity, Scenario
from onewindow.procedure.simulation.problems import BadScenario, Place, Problem
from onewindow.procedure.step import JoinRule

__all__ = ["BadScenario", "Problem", "problems"]

LONGEST_DAYS = 3660


def problems(scenario: Scenario, holidays: WorkCalendar) -> list[Problem]:
    """List every fault of a scenario, those of single figures first."""
    return list(
        chain(
            figure_problems(scenario),
            _span(scenario, holidays),
            _given(scenario),
            _steps(scenario),
            _people(scenario),
            _ways(scenario),
            _conditions(scenario),
            _others(scenario),
        )
    )


def _span(scenario: Scenario, holidays: WorkCalendar) -> Iterator[Problem]:
    total = scenario.warm_up_days + scenario.days + scenario.cool_down_days
    if total > LONGEST_DAYS:
        yield Problem(("days",), f"连同预热和收尾最多 {LONGEST_DAYS} 天，现在是 {total} 天。")
    elif scenario.start_on < holidays.first_day:
        yield Problem(("start_on",), f"工作日历从 {holidays.first_day} 开始，请改晚。")
    elif scenario.start_on + timedelta(days=total) > holidays.last_day:
        yield Problem(("start_on",), f"工作日历到 {holidays.last_day} 为止，请改早。")


def _given(scenario: Scenario) -> Iterator[Problem]:
    if isinstance(scenario.arrivals, Given):
        total = scenario.warm_up_days + scenario.days + scenario.cool_down_days
        first = datetime.combine(scenario.start_on, time())
        end = first + timedelta(days=total)
        outside = sum(not first <= at < end for at in scenario.arrivals.at)
        if outside:
            yield Problem(
                ("arrivals", "given", "at"),
                f"有 {outside} 个到达时刻不在模拟的日子里（{first:%Y-%m-%d} 起 {total} 天）。",
            )


def _steps(scenario: Scenario) -> Iterator[Problem]:
    if not scenario.steps:
        yield Problem(("steps",), "至少要有一个环节。")
    codes = [step.code for step in scenario.steps]
    yield from _twice(codes, ("steps",), "code")
    staffed = {pool for staff in scenario.staff for pool in staff.pools}
    for number, step in enumerate(scenario.steps):
        place: Place = ("steps", number)
        for need in step.needs:
            if need not in codes:
                yield Problem((*place, "needs"), f"没有环节“{need}”。")
        if step.pool and step.pool not in staffed:
            yield Problem((*place, "pool"), f"“{step.pool}”没有任何人，请在 staff 里写上。")
        yield from _step(step, place)


def _step(step: Activity, place: Place) -> Iterator[Problem]:
    if not step.pool and step.work_minutes.mean > 0:
        yield Problem(
            (*place, "pool"), "有办理时间却没有写由谁办；不用人办的时间请写 delay_calendar_days。"
        )
    if step.join_rule is JoinRule.QUORUM and not 1 <= step.quorum <= len(step.needs):
        yield Problem((*place, "quorum"), f"应当在 1 和前置环节数 {len(step.needs)} 之间。")
    if step.batch and step.batch.size < 2 and step.batch.at is None:
        yield Problem((*place, "batch"), "请写满几件（size，至少 2）或几点（at）一批。")
    if step.batch and not step.pool:
        yield Problem((*place, "batch"), "没有人办的环节不能分批。")


def _people(scenario: Scenario) -> Iterator[Problem]:
    calendars = [calendar.code for calendar in scenario.calendars]
    if not calendars:
        yield Problem(("calendars",), "至少要有一个工作时间。")
    yield from _twice(calendars, ("calendars",), "code")
    for number, staff in enumerate(scenario.staff):
        place: Place = ("staff", number)
        if staff.calendar not in calendars:
            yield Problem(
                (*place, "calendar"), f"没有工作时间“{staff.calendar}”，请在 calendars 里写上。"
            )
        if not staff.pools or len(set(staff.pools)) < len(staff.pools):
            yield Problem((*place, "pools"), "至少写一个，且不能重复。")
        for each, leave in enumerate(staff.leave):
            if leave.last < leave.first:
                yield Problem((*place, "leave", each), "结束早于开始。")


def _ways(scenario: Scenario) -> Iterator[Problem]:
    needs = {step.code: step.needs for step in scenario.steps}
    circles = loops({code: tuple(n for n in each if n in needs) for code, each in needs.items()})
    for circle in circles:
        yield Problem(("steps",), f"环节互相等待：{' → '.join((*circle, circle[0]))}。")
    for number, step in enumerate(scenario.steps):
        if step.rework and not circles and step.rework.to not in _before(step.code, needs):
            yield Problem(
                ("steps", number, "rework", "to"), f"“{step.rework.to}”不在这个环节之前，退不回去。"
            )


def _before(code: str, needs: dict[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = [code]
    while waiting:
        for need in needs.get(waiting.pop(), ()):
            if need not in found:
                found.add(need)
                waiting.append(need)
    return found


def _conditions(scenario: Scenario) -> Iterator[Problem]:
    values = {each.code: each.shares for each in scenario.attributes}
    yield from _twice(values, ("attributes",), "code")
    for number, step in enumerate(scenario.steps):
        if step.when is None:
            continue
        place: Place = ("steps", number, "when")
        unknown = sorted(set(fields(step.when)) - values.keys())
        for code in unknown:
            yield Problem(place, f"没有属性“{code}”，请在 attributes 里写上。")
        try:
            evaluate(step.when, {code: next(iter(shares), "") for code, shares in values.items()})
        except ConditionError as error:
            yield Problem(place, f"{error.message}。")


def _others(scenario: Scenario) -> Iterator[Problem]:
    codes = {step.code for step in scenario.steps}
    for code in scenario.instant.steps if scenario.instant else ():
        if code not in codes:
            yield Problem(("instant", "steps"), f"没有环节“{code}”。")
    promise = scenario.promise
    for name in ("clock_from", "clock_to") if promise else ():
        code = getattr(promise, name)
        if code and code not in codes:
            yield Problem(("promise", name), f"没有环节“{code}”。")
    for number, attribute in enumerate(scenario.attributes):
        for value in attribute.priorities:
            if value not in attribute.shares:
                yield Problem(("attributes", number, "priorities", value), "shares 里没有这个值。")


def _twice(codes: Iterable[str], place: Place, name: str) -> Iterator[Problem]:
    seen = Counter[str]()
    for number, code in enumerate(codes):
        seen[code] += 1
        if not code or seen[code] == 2:
            said = f"“{code}”已经用过了，请换一个。" if code else "不能是空的。"
            yield Problem((*place, number, name), said)
