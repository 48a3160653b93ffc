"""Check a log against a procedure: per case, and in sum."""

from dataclasses import asdict, dataclass

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.conformance.expected import Expected
from onewindow.eventlog.conformance.faults import SAID, Fault, Rule, fault
from onewindow.eventlog.conformance.rules import Ground, deviations, step_table
from onewindow.eventlog.log import EventLog
from onewindow.eventlog.running import integer, number, rows
from onewindow.kernel.workdays import WorkCalendar

# Attributes of an event that name what was asked of the applicant.
MATERIALS = ("event_materials", "event_material", "event_补正材料", "event_材料")
STEP_CODES = ("event_step", "event_环节编码")
TOLD = 1000


@dataclass(frozen=True)
class Deviation:
    """How often a rule was broken, and in how many cases."""

    rule: Rule
    said: str
    count: int
    cases: int


@dataclass(frozen=True)
class LimitKept:
    """A step with its limit: how often it was done, and how often later than that."""

    step: str
    limit: int
    limit_unit: str
    count: int
    late: int


@dataclass(frozen=True)
class Conformance:
    """Which cases kept to the procedure.

    `faults` are told one by one, of each rule up to a number; `counts` has all. `unknown` are
    activities of the log that the procedure does not have, `unknown_units` names of nobody known:
    they are not counted against a case.
    """

    procedure: str
    cases: int
    conforming: int
    counts: tuple[Deviation, ...]
    faults: tuple[Fault, ...]
    unknown: dict[str, int]
    unseen: tuple[str, ...]
    unknown_units: tuple[str, ...] = ()
    limits: tuple[LimitKept, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return it for a program."""
        share = self.conforming / self.cases if self.cases else 1.0
        return {**asdict(self), "share": share}

    def tell(self, shown: int = 20) -> list[str]:
        """Say it in lines of Chinese."""
        share = self.conforming / self.cases if self.cases else 1.0
        lines = [
            f"{self.cases:,} 件里有 {self.conforming:,} 件（{share:.1%}）按“{self.procedure}”办理。"
        ]
        lines += [f"  {each.said}：{each.count:,} 处，{each.cases:,} 件。" for each in self.counts]
        if self.unseen:
            lines.append(f"流程里的这些环节，日志里一次也没有：{'、'.join(self.unseen)}。")
        if self.unknown:
            named = "、".join(f"{name}（{count:,} 次）" for name, count in self.unknown.items())
            lines.append(f"日志里的这些活动不在流程里，没有比对：{named}。")
        if self.unknown_units:
            named = "、".join(self.unknown_units)
            lines.append(f"不知道日志里的这些单位是谁，没有比对由谁办：{named}。")
        lines += [f"{each.case}：{each.reason}" for each in self.faults[:shown]]
        return lines


def check(
    log: EventLog, expected: Expected, calendar: WorkCalendar, *, told: int = TOLD
) -> Conformance:
    """Check every case of a log by the rules; steps are known by their code or name.

    Of each rule so many deviations are told, those of the first cases.
    """
    done, unknown = _matched(log, expected)
    done, strangers = _called(done, expected)
    events = log.events
    ends = rows(events.aggregate(first=events.at_us.min(), last=events.at_us.max()))[0]
    ready = rows(done.aggregate(first=done.ready_us.min()))[0]["first"]
    # What could begin before anything had ended belongs to the log's days too.
    since = min(integer(at) for at in (ends["first"], ready) if at is not None)
    span = since, integer(ends["last"])
    ground = Ground(expected, log.instances, done, _asked(events), log.source.zone, span, calendar)
    counts, faults, broken = [], [], []
    for rule, query in deviations(ground):
        found = query.cache()
        count = number(found.count())
        if count:
            counts.append(Deviation(rule, SAID[rule], count, number(found.case_id.nunique())))
            first = rows(found.order_by("case_id", "at_us", "step").limit(told))
            faults += [fault(rule, row, ground.zone) for row in first]
            broken.append(found.select("case_id"))
    cases = number(log.flow.cases.table.count())
    deviating = number(ibis.union(*broken).case_id.nunique()) if broken else 0
    faults.sort(key=lambda each: (each.case, each.rule))
    seen = {str(row["name"]) for row in rows(done.select("name").distinct())}
    unseen = tuple(step.name for step in expected.steps if step.name not in seen)
    return Conformance(
        procedure=expected.name,
        cases=cases,
        conforming=cases - deviating,
        counts=tuple(counts),
        faults=tuple(faults),
        unknown=unknown,
        unseen=unseen,
        unknown_units=strangers,
        limits=_limits_kept(ground),
    )


def _limits_kept(ground: Ground) -> tuple[LimitKept, ...]:
    """Count for every step with a limit how often it was kept, in the order of the procedure."""
    done = ground.limited
    counted = done.group_by("code").aggregate(count=done.count(), late=done.is_over.sum())
    found = {
        str(row["code"]): (integer(row["count"]), integer(row["late"])) for row in rows(counted)
    }
    return tuple(
        LimitKept(step.name, step.limit, step.limit_unit, *found[step.code])
        for step in ground.expected.steps
        if step.limit is not None and step.code in found
    )


def _matched(log: EventLog, expected: Expected) -> tuple[ir.Table, dict[str, int]]:
    steps = step_table(expected).rename(expected_unit="unit")
    by_name = {step.name: step.code for step in expected.steps}
    codes = {step.code: step.code for step in expected.steps}
    instances = log.instances
    coded = instances.mutate(code=instances.activity.substitute({**by_name, **codes}, else_=""))
    step_code = next((name for name in STEP_CODES if name in log.events.columns), "")
    if step_code:
        named = log.events.select("position", given=log.events[step_code])
        joined = coded.left_join(named, "position").drop("position_right")
        known = joined.given.isin(list(codes))
        coded = joined.mutate(code=known.ifelse(joined.given, joined.code)).drop("given")
    done = coded.join(steps, "code").cache()
    others = coded.filter(coded.code == "")
    unknown = rows(others.group_by("activity").aggregate(count=others.count()))
    counted = sorted(
        ((str(row["activity"]), integer(row["count"])) for row in unknown),
        key=lambda pair: (-pair[1], pair[0]),
    )
    return done, dict(counted)


def _called(done: ir.Table, expected: Expected) -> tuple[ir.Table, tuple[str, ...]]:
    """Call units as the steps do; whoever has none of their names is left nameless, and told."""
    if not expected.units:
        return done, ()
    names = {**expected.units, **{name: name for name in expected.units.values()}}
    strange = done.filter((done.unit != "") & done.unit.notin(list(names)))
    found = sorted(str(row["unit"]) for row in rows(strange.select("unit").distinct()))
    return done.mutate(unit=done.unit.substitute(names, else_="")).cache(), tuple(found)


def _asked(events: ir.Table) -> ir.Table | None:
    column = next((name for name in MATERIALS if name in events.columns), "")
    if not column:
        return None
    named = events.filter(events[column].notnull())
    return named.select("case_id", "at_us", material=named[column].cast("string"))
