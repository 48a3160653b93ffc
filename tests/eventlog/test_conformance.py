"""A log against a procedure: each rule fires where it must, and not where it must not."""

from pathlib import Path

import pytest

from onewindow.eventlog import LogError, read
from onewindow.eventlog.conformance import Expected, ExpectedStep, Rule, check, read_expected
from onewindow.kernel.workdays import WorkCalendar

PROCEDURE = """
name: 示例许可
materials: [申请表, 房产证]
steps:
  - {code: accept, name: 受理, unit: 窗口, limit: 0}
  - {code: survey, name: 踏勘, unit: 规划局, needs: [accept], optional: true}
  - {code: review, name: 审查, unit: 规划局, needs: [accept], limit: 3}
  - {code: decide, name: 决定, unit: 规划局, needs: [review, survey], limit: 5,
     limit_unit: calendar}
"""
HEADER = "办件编号,环节,时间,部门,补正材料"


ASKING = f"{PROCEDURE}asks: 告知补正\nanswers: [提交补正]\n"


def faults(folder: Path, *rows: str, text: str = PROCEDURE) -> list[tuple[str, Rule, str]]:
    (folder / "procedure.yaml").write_text(text, encoding="utf-8")
    (folder / "log.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    expected = read_expected(folder / "procedure.yaml")
    found = check(read(folder / "log.csv"), expected, WorkCalendar.official())
    assert len(found.faults) == sum(each.count for each in found.counts)
    assert found.cases - found.conforming == len({each.case for each in found.faults})
    return [(each.case, each.rule, each.reason) for each in found.faults]


@pytest.mark.long
def test_each_rule_says_why_and_leaves_alone_who_kept_to_it(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        # 3 April is a Wednesday, 4 to 6 April 清明节, 7 April a Sunday that is worked.
        "good,受理,2024-04-03 09:00,窗口,",
        "good,审查,2024-04-09 16:00,规划局,申请表、房产证",
        "good,决定,2024-04-15 10:00,规划局,",
        "skips,受理,2024-04-01 09:00,窗口,",
        "skips,决定,2024-04-02 09:00,规划局,",
        "early,审查,2024-04-01 09:00,规划局,",
        "early,受理,2024-04-01 15:00,窗口,",
        "other,受理,2024-04-01 09:00,窗口,",
        "other,审查,2024-04-02 09:00,住建局,",
        "late,受理,2024-04-01 09:00,窗口,",
        "late,审查,2024-04-08 09:00,规划局,",
        "asks,受理,2024-04-01 09:00,窗口,房产证、结婚证",
        "going,受理,2024-04-01 09:00,窗口,",
        "loops,受理,2024-04-01 09:00,窗口,",
        "loops,审查,2024-04-01 10:00,规划局,",
        "loops,补件,2024-04-01 11:00,规划局,",
        "loops,审查,2024-04-01 12:00,规划局,",
    )
    asks = "2024-04-01 09:00 要“结婚证”，办事指南里没有这份材料。"
    early = (
        "“审查”要等“受理”办完才能办，实际 2024-04-01 09:00 就办了，"
        "“受理”到 2024-04-01 15:00 才办完。"
    )
    late = (
        "“审查”限 3 个工作日，2024-04-01 就可以办，2024-04-08 才办完，"
        "用了 4 个工作日，超了 1 个工作日。"
    )
    other = "“审查”应由规划局办，实际由住建局在 2024-04-02 09:00 办了。"
    skips = "没有办“审查”，就在 2024-04-02 09:00 办了“决定”。"
    assert found == [
        ("asks", Rule.UNLISTED_MATERIAL, asks),
        ("early", Rule.WRONG_ORDER, early),
        ("late", Rule.OVER_LIMIT, late),
        ("other", Rule.WRONG_UNIT, other),
        ("skips", Rule.SKIPPED, skips),
    ]


@pytest.mark.long
def test_a_calendar_limit_that_ends_on_a_day_off_ends_on_the_next_workday(tmp_path: Path) -> None:
    decided = {"in-time": "2024-04-07 17:00", "late": "2024-04-08 09:00"}
    rows = [
        f"{case},{step},{at},{unit},"
        for case, last in decided.items()
        for step, at, unit in (
            ("受理", "2024-04-01 09:00", "窗口"),
            ("审查", "2024-04-01 10:00", "规划局"),
            ("决定", last, "规划局"),
        )
    ]
    assert [each[:2] for each in faults(tmp_path, *rows)] == [("late", Rule.OVER_LIMIT)]


@pytest.mark.long
def test_the_time_of_the_applicant_is_not_the_office_s(tmp_path: Path) -> None:
    # One working day before the last question, then the 10th and the 11th: three in all.
    reviewed = {"c": "2024-04-11 17:00", "e": "2024-04-12 09:00"}
    rows = [
        f"{case},{step},{at},{unit},"
        for case, last in reviewed.items()
        for step, at, unit in (
            ("受理", "2024-04-01 09:00", "窗口"),
            ("告知补正", "2024-04-01 15:00", "规划局"),
            ("告知补正", "2024-04-02 15:00", "规划局"),
            ("提交补正", "2024-04-09 09:00", "申请人"),
            ("审查", last, "规划局"),
        )
    ]
    # Nobody answered: no pause.
    rows += [
        "d,受理,2024-04-01 09:00,窗口,",
        "d,告知补正,2024-04-01 15:00,规划局,",
        "d,审查,2024-04-08 09:00,规划局,",
    ]
    told = faults(tmp_path, *rows, text=ASKING)
    assert [each[0] for each in told] == ["d", "e"]
    assert "用了 4 个工作日，超了 1 个工作日" in told[1][2]


@pytest.mark.long
def test_what_lay_there_before_the_log_began_is_over_its_limit(tmp_path: Path) -> None:
    rows = ["办件编号,环节,到达时间,办结时间", "c,审查,2024-03-01 09:00,2024-04-15 09:00"]
    (tmp_path / "log.csv").write_text("\n".join(rows), encoding="utf-8")
    columns = {"case": "办件编号", "activity": "环节", "at": "办结时间", "enabled": "到达时间"}
    log = read(tmp_path / "log.csv", mapping=columns)
    expected = Expected("示例", (ExpectedStep("r", "审查", limit=3),))
    found = check(log, expected, WorkCalendar.official())
    assert [each.rule for each in found.faults] == [Rule.OVER_LIMIT]


@pytest.mark.long
def test_a_unit_has_many_names(tmp_path: Path) -> None:
    rows = [
        "a,受理,2024-04-01 09:00,hall,",
        "b,受理,2024-04-01 09:00,国土局,",
        "c,受理,2024-04-01 09:00,某处,",
        "d,受理,2024-04-01 09:00,窗口,",
    ]
    expected = Expected(
        "示例", (ExpectedStep("a", "受理", "窗口"),), units={"hall": "窗口", "国土局": "规划局"}
    )
    (tmp_path / "log.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    found = check(read(tmp_path / "log.csv"), expected, WorkCalendar.official())
    assert found.unknown_units == ("某处",)
    assert [each.reason for each in found.faults] == [
        "“受理”应由窗口办，实际由规划局在 2024-04-01 09:00 办了。"
    ]


@pytest.mark.long
def test_of_each_rule_some_are_told(tmp_path: Path) -> None:
    rows = [f"c{n},审查,2024-04-01 09:00,住建局," for n in range(9)]
    rows += ["z,受理,2024-04-01 09:00,窗口,", "z,决定,2024-04-01 15:00,规划局,"]
    (tmp_path / "procedure.yaml").write_text(PROCEDURE, encoding="utf-8")
    (tmp_path / "log.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    expected = read_expected(tmp_path / "procedure.yaml")
    found = check(read(tmp_path / "log.csv"), expected, WorkCalendar.official(), told=2)
    assert sorted((each.rule, each.case) for each in found.faults) == [
        (Rule.SKIPPED, "c0"), (Rule.SKIPPED, "c1"),
        (Rule.WRONG_UNIT, "c0"), (Rule.WRONG_UNIT, "c1"),
    ]  # fmt: skip
    assert [(each.rule, each.count) for each in found.counts] == [
        (Rule.SKIPPED, 10), (Rule.WRONG_UNIT, 9),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1", "没有 steps"),
        ("steps: [{code: a}]", "没有 name"),
        ("steps: [{name: a, needs: [b]}]", "不在表里"),
        ("steps: [{name: a, needs: [b]}, {name: b, needs: [a]}]", "绕回了自己"),
        ("steps: [{name: a}, {name: a}]", "写了两次"),
        ("steps: [{name: a, limit: soon}]", "要写天数"),
        ("steps: [{name: a, limit: 1, limit_unit: week}]", "limit_unit"),
        ("[", "不是能读的 YAML 或 JSON：第 1 行写法有误"),
        ("name: 2026-02-30", "不存在的日期"),
    ],
)
def test_a_procedure_that_makes_no_sense_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "procedure.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LogError, match=said):
        read_expected(path)


@pytest.mark.long
def test_limits_are_counted_where_there_are_any(tmp_path: Path) -> None:
    (tmp_path / "procedure.yaml").write_text(PROCEDURE, encoding="utf-8")
    rows = [
        "1,受理,2024-03-01 09:00,窗口,", "1,审查,2024-03-06 09:00,规划局,",
        "2,受理,2024-03-01 09:00,窗口,", "2,审查,2024-03-07 09:00,规划局,",
    ]  # fmt: skip
    (tmp_path / "log.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    expected = read_expected(tmp_path / "procedure.yaml")
    found = check(read(tmp_path / "log.csv"), expected, WorkCalendar.official())
    # Friday to Wednesday are three working days, to Thursday four; when a case came in is unknown.
    assert [(each.step, each.count, each.late) for each in found.limits] == [("审查", 2, 1)]
