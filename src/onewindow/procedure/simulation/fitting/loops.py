"""Corrections, ways back, branches and early ends from the order in which steps were run."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from onewindow.procedure.graph import followers, reached
from onewindow.procedure.simulation.distributions import Fixed
from onewindow.procedure.simulation.fitting.families import best_family
from onewindow.procedure.simulation.fitting.report import Report
from onewindow.procedure.simulation.model import Correction, Rework
from onewindow.procedure.simulation.observations import Observations, Run

Needs = Mapping[str, tuple[str, ...]]
# Fewer cases than this say nothing about one more attempt.
FEW = 5
RARE = 0.005


@dataclass
class Loops:
    """How often each step was repeated by itself, or sent back to which earlier one, by case."""

    corrections: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    gaps: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    reworks: dict[tuple[str, str], Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter)
    )


def find_loops(observed: Observations, needs: Needs) -> Loops:
    """Tell repetitions apart: what follows a later step was sent back, the rest was corrected."""
    before = {code: reached([code], needs) - {code} for code in needs}
    loops = Loops()
    for case, runs in observed.by_case.items():
        last: dict[str, datetime] = {}
        redone: set[str] = set()
        previous = ""
        for run in runs:
            if run.step in last and run.step not in redone:
                if previous != run.step and run.step in before.get(previous, ()):
                    loops.reworks[previous, run.step][case] += 1
                    redone = (reached([run.step], followers(needs)) & before[previous]) | {previous}
                else:
                    loops.corrections[run.step][case] += 1
                    loops.gaps[run.step].append(_days(last[run.step], run))
            redone.discard(run.step)
            last[run.step], previous = run.ended, run.step
    return loops


def _days(ended: datetime, run: Run) -> float:
    begun = run.enabled or run.started or run.ended
    return max((begun - ended) / timedelta(days=1), 0.0)


def fit_correction(code: str, loops: Loops, cases: int, report: Report) -> Correction | None:
    """Return how a step is corrected, by attempt."""
    shares = _by_attempt(loops.corrections[code], cases)
    if not shares:
        return None
    gaps = loops.gaps[code]
    days, _far = best_family(gaps)
    report.found(code, f"办后重来：首次 {shares[0]:.1%}，中间平均 {days.mean:.2f} 天。", len(gaps))
    return Correction(shares, days if days.mean > 0.01 else Fixed(0))


def fit_rework(code: str, loops: Loops, cases: int, report: Report) -> Rework | None:
    """Return to where a step sends cases back, of several ways the most frequent."""
    ways = {to: counts for (step, to), counts in loops.reworks.items() if step == code}
    if not ways:
        return None
    to = max(ways, key=lambda each: ways[each].total())
    whole = sum(ways.values(), Counter[str]())
    shares = _by_attempt(whole, cases)
    if not shares:
        return None
    report.found(code, f"退回“{to}”：首次 {shares[0]:.1%}。", whole.total())
    if len(ways) > 1:
        report.assumed(code, f"也有退回别处的（{len(ways)} 处），都按退回“{to}”计。")
    return Rework(to, shares)


def _by_attempt(counts: Counter[str], cases: int) -> tuple[float, ...]:
    shares: list[float] = []
    at_risk = cases
    for attempt in range(1, 11):
        again = sum(count >= attempt for count in counts.values())
        if not again or at_risk < FEW or (not shares and again < RARE * at_risk):
            break
        shares.append(min(again / at_risk, 1.0))
        at_risk = again
    return tuple(shares)


def taken_shares(observed: Observations, needs: Needs) -> dict[str, tuple[float, int]]:
    """Return for each step in how many of the cases that went past it it was run.

    Past a step is who ran it or anything that follows it. What nothing follows is judged by the
    cases that ran any last step.
    """
    after = followers(needs)
    last = {code for code in needs if not after[code]}
    result = {}
    visited = [{run.step for run in runs} for runs in observed.by_case.values()]
    for code in needs:
        beyond = reached([code], after) if after[code] else last
        past = [steps for steps in visited if steps & beyond]
        share = sum(code in steps for steps in past) / len(past) if past else 0.0
        result[code] = (share, len(past))
    return result


def stopped_at(observed: Observations, needs: Needs) -> Counter[str]:
    """Count at which step cases ended that are over but never came to a last step."""
    after = followers(needs)
    last = {code for code in needs if not after[code]}
    over = closed_cases(observed)
    return Counter(
        runs[-1].step
        for case, runs in observed.by_case.items()
        if case in over and not {run.step for run in runs} & last
    )


def closed_cases(observed: Observations) -> set[str]:
    """Return the cases that are over: as told, or silent for longer than nearly all cases last."""
    if observed.ended:
        return set(observed.ended) & set(observed.by_case)
    lasted = sorted(observed.ends[case] - begun for case, begun in observed.arrivals.items())
    usual = lasted[int(0.95 * (len(lasted) - 1))]
    newest = max(observed.ends.values())
    return {case for case, ended in observed.ends.items() if newest - ended > usual}
