"""The rules, each a query over what was done: one row for each deviation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import ibis
import ibis.expr.types as ir

from onewindow.eventlog import zones
from onewindow.eventlog.conformance.expected import Expected
from onewindow.eventlog.conformance.faults import Rule
from onewindow.eventlog.conformance.pauses import pauses, stopped
from onewindow.eventlog.office import DAY, EPOCH
from onewindow.eventlog.running import table_of
from onewindow.kernel.workdays import WorkCalendar

STEP = {
    "code": "string",
    "name": "string",
    "unit": "string",
    "limit": "int64",
    "limit_unit": "string",
    "is_optional": "boolean",
}


@dataclass(frozen=True)
class Ground:
    """What the rules look at. `done`: those `instances` that are steps, with `code` and `name`."""

    expected: Expected
    instances: ir.Table
    done: ir.Table
    asked: ir.Table | None
    zone: str
    span: tuple[int, int]
    calendar: WorkCalendar

    @cached_property
    def limited(self) -> ir.Table:
        """Every step with a limit, the days `used` and whether it `is_over`."""
        return _limited(self).cache()


def step_table(expected: Expected) -> ir.Table:
    """Return the steps as a table."""
    rows = [{name: getattr(step, name) for name in STEP} for step in expected.steps]
    return table_of(rows, STEP)


def deviations(ground: Ground) -> Iterator[tuple[Rule, ir.Table]]:
    """Return what each rule finds: `case_id`, `step` and what its reason needs."""
    yield Rule.SKIPPED, _skipped(ground)
    yield Rule.WRONG_ORDER, _wrong_order(ground)
    yield Rule.WRONG_UNIT, _wrong_unit(ground)
    yield Rule.OVER_LIMIT, _over_limit(ground)
    if ground.asked is not None and ground.expected.materials is not None:
        yield Rule.UNLISTED_MATERIAL, _unlisted(ground, ground.expected.materials)


def _order(expected: Expected) -> ir.Table:
    called = {step.code: step.name for step in expected.steps}
    is_optional = {step.code: step.is_optional for step in expected.steps}
    rows = [
        {"earlier": a, "later": b, "earlier_name": called[a], "may_miss": is_optional[a]}
        for a, b in expected.before()
    ]
    schema = dict.fromkeys(("earlier", "later", "earlier_name"), "string")
    return table_of(rows, {**schema, "may_miss": "boolean"})


def _skipped(ground: Ground) -> ir.Table:
    """Steps that were not done although one that has to wait for them was."""
    done = ground.done
    order = _order(ground.expected)
    needed = done.join(order.filter(~order.may_miss), [("code", "later")])
    missing = needed.anti_join(done.select("case_id", earlier="code"), ["case_id", "earlier"])
    first = missing.group_by("case_id", "earlier_name").aggregate(
        at_us=missing.ended_us.min(), other=missing.name.argmin(missing.ended_us)
    )
    return first.rename(step="earlier_name")


def _wrong_order(ground: Ground) -> ir.Table:
    """Steps that began before one that they have to wait for was first done."""
    done = ground.done
    begun = done.mutate(begun_us=ibis.coalesce(done.started_us, done.ended_us))
    firsts = begun.group_by("case_id", "code", "name").aggregate(
        begun_us=begun.begun_us.min(), ended_us=begun.ended_us.min()
    )
    order = _order(ground.expected)
    later = firsts.join(order, [("code", "later")])
    before = firsts.select(other_case="case_id", other_code="code", other_us="ended_us")
    pairs = later.join(before, [("case_id", "other_case"), ("earlier", "other_code")])
    wrong = pairs.filter(pairs.begun_us < pairs.other_us)
    return wrong.select("case_id", "other_us", step="name", other="earlier_name", at_us="begun_us")


def _wrong_unit(ground: Ground) -> ir.Table:
    """Steps that another department did than the procedure says."""
    done = ground.done
    wrong = done.filter(
        (done.expected_unit != "") & (done.unit != "") & (done.unit != done.expected_unit)
    )
    return wrong.select("case_id", "unit", step="name", other="expected_unit", at_us="ended_us")


def _over_limit(ground: Ground) -> ir.Table:
    """Steps that took longer than their limit."""
    counted = ground.limited
    return counted.filter(counted.is_over).select(
        "case_id", "ready_us", "used", "limit", "limit_unit", step="name", at_us="ended_us"
    )


def _limited(ground: Ground) -> ir.Table:
    """Return every step with a limit, the days `used` and whether it `is_over`, as the law counts.

    The day after the one on which it could begin is day 1 (民法典 201); a limit in calendar days
    that ends on a day off ends on the next workday (民法典 203).
    """
    done = _ready(ground)
    done = done.filter(done["limit"].notnull() & done.ready_us.notnull())
    days = _days(ground)
    placed = done.mutate(
        from_day=(zones.local(done.ready_us, ground.zone, span=ground.span) // DAY).cast("int64"),
        to_day=(zones.local(done.ended_us, ground.zone, span=ground.span) // DAY).cast("int64"),
    )
    placed = placed.mutate(last_day=placed.from_day + placed["limit"])
    for name, column in (("from_rank", "from_day"), ("to_rank", "to_day")):
        known = days.select(day="day", **{name: days["rank"]})
        placed = placed.join(known, [(column, "day")]).drop("day")
    last = days.select("day", due_day="next_workday")
    placed = placed.join(last, [("last_day", "day")]).drop("day")
    placed = placed.left_join(_stopped(ground, done, days), "position").drop("position_right")
    is_working = placed.limit_unit == "working"
    off = is_working.ifelse(placed.off_workdays, placed.off_days).fill_null(0)
    whole = is_working.ifelse(placed.to_rank - placed.from_rank, placed.to_day - placed.from_day)
    counted = placed.mutate(used=whole - off, off=off)
    is_over = is_working.ifelse(
        counted.used > counted["limit"], counted.to_day - counted.off > counted.due_day
    )
    return counted.mutate(is_over=is_over)


def _stopped(ground: Ground, done: ir.Table, days: ir.Table) -> ir.Table:
    """Count the days for which each step waited for the applicant, workdays and all."""
    parts = stopped(done, pauses(ground.instances, ground.expected))
    for name, column in (("from", parts.from_us), ("to", parts.to_us)):
        day = (zones.local(column, ground.zone, span=ground.span) // DAY).cast("int64")
        parts = parts.mutate(**{f"{name}_day": day})
        known = days.select(day="day", **{f"{name}_rank": days["rank"]})
        parts = parts.join(known, [(f"{name}_day", "day")]).drop("day")
    return parts.group_by("position").aggregate(
        off_workdays=(parts.to_rank - parts.from_rank).sum(),
        off_days=(parts.to_day - parts.from_day).sum(),
    )


def _ready(ground: Ground) -> ir.Table:
    """Take what a step has to wait for, not what happened to come before it, as its beginning."""
    done = ground.done
    pairs = [{"code": s.code, "need": need} for s in ground.expected.steps for need in s.needs]
    needs = table_of(pairs, {"code": "string", "need": "string"})
    waiting = done.select("case_id", "position", "code", "ended_us").join(needs, "code")
    ends = done.select(case_id="case_id", need="code", need_us="ended_us")
    met = waiting.join(ends, ["case_id", "need"])
    last = met.filter(met.need_us <= met.ended_us).group_by("position")
    known = last.aggregate(needs_us=met.need_us.max())
    joined = done.left_join(known, "position").drop("position_right")
    ready = ibis.coalesce(joined.enabled_us, joined.needs_us, joined.ready_us)
    return joined.mutate(ready_us=ready).drop("needs_us")


def _days(ground: Ground) -> ir.Table:
    longest = max((step.limit or 0 for step in ground.expected.steps), default=0)
    first, last = (EPOCH + timedelta(days=us // DAY) for us in ground.span)
    rows, rank = [], 0
    days = [first + timedelta(days=n - 1) for n in range((last - first).days + longest + 40)]
    works = [_works(ground.calendar, day) for day in days]
    following = days[-1]
    nexts: list[date] = []
    for day, is_workday in zip(reversed(days), reversed(works), strict=True):
        following = day if is_workday else following
        nexts.append(following)
    for day, is_workday, after in zip(days, works, reversed(nexts), strict=True):
        rank += is_workday
        rows.append({"day": (day - EPOCH).days, "rank": rank, "next_workday": (after - EPOCH).days})
    return table_of(rows, dict.fromkeys(("day", "rank", "next_workday"), "int64"))


def _works(calendar: WorkCalendar, day: date) -> bool:
    if calendar.first_day <= day <= calendar.last_day:
        return calendar.is_workday(day)
    return day.weekday() < 5


def _unlisted(ground: Ground, materials: tuple[str, ...]) -> ir.Table:
    """Materials that were asked for although the guide does not list them."""
    if ground.asked is None:
        raise AssertionError("nothing was asked")
    asked = ground.asked.mutate(step=ground.asked.material.split("、").unnest())
    named = asked.mutate(step=asked.step.strip())
    return named.filter((named.step != "") & named.step.notin(list(materials))).select(
        "case_id", "step", "at_us"
    )
