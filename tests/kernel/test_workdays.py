"""Working days by example: what the notices say, and what is refused."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onewindow.kernel.workdays import CalendarError, Unit, WorkCalendar
from onewindow.kernel.workdays.tables import parse_table, read_folder

CALENDAR = WorkCalendar.official()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2024-02-01", 1, "2024-02-02"),
        ("2024-02-01", 2, "2024-02-04"),
        ("2024-02-01", 20, "2024-03-05"),
        ("2024-02-09", 1, "2024-02-18"),
        ("2024-02-10", 1, "2024-02-18"),
        ("2024-09-30", 5, "2024-10-12"),
        ("2018-12-28", 1, "2018-12-29"),
        ("2018-12-29", 1, "2019-01-02"),
        ("2020-01-23", 1, "2020-02-03"),
        ("2022-12-30", 1, "2023-01-03"),
        ("2024-02-10", 0, "2024-02-18"),
    ],
)
def test_working_days(start: str, days: int, due: str) -> None:
    assert CALENDAR.add(day(start), days).on == day(due)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2024-02-01", 3, "2024-02-04"),
        ("2024-02-01", 9, "2024-02-18"),
        ("2024-03-01", 1, "2024-03-04"),
        ("2024-03-01", 4, "2024-03-05"),
        ("2024-02-10", 0, "2024-02-18"),
    ],
)
def test_calendar_days_end_on_a_workday(start: str, days: int, due: str) -> None:
    assert CALENDAR.add(day(start), days, Unit.CALENDAR).on == day(due)


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2024-02-04", True),
        ("2024-02-18", True),
        ("2024-02-12", False),
        ("2024-02-19", True),
        ("2024-02-24", False),
        ("2018-01-01", False),
        ("2018-01-02", True),
    ],
)
def test_is_workday(text: str, works: bool) -> None:
    assert CALENDAR.is_workday(day(text)) is works


def test_next_workday_and_count() -> None:
    assert CALENDAR.next_workday(day("2024-02-10")) == day("2024-02-18")
    assert CALENDAR.next_workday(day("2024-02-18")) == day("2024-02-18")
    assert CALENDAR.next_workday(day("2018-01-01")) == day("2018-01-02")
    assert CALENDAR.count(day("2024-02-01"), day("2024-03-05")) == 20
    assert CALENDAR.count(day("2024-03-05"), day("2024-02-01")) == -20


def test_the_reasons_name_every_holiday_and_make_up_day() -> None:
    assert CALENDAR.add(day("2024-02-01"), 20).why() == [
        "2024-02-01（星期四）当日不计，从次日起算（民法典第二百零一条）。",
        "期限 20 个工作日，2024-03-05（星期二）届满。",
        "跳过春节放假 2024-02-10 至 2024-02-17（8 天）。",
        "跳过其他周末 5 天。",
        "2024-02-04（星期日）因春节调休上班，计入工作日。",
        "2024-02-18（星期日）因春节调休上班，计入工作日。",
    ]


def test_the_reasons_of_calendar_days_say_why_the_end_moves() -> None:
    assert CALENDAR.add(day("2024-09-25"), 6, Unit.CALENDAR).why() == [
        "2024-09-25（星期三）当日不计，从次日起算（民法典第二百零一条）。",
        "期限 6 个自然日，2024-10-08（星期二）届满。",
        "第 6 天 2024-10-01（星期二）是国庆节放假，顺延到下一个工作日（民法典第二百零三条）。",
    ]
    assert (
        "2024-03-02（星期六）是周末" in CALENDAR.add(day("2024-03-01"), 1, Unit.CALENDAR).why()[2]
    )
    assert len(CALENDAR.add(day("2024-03-01"), 4, Unit.CALENDAR).why()) == 2


def test_no_days_at_all() -> None:
    assert CALENDAR.add(day("2024-02-10"), 0).why() == [
        "期限为 0 天，2024-02-10（星期六）当天届满。",
        "这一天是春节放假，顺延到下一个工作日（民法典第二百零三条）。",
    ]
    assert CALENDAR.add(day("2024-02-18"), 0).why() == [
        "期限为 0 天，2024-02-18（星期日）当天届满。"
    ]


def test_past_the_last_published_year_a_date_is_provisional() -> None:
    assert CALENDAR.last_published_year == 2026
    inside = CALENDAR.add(day("2026-12-30"), 1)
    outside = CALENDAR.add(day("2026-12-30"), 2)
    assert (inside.on, inside.provisional) == (day("2026-12-31"), False)
    assert (outside.on, outside.provisional) == (day("2027-01-01"), True)
    assert outside.why()[-1].startswith("暂定：2027 年的放假安排尚未公布")
    assert not any("暂定" in line for line in inside.why())


def test_a_region_overrides_the_official_table() -> None:
    festival, saturday = day("2024-06-21"), day("2024-06-22")
    local = CALENDAR.with_overrides(
        {festival: False, saturday: True}, names={festival: "那达慕", saturday: "那达慕"}
    )
    due = local.add(day("2024-06-20"), 1)
    assert due.on == saturday
    assert "跳过那达慕放假 2024-06-21（1 天）。" in due.why()
    assert "2024-06-22（星期六）因那达慕调休上班，计入工作日。" in due.why()
    assert CALENDAR.add(day("2024-06-20"), 1).on == festival
    again = local.with_overrides({festival: True})
    assert again.is_workday(festival)
    assert again.is_workday(saturday)


def test_an_override_without_a_name_is_called_local() -> None:
    local = CALENDAR.with_overrides({day("2024-06-21"): False})
    assert "跳过本地规定放假 2024-06-21（1 天）。" in local.add(day("2024-06-20"), 1).why()


def test_a_region_may_work_on_a_national_holiday() -> None:
    local = CALENDAR.with_overrides({day("2024-02-12"): True})
    due = local.add(day("2024-02-09"), 1)
    assert due.on == day("2024-02-12")
    assert "2024-02-12（星期一）因本地规定调休上班，计入工作日。" in due.why()


def test_due_dates_by_index() -> None:
    dates = CALENDAR.due_dates(day("2024-02-10"), 60)
    assert len(dates) == 61
    assert dates[0] == day("2024-02-18")
    assert dates[1:] == [CALENDAR.add(day("2024-02-10"), n).on for n in range(1, 61)]
    assert CALENDAR.due_dates(day("2024-02-10"), 0) == [day("2024-02-18")]


def test_many_at_once_equal_one_by_one() -> None:
    starts = [day("2024-02-01"), day("2024-02-10"), day("2026-12-31"), day("2024-02-10")]
    limits = [20, 0, 5, 1]
    one_by_one = [CALENDAR.add(start, n).on for start, n in zip(starts, limits, strict=True)]
    assert CALENDAR.add_many(starts, limits) == one_by_one
    assert CALENDAR.add_many([], []) == []
    with pytest.raises(ValueError, match="对不上"):
        CALENDAR.add_many(starts, [1])


def test_before_the_first_year_there_is_no_answer() -> None:
    early = day("2017-12-31")
    for ask in (
        lambda: CALENDAR.add(early, 1),
        lambda: CALENDAR.is_workday(early),
        lambda: CALENDAR.next_workday(early),
        lambda: CALENDAR.count(early, day("2018-02-01")),
        lambda: CALENDAR.due_dates(early, 5),
        lambda: CALENDAR.add_many([early], [1]),
        lambda: CALENDAR.with_overrides({early: True}),
    ):
        with pytest.raises(CalendarError, match="2017-12-31 早于工作日历的第一天 2018-01-01"):
            ask()


@pytest.mark.parametrize("unit", Unit)
def test_a_limit_beyond_all_reason_is_refused(unit: Unit) -> None:
    for days in (9_000, 10**9, 10**30):
        with pytest.raises(CalendarError, match="超出"):
            CALENDAR.add(day("2024-02-01"), days, unit)
    with pytest.raises(CalendarError, match="超出"):
        CALENDAR.add(CALENDAR.last_day, 1, unit)


def test_a_limit_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="负数"):
        CALENDAR.add(day("2024-02-01"), -1)
    with pytest.raises(ValueError, match="负数"):
        CALENDAR.add_many([day("2024-02-01")], [-1])


def test_a_point_in_time_is_not_a_day() -> None:
    with pytest.raises(TypeError):
        CALENDAR.add(datetime(2024, 2, 1, tzinfo=UTC), 1)


def write(folder: Path, year: int, *days: tuple[str, bool]) -> None:
    rows = [{"name": "示例节", "date": on, "isOffDay": off} for on, off in days]
    table = {"year": year, "papers": [], "days": rows}
    (folder / f"{year}.json").write_text(json.dumps(table), encoding="utf-8")


def test_an_empty_table_is_a_year_not_published(tmp_path: Path) -> None:
    write(tmp_path, 2030, ("2030-01-01", True))
    write(tmp_path, 2031)
    assert WorkCalendar(read_folder(tmp_path)).last_published_year == 2030


def test_a_notice_may_change_the_december_before(tmp_path: Path) -> None:
    write(tmp_path, 2030, ("2030-12-31", True))
    write(tmp_path, 2031, ("2030-12-31", False), ("2031-01-01", True))
    assert WorkCalendar(read_folder(tmp_path)).is_workday(day("2030-12-31"))


def test_years_must_follow_one_another(tmp_path: Path) -> None:
    with pytest.raises(CalendarError, match="至少"):
        WorkCalendar(read_folder(tmp_path))
    write(tmp_path, 2030, ("2030-01-01", True))
    write(tmp_path, 2032, ("2032-01-01", True))
    with pytest.raises(CalendarError, match="不连续：2030、2032"):
        WorkCalendar(read_folder(tmp_path))


NEW_YEAR = '{"name": "示例节", "date": "2030-01-01", "isOffDay": true}'


def table_of(*rows: str) -> str:
    return f'{{"year": 2030, "days": [{", ".join(rows)}]}}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"year": 2030}',
        table_of(NEW_YEAR.replace("-01-", "-13-")),
        table_of(NEW_YEAR.replace("true", "1")),
        table_of(NEW_YEAR.replace("2030", "2031")),
        table_of(NEW_YEAR, NEW_YEAR),
    ],
)
def test_a_damaged_table_is_refused_by_name(text: str) -> None:
    with pytest.raises(CalendarError, match=r"2030\.json"):
        parse_table(text, "2030.json")


def test_the_same_table_undamaged_is_read() -> None:
    table = parse_table(table_of(NEW_YEAR), "2030.json")
    assert (table.year, table.days[0].name) == (2030, "示例节")
