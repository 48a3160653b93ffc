"""The charts of a diagnosis: geometry from figures, and one true sentence each."""

import copy

import pytest

from onewindow.desk.lab.plates import Kept, handing_over, lasting, on_time, percent, why
from onewindow.desk.lab.plots import Parts, stacks
from onewindow.desk.lab.printing import INKS, printed
from onewindow.desk.lab.rhythm import arrivals, load
from onewindow.insight.models import Diagnosis
from onewindow.orgs.models import Role
from tests.cases.building import build_city
from tests.cast import make_department, make_officer
from tests.desk.pages import at_desk, text_of
from tests.guards.lab import make_lab
from tests.insight.diagnosed import FOUND, MEASURES

DAY = 86_400.0
CAUSES = ("batching", "contention", "priority", "unavailability", "other")


def waits(activity: str, instances: int, *days: float) -> dict[str, object]:
    causes = {cause: n * DAY for cause, n in zip(CAUSES, days, strict=True)}
    return {"activity": activity, "instances": instances, "total": sum(days) * DAY, **causes}


def test_why_cases_wait() -> None:
    plate = why([waits("核查", 10, 20, 0, 0, 10, 0), waits("复核", 10, 0, 2, 0, 8, 0)])
    assert plate.said == (
        "等待里 50% 是攒批，45% 是不上班。"
        "等得最多的环节是“核查”，每次平均等 3.0 天，其中 67% 是攒批。"
    )
    assert plate.stacks is not None
    first, second = plate.stacks.stacks
    assert [(piece.kind, piece.width) for piece in first.pieces] == [
        ("batching", 226.7), ("unavailability", 113.3),
    ]  # fmt: skip
    assert sum(piece.width for piece in second.pieces) == pytest.approx(340 / 3, abs=0.2)
    assert plate.rows[1] == ("复核", "10", "1.0", "0%", "20%", "0%", "80%", "0%")
    assert why([]).stacks is None
    assert "导出时加上这两列" in why([]).said
    assert [share for _ink, share in printed(plate).bars[0].parts] == [667, 333]


def test_what_was_in_time() -> None:
    steps = [Kept("受理", 10, 0, "1 个工作日"), Kept("核查", 8, 2, "3 个工作日")]
    plate = on_time(Kept("全部办件", 10, 4), steps, late_by=2.25)
    assert plate.said == (
        "10 件里 6 件按期办结，4 件超期（40%）。超期的一半晚了 2.2 天以上。"
        "最常超时限的环节是“核查”：8 次里 2 次（25%）。"
    )
    assert plate.stacks is not None
    assert [[round(p.width) for p in bar.pieces] for bar in plate.stacks.stacks] == [
        [204, 136], [340], [255, 85],
    ]  # fmt: skip
    many = [Kept(f"第{n}步", 10, n, "") for n in range(9)]
    bars = printed(on_time(Kept("全部办件", 10, 0), many)).bars
    assert [bar.label for bar in bars] == ["全部办件", *(f"第{n}步" for n in range(4, 9))]
    assert on_time(None, steps[:1]).said == "各环节都在时限以内。"
    assert on_time(None, []).stacks is None
    assert {kind for kind, _said in plate.legend} <= set(INKS)


def pair(source: str, target: str, count: int, days: float) -> dict[str, object]:
    return {"source": source, "target": target, "count": count, "waiting": {"p50": days * DAY}}


def test_how_cases_pass_between_departments() -> None:
    found = [
        pair("sc", "sc", 99, 0.5), pair("zw", "sc", 20, 0.25), pair("sc", "xf", 10, 4.0),
        pair("sc", "申请人", 9, 9.0), pair("xf", "zw", 1, 30.0), pair("sc", "", 5, 1.0),
    ]  # fmt: skip
    names = {"zw": "市政务局", "sc": "市场局", "xf": "消防局"}
    # Once in thirty days says nothing: the slowest is one that happens often enough.
    plate = handing_over(found, 25, lambda unit: names.get(unit, unit))
    assert plate.said == (
        "每件平均转手 1.2 次，最常见的是市政务局转市场局（20 次）。"
        "最慢的是市场局转消防局，一半约 4.0 天以后才办完下一步。"
    )
    assert [row[:3] for row in plate.rows] == [
        ("市政务局", "市场局", "20"), ("市场局", "消防局", "10"), ("消防局", "市政务局", "1"),
    ]  # fmt: skip
    alone = handing_over([pair("sc", "sc", 3, 1.0)], 3, str)
    assert (alone.stacks, alone.said) == (None, "办件一直在一个部门里，没有转手。")
    assert "办理部门" in handing_over([], 3, str).said


