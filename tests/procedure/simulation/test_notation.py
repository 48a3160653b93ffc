"""Scenarios as files: everything reads back, every fault is named with its line and place."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from onewindow.kernel.conditions import Compare, Op
from onewindow.kernel.workdays import Unit
from onewindow.procedure.simulation import (
    OFFICE,
    Activity,
    Attribute,
    BadScenario,
    Batch,
    ClockTime,
    Correction,
    Empirical,
    Gamma,
    Gaps,
    Given,
    HourOfWeek,
    Instant,
    Leave,
    LogNormal,
    Pert,
    Poisson,
    Promise,
    Rework,
    Scenario,
    Staff,
    Suspension,
    Triangular,
    Uniform,
    read_scenario,
    write_scenario,
)
from onewindow.procedure.step import JoinRule, StepKind

at = datetime.fromisoformat
SAMPLES = Path(__file__).parents[3] / "data" / "sample" / "scenarios"
FULL = Scenario(
    name="示例",
    start_on=date(2026, 3, 2),
    days=30,
    warm_up_days=5,
    cool_down_days=5,
    steps=(
        Activity("a", name="受理", kind=StepKind.ACCEPTANCE, pool="p", work_minutes=Gamma(9, 3.5)),
        Activity("b", needs=("a",), when=Compare("k", Op.EQ, "x"), share=0.5, stop_share=0.1),
        Activity(
            "c", needs=("a",), pool="q", work_minutes=Triangular(1, 2, 3), priority=2, yuan=1.5,
            correction=Correction((0.5, 0.1), LogNormal(3, 2)), batch=Batch(3, ClockTime(630)),
            suspension=Suspension(0.2, Uniform(3, 4)), limit=3, limit_unit=Unit.CALENDAR,
        ),
        Activity("d", needs=("b", "c"), join_rule=JoinRule.QUORUM, quorum=1, pool="p",
                 work_minutes=Pert(1, 2, 5), rework=Rework("a", (0.1,))),
        Activity("e", needs=("d",), delay_calendar_days=Empirical((1, 2, 3), (1, 1, 2))),
    ),
    arrivals=Poisson(3.5, weekday_weights=(1, 1, 1, 1, 1, 0, 0)),
    staff=(
        Staff(("p", "q"), 2, leave=(Leave(date(2026, 3, 9), date(2026, 3, 10)),)), Staff(("q",)),
    ),
    attributes=(Attribute("k", {"x": 0.5, "y": 0.5}, priorities={"y": -1}),),
    pools={"p": "窗口"},
    promise=Promise(5, clock_from="a"),
    instant=Instant(0.1, 1.5, ("e",)),
)  # fmt: skip


@pytest.mark.parametrize(
    "arrivals",
    [
        FULL.arrivals,
        HourOfWeek(((0.5,) * 24,) * 7, on_workdays_only=False),
        Given((at("2026-03-02 09:30"), at("2026-03-03 10:00:30"))),
        Gaps((5, 12.5)),
    ],
)
def test_a_scenario_reads_back_as_it_was(arrivals: Poisson | HourOfWeek | Given | Gaps) -> None:
    scenario = replace(FULL, arrivals=arrivals)
    text = write_scenario(scenario)
    assert read_scenario(text) == scenario
    assert write_scenario(read_scenario(text)) == text


def test_the_sample_scenarios_read() -> None:
    paths = sorted(SAMPLES.glob("*.yaml"))
    assert len(paths) == 2
    for path in paths:
        assert "示例" in read_scenario(path.read_text(encoding="utf-8")).name


FAULTY = """\
name: 示例
start_on: 2026-13-02
dayz: 30
steps:
- {code: a, pool: p, work_minutes: {lognormal: {mean: 3}}, needs: [b]}
- code: b
  work_minutes: soon
  kind: acceptence
  when: {field: kind, op: "=", value: new}
