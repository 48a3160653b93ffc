"""An outcome in Chinese sentences, for the command line and as the text beside a chart."""

from collections.abc import Iterator

from onewindow.procedure.simulation.fitting import Fitted
from onewindow.procedure.simulation.intervals import Interval
from onewindow.procedure.simulation.outcome import Outcome, Spread, StepOutcome
from onewindow.procedure.simulation.simulate import Comparison
from onewindow.procedure.simulation.staffing import Staffing

ABOUT = {
    "arrivals": "到件", "hours": "上班时间", "staff": "人员", "work": "办理时间", "delays": "等待",
    "log": "记录",
}  # fmt: skip


def tell(outcome: Outcome) -> list[str]:
    """Tell an outcome; the ranges are 95 % confidence intervals of the means."""
    return [
        _heading(outcome),
        *_times(outcome),
        "各环节：",
        *(f"  {_step(step)}" for step in outcome.steps),
        "各岗位：",
        *(
            f"  {pool.name}：忙碌 {_share(pool.utilisation)}，平均 {_number(pool.queue)} 件在等"
            for pool in outcome.pools
        ),
        *(f"注意：{line}" for line in outcome.warnings),
    ]


def tell_differences(comparison: Comparison) -> list[str]:
    """Tell what each variant changes against the first scenario, chance set apart."""
    base, *variants = comparison.outcomes
    lines = []
    for outcome, change in zip(variants, comparison.differences, strict=True):
        lines.append(f"与“{base.scenario}”相比，“{outcome.scenario}”：")
        lines += [f"  {line}" for line in _changes(change)]
    return lines


def tell_staffing(found: Staffing) -> list[str]:
    """Tell who is needed and why."""
    lines = [f"试了 {found.variants} 种人手。" if found.is_met else "没有找到能达到目标的人手。"]
    for line in found.lines:
        change = f"{line.before} → {line.proposed} 人"
        lines.append(f"  {line.name}：{change}，忙碌 {_share(line.utilisation)}。{line.why}")
    return [*lines, "", *tell(found.outcome)]


def tell_fit(fitted: Fitted) -> list[str]:
    """Tell what a scenario rests on, assumptions marked, and how like its log it is."""
    notes = (f"  {line}" for line in tell_notes(fitted))
    return ["拟合：", *notes, f"验证：{fitted.validation.verdict}"]


def tell_notes(fitted: Fitted) -> Iterator[str]:
    """Tell each note of a fit: about what, on how many rows it rests."""
    names = {step.code: step.name or step.code for step in fitted.scenario.steps} | ABOUT
    for note in fitted.notes:
        rests = "假定" if note.is_assumption else f"{note.observations} 条记录"
        yield f"{names.get(note.about, note.about)}（{rests}）：{note.message}"


def _heading(outcome: Outcome) -> str:
    return (
        f"{outcome.scenario}：重复 {outcome.replications} 次，每次平均 {outcome.cases.mean:,.0f} 件"
        "（括号里是 95% 置信区间）。"
    )


def _times(outcome: Outcome) -> Iterator[str]:
    if outcome.working_days is None or outcome.calendar_days is None:
        return
    yield f"  全程 {_spread(outcome.working_days, '个工作日')}"
    yield f"  合日历 {_spread(outcome.calendar_days, '天')}"
    if outcome.within_promise:
        yield f"  承诺期限内办结 {_share(outcome.within_promise)}"
    if outcome.yuan_per_case.mean:
        yield f"  每件人工和其他花费 {_number(outcome.yuan_per_case)} 元"


def _step(step: StepOutcome) -> str:
    if step.waiting_working_days is None:
        return f"{step.name}：没有办件经过"
    parts = [f"等待 {_number(step.waiting_working_days.mean)} 个工作日"]
    if step.batch_calendar_days and step.batch_calendar_days.mean:
        parts.append(f"其中等凑批 {step.batch_calendar_days.mean:.2f} 天")
    if step.work_minutes and step.work_minutes.mean:
        parts.append(f"办理 {_number(step.work_minutes)} 分钟")
    if abs(step.runs_per_case.mean - 1) > 0.005:
        parts.append(f"每件平均经过 {step.runs_per_case.mean:.2f} 次")
    if step.within_limit:
        parts.append(f"环节时限内 {_share(step.within_limit)}")
    return f"{step.name}：{'，'.join(parts)}"


def _changes(change: dict[str, Interval]) -> Iterator[str]:
    for name, label, unit, scale in (
        ("working_days.mean", "平均全程", "个工作日", 1),
        ("working_days.p95", "最慢的 5% 至少要", "个工作日", 1),
        ("within_promise", "承诺期限内办结", "个百分点", 100),
        ("yuan_per_case", "每件花费", "元", 1),
        ("payroll_yuan", "期内人员开支", "元", 1),
    ):
        if name not in change:
            continue
        each = change[name]
        low, high = each.low * scale, each.high * scale
        if abs(low) < 5e-7 and abs(high) < 5e-7:
            continue
        sure = "" if each.excludes_zero else "，看不出差别"
        yield f"{label} {each.mean * scale:+,.2f} {unit}（{low:+,.2f} 到 {high:+,.2f}{sure}）"


def _spread(spread: Spread, unit: str) -> str:
    return (
        f"平均 {_number(spread.mean)} {unit}，一半在 {spread.median.mean:.1f}、80% 在"
        f" {spread.p80.mean:.1f}、95% 在 {spread.p95.mean:.1f} {unit}以内"
    )


def _number(each: Interval) -> str:
    places = 1 if abs(each.mean) >= 10 else 2
    return f"{each.mean:,.{places}f}（{each.low:,.{places}f}–{each.high:,.{places}f}）"


def _share(each: Interval) -> str:
    return f"{each.mean:.1%}（{max(each.low, 0):.1%}–{min(each.high, 1):.1%}）"