def test_when_offices_work_and_cases_come() -> None:
    grid = [[0] * 24 for _ in range(7)]
    grid[1][10], grid[1][12], grid[5][10] = 8, 1, 1
    unit: dict[str, object] = {"name": "sc", "events": 10, "by_weekday_and_hour": grid}
    plate = load([unit], grid, "09:00-12:00,13:00-17:00", lambda _unit: "市场局")
    assert plate.said == (
        "办得最多的是市场局，最忙在周二 10 点。"
        "所有环节有 20% 是在上班时间（09:00-12:00、13:00-17:00）以外办完的。"
    )
    ((name, said, week),) = plate.weeks
    assert (name, said) == ("市场局", "最忙：周二 10 点，8 次；上班时间以外 20%")
    shades = {cell.title: cell.shade for cell in week.cells}
    assert [shades[f"周二 {hour} 点：{n} 次"] for hour, n in ((10, 8), (12, 1), (9, 0))] == [
        5,
        1,
        0,
    ]
    assert len(week.cells) == 7 * 10
    assert max(cell.x + week.cell_width for cell in week.cells) <= week.width
    found = arrivals([0] * 9 + [3, 1] + [0] * 13, [4, 0, 0, 0, 0, 0, 0], {"2026-03": 4})
    assert found.said == "来件最多的是周一（100%）和 9 点（75%）；最多的月份是 2026 年 3 月，4 件。"
    assert ("2026 年 3 月", "4") in found.rows


def test_words_for_amounts() -> None:
    assert [percent(*each) for each in ((0, 9), (1, 900), (899, 900), (9, 9), (1, 0))] == [
        "0%", "<1%", ">99%", "100%", "—",
    ]  # fmt: skip
    assert [lasting(n) for n in (0.01, 0.5, 2.26)] == ["不到 1 小时", "12 小时", "约 2.3 天"]
    long = stacks([Parts("很" * 60, "1 天", {"late": (1.0, "")})]).stacks[0]
    assert long.label.endswith("…")


@pytest.mark.django_db
def test_the_page_draws_what_a_diagnosis_has() -> None:
    make_department("zwj", "市政务局")
    officer = make_officer("reformer", Role.REFORM_OFFICE, department="zwj")
    project = make_lab(officer, build_city().version).project
    browser, page = at_desk(officer), f"/desk/lab/projects/{project.number}/diagnosis/"
    old = text_of(browser.get(page))
    assert "分不出为什么等" in old
    assert "看不出按没按期" in old
    measures, found = copy.deepcopy(MEASURES), copy.deepcopy(FOUND)
    measures["waiting"] = [waits("决定", 2, 1, 0, 0, 1, 0)]
    measures["handovers"] = {"units": [pair("市政务局", "市城管局", 2, 1.0)], "people": []}
    kept = {"step": "决定", "limit": 3, "limit_unit": "working", "count": 2, "late": 1}
    conformance = {"procedure": "示例", "cases": 2, "conforming": 2, "limits": [kept]}
    found["subjects"] = {"1": {"fit": None, "conformance": conformance}}
    Diagnosis.objects.filter(project=project).update(measures=measures, found=found)
    said = text_of(browser.get(page))
    assert "等得最多的环节是“决定”，每次平均等 1.0 天" in said
    assert "“决定”：2 次里 1 次（50%）" in said
    assert "市政务局 → 市城管局" in said
    report = browser.get(f"/desk/lab/projects/{project.number}/report.pdf")
    assert (report.status_code, report.content[:5]) == (200, b"%PDF-")