staff:
- {pools: p, count: 1.5}
calendars:
- {code: office, hours: [{weekdays: [1], opens: "9 Uhr", closes: 12:30}]}
arrivals: {poison: 3}
"""

FAULTY_FAULTS = """\
第 1 行 days：缺少这一项。
第 2 行 start_on：应当是一个日期，如 2026-03-02。
第 3 行 dayz：没有这一项，是不是 days。
第 5 行 steps → 第 1 项 → work_minutes → lognormal → sd：缺少这一项。
第 7 行 steps → 第 2 项 → work_minutes：应当是一个数，或 fixed、exponential、lognormal、gamma、\
uniform、triangular、pert、empirical 之一，如 {fixed: …}。
第 8 行 steps → 第 2 项 → kind：应当是 pre_review、acceptance、review、decision、delivery 之一。
第 9 行 steps → 第 2 项 → when：$.op：未知的比较方式 '='，可用的有 == != < <= > >=。
第 11 行 staff → 第 1 项 → pools：应当是一个列表（每项一行，以“- ”开头，或写在 [ ] 里）。
第 11 行 staff → 第 1 项 → count：应当是一个整数。
第 13 行 calendars → 第 1 项 → hours → 第 1 项 → opens：应当是一天中的时刻，如 13:30。
第 14 行 arrivals：应当是 poisson、hour_of_week、given、gaps 之一，如 {poisson: …}。
"""


def test_every_fault_of_form_is_named_with_its_line() -> None:
    assert faults(FAULTY) == FAULTY_FAULTS.splitlines()


MEANT = """\
name: 示例
start_on: 2026-03-02
days: 0
steps:
- {code: a, needs: [c, z], pool: p, work_minutes: -3, share: 1.2}
- {code: b, needs: [a], pool: "", work_minutes: 5, rework: {to: c, shares: []}}
- {code: c, needs: [b], when: {field: nothing, op: "==", value: x}, batch: {size: 1}}
- {code: d, join_rule: quorum, quorum: 2, needs: [a]}
- {code: d}
staff:
- {pools: [q], calendar: night}
arrivals: {poisson: {cases_per_day: 3, hour_weights: [1, 2]}}
"""

MEANT_FAULTS = """\
第 3 行 days：至少是 1。
第 4 行 steps：环节互相等待：a → b → c → a。
第 5 行 steps → 第 1 项 → work_minutes：不能小于 0。
第 5 行 steps → 第 1 项 → share：是一个比例，应当在 0 和 1 之间。
第 5 行 steps → 第 1 项 → needs：没有环节“z”。
第 5 行 steps → 第 1 项 → pool：“p”没有任何人，请在 staff 里写上。
第 6 行 steps → 第 2 项 → rework → shares：是各次的比例，应当在 0 和 1 之间，至少一个。
第 6 行 steps → 第 2 项 → pool：有办理时间却没有写由谁办；不用人办的时间请写 delay_calendar_days。
第 7 行 steps → 第 3 项 → batch：请写满几件（size，至少 2）或几点（at）一批。
第 7 行 steps → 第 3 项 → batch：没有人办的环节不能分批。
第 7 行 steps → 第 3 项 → when：没有属性“nothing”，请在 attributes 里写上。
第 8 行 steps → 第 4 项 → quorum：应当在 1 和前置环节数 1 之间。
第 9 行 steps → 第 5 项 → code：“d”已经用过了，请换一个。
第 11 行 staff → 第 1 项 → calendar：没有工作时间“night”，请在 calendars 里写上。
第 12 行 arrivals → poisson → hour_weights：应当有 24 个数，现在有 2 个。
"""


def test_every_fault_of_meaning_is_named_with_its_line() -> None:
    assert faults(MEANT) == MEANT_FAULTS.splitlines()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1", "不是正确的 YAML：第 1 行写法有误"),
        ("a: 1\na: 2", "a：写了两次，请删去一处。"),
        ("- 1", "应当是一组“名称: 值”。"),
        ("", "缺少这一项。"),
        ("a: &x [1]\nb: *x", "不能用 * 引用别处的内容"),
        ("[" * 60, "嵌套超过 40 层"),
        ("x" * 2_000_001, "文件太大"),
    ],
)
def test_what_is_no_scenario_is_refused(text: str, said: str) -> None:
    assert any(said in line for line in faults(text))


def test_arrivals_that_would_not_count_are_named() -> None:
    late = replace(FULL, arrivals=Given((at("2026-03-02 09:00"), at("2026-09-01 09:00"))))
    assert "有 1 个到达时刻不在模拟的日子里" in "".join(faults(write_scenario(late)))


def test_hours_outside_of_quotes_are_hours() -> None:
    text = write_scenario(FULL).replace("'13:30'", "13:30")
    assert read_scenario(text).calendars == (OFFICE,)


def faults(text: str) -> list[str]:
    with pytest.raises(BadScenario) as caught:
        read_scenario(text)
    return [str(problem) for problem in caught.value.problems]
