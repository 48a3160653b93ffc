"""Times in which the applicant had the case: they are no wait for the office, and no work of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from onewindow.procedure.simulation.fitting.families import best_family
from onewindow.procedure.simulation.fitting.report import Report
from onewindow.procedure.simulation.model import Suspension
from onewindow.procedure.simulation.observations import Observations, Pause, Run

# For each step the days that it waited for the applicant, by case.
Rests = Mapping[str, Mapping[str, float]]
RARE = 0.005


def resumed(observed: Observations) -> tuple[Observations, Rests]:
    """Let what a pause held up become ready, and be begun, at the end of it; tell the days.

    A step that is done again after a pause was corrected: that is told by `loops`, not here.
    """
    rests: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    moved: dict[Run, Run] = {}
    for case, pauses in observed.pauses.items():
        own = observed.by_case.get(case, [])
        for pause in sorted(pauses, key=lambda pause: pause.ended):
            held = _held(own, pause)
            if held is None:
                continue
            moved[held] = _after(moved.get(held, held), pause.ended)
            if not any(run.step == held.step and run.ended <= pause.began for run in own):
                rests[held.step][case] += (pause.ended - pause.began) / timedelta(days=1)
    runs = tuple(moved.get(run, run) for run in observed.runs)
    return replace(observed, runs=runs), rests


def _held(runs: list[Run], pause: Pause) -> Run | None:
    """Return the run that was under way, else the first that came after."""
    later = [run for run in runs if run.ended >= pause.ended]
    return min(later, key=lambda run: (run.started or run.ended, run.ended), default=None)


def _after(run: Run, moment: datetime) -> Run:
    return replace(
        run,
        enabled=max(run.enabled, moment) if run.enabled else moment,
        started=max(run.started, moment) if run.started else None,
    )


def fit_suspension(code: str, rests: Rests, cases: int, report: Report) -> Suspension | None:
    """Return for which share of the cases a step waits for the applicant, and how long."""
    days = [each for each in rests.get(code, {}).values() if each > 0]
    share = len(days) / cases if cases else 0.0
    if share < RARE:
        return None
    found, _far = best_family(days)
    report.found(
        code, f"{share:.1%} 的办件办这个环节以前等申请人补正，平均 {found.mean:.2f} 天。", len(days)
    )
    return Suspension(round(min(share, 1.0), 4), found)
