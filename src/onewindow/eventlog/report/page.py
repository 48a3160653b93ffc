"""The page: key figures, the map, waits, variants, people, the log's dirt."""

from collections.abc import Iterator
from importlib import resources

from onewindow.eventlog.log import EventLog
from onewindow.eventlog.measures import Measures
from onewindow.eventlog.measures.spread import Spread
from onewindow.eventlog.report.parts import bars, columns, key_figures, section, table, text
from onewindow.eventlog.telling import span

ARCS, VARIANTS, PEOPLE = 20, 10, 15
CAUSES = {
    "batching": "攒批",
    "contention": "人手占用（先来先办）",
    "priority": "让后来的先办",
    "unavailability": "不在上班时间",
    "other": "其他",
}
WEEKDAYS = "一二三四五六日"


def page(log: EventLog, measured: Measures, *, map_svg: str = "") -> str:
    """Return the whole page; `map_svg` is the process map where somebody has drawn it."""
    style = resources.files("onewindow.eventlog.report").joinpath("report.css")
    title = f"{log.source.name}：办理过程"
    spans = f"{measured.first_at[:10]} 至 {measured.last_at[:10]}"
    parts = "".join(_parts(log, measured, map_svg))
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title><style>{style.read_text(encoding='utf-8')}</style></head>"
        f"<body><header><h1>{text(title)}</h1><p>{text(spans)}，时区 {text(measured.zone)}</p>"
        f"</header><main>{parts}</main></body></html>\n"
    )


def _parts(log: EventLog, measured: Measures, map_svg: str) -> Iterator[str]:
    yield section("一眼看去", key_figures(_keys(measured)), note=_hours(measured))
    yield section("实际怎么走", map_svg, note="越粗走的办件越多；颜色看等了多久，虚线是往回走。")
    yield section("等得最久的地方", _arcs(measured), note="从上一环节到下一环节，按总时间排。")
    yield section("为什么等", _causes(measured), note="只算日志写明开始时间、写明经办人的环节。")
    yield section("各环节", _activities(measured))
    yield section("走法", _variants(measured), note=f"共 {measured.variants.count:,} 种。")
    yield section("部门之间", _handovers(measured))
    yield section("成批办理", _batches(measured))
    yield section("什么时候来件", _arrivals(measured))
    yield section("谁办了多少", _people(measured))
    yield section("日志本身的毛病", table(["毛病", "处数", "计入"], _dirt(log)))


def _keys(measured: Measures) -> Iterator[tuple[str, str]]:
    yield "办件", f"{measured.cases:,} 件"
    yield "事件", f"{measured.events:,} 个"
    yield "走法", f"{measured.variants.count:,} 种"
    whole, working = measured.throughput.calendar, measured.throughput.working
    if whole is not None:
        yield "一半办件在", f"{span(whole.p50)}内"
        yield "95% 办件在", f"{span(whole.p95)}内"
    if working is not None and measured.working_time is not None:
        days = working.p50 / measured.working_time.seconds_a_day
        yield "一半办件（工作日）", f"{days:.1f} 个内"
    yield "有返工", f"{measured.rework.share:.1%}"
    for each in measured.deadlines[:1]:
        yield f"按期（{each.attribute}）", f"{each.share_in_time:.1%}"


def _hours(measured: Measures) -> str:
    hours = measured.working_time
    if hours is None:
        return ""
    years = "、".join(map(str, hours.years_without_calendar))
    unknown = f"；{years} 年没有放假安排，只按周末算" if years else ""
    return f"工作时间按 {hours.hours} 算{unknown}。"


def _arcs(measured: Measures) -> str:
    arcs = [arc for arc in measured.graph.arcs if arc.waiting is not None]
    arcs.sort(key=lambda arc: -(arc.waiting.total if arc.waiting else 0))
    heads = ["从", "到", "次数", "一半在", "80% 在", "95% 在"]
    rows = ([arc.source, arc.target, f"{arc.count:,}", *_tails(arc.waiting)] for arc in arcs[:ARCS])
    return table(heads, rows, words=2)


def _tails(spread: Spread | None) -> list[str]:
    if spread is None:
        return ["—", "—", "—"]
    return [span(spread.p50), span(spread.p80), span(spread.p95)]


def _causes(measured: Measures) -> str:
    sums = {cause: sum(getattr(each, cause) for each in measured.waiting) for cause in CAUSES}
    total = sum(sums.values())
    rows = [
        (CAUSES[cause], seconds, f"{seconds / total:.0%}，{span(seconds)}")
        for cause, seconds in sorted(sums.items(), key=lambda pair: -pair[1])
        if seconds
    ]
    return bars("等待的原因", rows)


def _activities(measured: Measures) -> str:
    heads = ["环节", "次数", "办件", "一次办成", "人数", "距上一环节一半在"]
    rows = (
        [each.name, f"{each.count:,}", f"{each.cases:,}", f"{each.first_pass:.0%}",
         f"{each.people:,}", span(each.sojourn.p50) if each.sojourn else "—"]
        for each in measured.activities
    )  # fmt: skip
    return table(heads, rows)


def _variants(measured: Measures) -> str:
    rows = (
        [" → ".join(each.activities), f"{each.count:,}", f"{each.share:.1%}",
         span(each.throughput.p50) if each.throughput else "—"]
        for each in measured.variants.top[:VARIANTS]
    )  # fmt: skip
    return table(["先后", "办件", "占比", "一半在"], rows)


def _handovers(measured: Measures) -> str:
    pairs = [pair for pair in measured.handovers.units if pair.source != pair.target]
    rows = (
        [pair.source or "未写明", pair.target or "未写明", f"{pair.count:,}", *_tails(pair.waiting)]
        for pair in pairs[:ARCS]
    )
    return table(["从", "到", "次数", "一半在", "80% 在", "95% 在"], rows, words=2)


def _batches(measured: Measures) -> str:
    rows = (
        [each.activity, f"{each.batches:,}", f"{each.share:.0%}", f"{each.mean_size:.1f}",
         "—" if each.gathered is None else span(each.gathered)]
        for each in measured.batching
    )  # fmt: skip
    return table(["环节", "批数", "成批占比", "每批件数", "平均等齐"], rows)


def _arrivals(measured: Measures) -> str:
    hours = [(str(hour), count) for hour, count in enumerate(measured.arrivals.by_hour)]
    days = list(zip(WEEKDAYS, measured.arrivals.by_weekday, strict=True))
    return columns("按钟点来件", hours) + columns("按星期来件", days)


def _people(measured: Measures) -> str:
    rows = [
        (each.name, float(each.events), f"{each.events:,} 个，{each.days:,} 天")
        for each in measured.load.people[:PEOPLE]
    ]
    return bars("各人办理的事件", rows)


def _dirt(log: EventLog) -> Iterator[list[str]]:
    for problem in log.dirt:
        yield [problem.said, f"{problem.count:,}", "否" if problem.is_left_out else "是"]
