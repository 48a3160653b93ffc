"""What a log says, in a few lines of Chinese."""

from collections.abc import Iterator

from onewindow.eventlog.log import EventLog
from onewindow.eventlog.measures import Measures

ARCS = 10


def tell(log: EventLog, measured: Measures) -> list[str]:
    """Say the main figures and what is wrong with the log, one line each."""
    return [*_head(log, measured), *_times(measured), *_flow(measured), *_dirt(log)]


def span(seconds: float) -> str:
    """Say a length of time."""
    if seconds < 60:
        return f"{seconds:.0f} 秒"
    if seconds < 3600:
        return f"{seconds / 60:.0f} 分钟"
    return f"{seconds / 3600:.1f} 小时" if seconds < 86_400 else f"{seconds / 86_400:.1f} 天"


def _head(log: EventLog, measured: Measures) -> Iterator[str]:
    yield (
        f"{log.source.name}：{measured.cases:,} 件，{measured.events:,} 个事件，"
        f"{measured.variants.count:,} 种办理顺序，"
        f"{measured.first_at[:10]} 至 {measured.last_at[:10]}。"
    )
    columns = "，".join(f"{role}={name}" for role, name in log.source.mapping.as_json().items())
    yield f"列的含义：{columns}。"


def _times(measured: Measures) -> Iterator[str]:
    calendar, working = measured.throughput.calendar, measured.throughput.working
    if calendar is not None:
        yield f"办理时长：一半在 {span(calendar.p50)}以内，95% 在 {span(calendar.p95)}以内。"
    hours = measured.working_time
    if working is not None and hours is not None:
        half, most = (seconds / hours.seconds_a_day for seconds in (working.p50, working.p95))
        yield f"按工作时间：一半在 {half:.1f} 个工作日以内，95% 在 {most:.1f} 个工作日以内。"
        if hours.years_without_calendar:
            years = "、".join(map(str, hours.years_without_calendar))
            yield f"{years} 年没有放假安排，只按周末算休息日。"
    yield f"返工：{measured.rework.cases:,} 件（{measured.rework.share:.1%}）有环节重做。"
    for each in measured.deadlines:
        yield f"期限（{each.attribute}）：{each.late:,} 件超过。"


def _flow(measured: Measures) -> Iterator[str]:
    yield "最常见的先后："
    for arc in measured.graph.arcs[:ARCS]:
        if arc.waiting is not None:
            half = span(arc.waiting.p50)
            yield f"  {arc.count:>9,} 次  {arc.source} → {arc.target}，一半在 {half}以内"


def _dirt(log: EventLog) -> Iterator[str]:
    if len(log.dirt):
        yield "日志的毛病："
    for problem in log.dirt:
        yield f"  {problem.tell()}"
