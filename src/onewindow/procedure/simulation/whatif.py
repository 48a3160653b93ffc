"""What if: small functions from a scenario to a variant of it, each with a name that says so."""

from collections.abc import Sequence
from dataclasses import replace

from onewindow.procedure.simulation.arrivals import scaled
from onewindow.procedure.simulation.model import Activity, Instant, Promise, Scenario


def with_staff(scenario: Scenario, pool: str, change: int) -> Scenario:
    """Return the scenario with so many people more or fewer in a pool; raise ValueError below 1.

    People are added to, and taken from, the line of the staff list that serves the pool first of
    all, then the others.
    """
    lines = [n for n, staff in enumerate(scenario.staff) if pool in staff.pools]
    lines.sort(key=lambda n: (scenario.staff[n].pools.index(pool), len(scenario.staff[n].pools)))
    counts = [staff.count for staff in scenario.staff]
    if not lines or sum(counts[n] for n in lines) + change < 1:
        raise ValueError(f"“{pool}”至少要留一个人")
    left = change
    for number in lines:
        counts[number], left = max(counts[number] + left, 0), min(counts[number] + left, 0)
    staff = tuple(
        replace(each, count=count)
        for each, count in zip(scenario.staff, counts, strict=True)
        if count
    )
    name = scenario.pools.get(pool, pool)
    return _named(replace(scenario, staff=staff), f"{name} {change:+d} 人")


def with_arrivals(scenario: Scenario, factor: float) -> Scenario:
    """Return the scenario with so many times the cases."""
    changed = replace(scenario, arrivals=scaled(scenario.arrivals, factor))
    return _named(changed, f"办件量 {factor - 1:+.0%}")


def with_promise(scenario: Scenario, days: int) -> Scenario:
    """Return the scenario with another promised limit, in the unit it had."""
    promise = scenario.promise or Promise(days)
    return _named(replace(scenario, promise=replace(promise, days=days)), f"承诺 {days} 天")


def with_instant(scenario: Scenario, share: float) -> Scenario:
    """Return the scenario with a share of cases that is decided at once (分流到秒批)."""
    instant = replace(scenario.instant or Instant(0.0), share=share)
    return _named(replace(scenario, instant=instant), f"秒批 {share:.0%}")


def in_parallel(scenario: Scenario, codes: Sequence[str]) -> Scenario:
    """Return the scenario in which these steps wait for the same steps and not for each other.

    Whatever waited for one of them waits for all. Raise ValueError for a code that is not there.
    """
    chosen = [scenario.step(code) for code in codes if _is_there(scenario, code)]
    inside = set(codes)
    before = [need for step in chosen for need in step.needs if need not in inside]
    needs = tuple(dict.fromkeys(before))

    def rewired(step: Activity) -> Activity:
        if step.code in inside:
            return replace(step, needs=needs)
        if inside & set(step.needs):
            others = tuple(need for need in step.needs if need not in inside)
            return replace(step, needs=(*others, *codes))
        return step

    steps = tuple(rewired(step) for step in scenario.steps)
    names = "、".join(step.name or step.code for step in chosen)
    return _named(replace(scenario, steps=steps), f"{names}并行")


def _is_there(scenario: Scenario, code: str) -> bool:
    if code not in {step.code for step in scenario.steps}:
        raise ValueError(f"没有环节“{code}”")
    return True


def _named(scenario: Scenario, change: str) -> Scenario:
    return replace(scenario, name=f"{scenario.name}：{change}")
