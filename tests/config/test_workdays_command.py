import json
import time

import pytest
from typer.testing import CliRunner

from onewindow.config.commands.workdays import CHUNK, app

RUNNER = CliRunner()


def test_a_due_date_with_its_reasons() -> None:
    result = RUNNER.invoke(app, ["add", "2024-02-01", "20"])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "2024-03-05"
    assert "  跳过春节放假 2024-02-10 至 2024-02-17（8 天）。" in lines


def test_a_due_date_as_json() -> None:
    result = RUNNER.invoke(app, ["add", "2024-02-01", "20", "--json"])
    answer = json.loads(result.stdout)
    why = answer.pop("why")
    assert answer == {
        "start": "2024-02-01",
        "days": 20,
        "unit": "working",
        "due": "2024-03-05",
        "provisional": False,
    }
    assert why[-1] == "2024-02-18（星期日）因春节调休上班，计入工作日。"


def test_a_provisional_due_date_says_so() -> None:
    result = RUNNER.invoke(app, ["add", "2026-12-30", "10"])
    assert result.stdout.startswith("2027-01-13（暂定）\n")
    as_json = RUNNER.invoke(app, ["add", "2026-12-30", "10", "--json"])
    assert json.loads(as_json.stdout)["provisional"] is True


def test_calendar_days() -> None:
    result = RUNNER.invoke(app, ["add", "2024-09-25", "6", "--unit", "calendar"])
    assert result.stdout.startswith("2024-10-08\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2024-02-30", "20"], "日期“2024-02-30”不存在"),
        (["20240201", "20"], "日期“20240201”"),
        (["2024-W05-4", "20"], "日期“2024-W05-4”"),
        (["明天", "20"], "日期“明天”"),
        (["2024-02-01", "十天左右"], "天数“十天左右”"),
        (["2024-02-01", "-5"], "天数“-5”"),
        (["2024-02-01", "1.5"], "天数“1.5”"),
        (["2024-02-01", "999999999"], "天数“999999999”太大"),
        (["2024-02-01", "9" * 5000], "太大"),
        (["2024-02-01", "99999"], "超出了可以推算的范围"),
        (["2017-12-31", "5"], "早于工作日历的第一天 2018-01-01"),
    ],
)
def test_bad_input_gets_a_plain_message(arguments: list[str], message: str) -> None:
    result = RUNNER.invoke(app, ["add", *arguments])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_batch_answers_line_by_line() -> None:
    given = "2024-02-01 20\n2024-02-10\t1\r\n2024-02-10 0"
    result = RUNNER.invoke(app, ["batch"], input=given)
    assert result.exit_code == 0
    # No days from a day off: the next workday.
    assert result.stdout == "2024-03-05\n2024-02-18\n2024-02-18\n"


def test_a_batch_in_calendar_days_and_as_json() -> None:
    calendar = RUNNER.invoke(app, ["batch", "--unit", "calendar"], input="2024-09-25 6\n")
    assert calendar.stdout == "2024-10-08\n"
    as_json = RUNNER.invoke(app, ["batch", "--json"], input="2024-02-01 20\n2026-12-31 1\n")
    answers = [json.loads(line) for line in as_json.stdout.splitlines()]
    assert [answer["due"] for answer in answers] == ["2024-03-05", "2027-01-01"]
    assert [answer["provisional"] for answer in answers] == [False, True]


def test_an_empty_batch_has_no_answer() -> None:
    result = RUNNER.invoke(app, ["batch"], input="")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "应为“日期 天数”"),
        ("2024-02-01", "应为“日期 天数”"),
        ("2024-02-01 1 2", "应为“日期 天数”"),
        ("2024-13-01 1", "日期“2024-13-01”"),
        ("2024-02-01 x", "天数“x”"),
        ("2017-01-01 1", "早于工作日历的第一天"),
        ("2024-02-01 90000", "超出"),
    ],
)
def test_a_bad_line_is_named_and_the_lines_before_are_answered(line: str, message: str) -> None:
    given = f"2024-02-01 20\n2024-02-01 1\n{line}\n2024-02-01 2\n"
    result = RUNNER.invoke(app, ["batch"], input=given)
    assert result.exit_code == 1
    assert result.stdout == "2024-03-05\n2024-02-02\n"
    assert result.stderr.startswith(f"第 3 行“{line}”：")
    assert message in result.stderr


def test_bytes_that_are_no_text_are_a_bad_line() -> None:
    result = RUNNER.invoke(app, ["batch"], input=b"2024-02-01 1\n\xff\xfe\x00\n")
    assert result.exit_code == 1
    assert "第 2 行" in result.stderr


def test_a_long_batch_keeps_order_and_line_numbers() -> None:
    lines = 3 * CHUNK
    given = "2024-02-01 1\n2024-02-01 20\n" * (lines // 2)
    began = time.perf_counter()
    result = RUNNER.invoke(app, ["batch"], input=given + "??\n")
    assert time.perf_counter() - began < 2
    assert result.stdout == "2024-02-02\n2024-03-05\n" * (lines // 2)
    assert result.stderr.startswith(f"第 {lines + 1} 行“??”：")
