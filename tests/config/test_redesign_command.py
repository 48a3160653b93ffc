"""`onewindow redesign`: proposals for an item and for files, accepted or not."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onewindow.config.cli import app
from tests.cases.building import build_city
from tests.portal.building import make_guide
from tests.procedure.redesign.cases import SAMPLE


def redesign(*words: str) -> Result:
    return CliRunner().invoke(app, ["redesign", *words])


def test_a_file_gets_proposals_in_words_and_as_json() -> None:
    told = redesign(str(SAMPLE)).output
    assert "现在：环节 12，材料 14，承诺 20 个工作日，最长路径 22 个工作日，跑动 3 次" in told
    assert "[empower:leader] 减少审批层级，充分授权" in told
    assert "以后：" not in told
    said = json.loads(redesign(str(SAMPLE), "--json").output)
    assert (said["cases"], said["breaches"]) == (240, [])
    assert said["totals"]["critical_path_days"] == 22
    (site,) = (each for each in said["proposals"] if each["code"] == "order_based_work:site")
    assert "次办理里有 171 次（" in site["reason"]
    assert site["evidence"][1] == {
        "label": "等批的时间", "value": "中位 1.4、95 分位 3.0 个工作日", "n": 171,
    }  # fmt: skip


def test_what_is_accepted_is_shown() -> None:
    told = redesign(str(SAMPLE), "--accept", "all").output
    assert "采纳 22 条以后：环节 12→7，材料 14→7，时限 20→5 个工作日，跑动 3→0 次" in told
    assert "没有用上：“消防安全自查表”可以容缺后补（要用它的环节现在一受理就开始）" in told
    one = json.loads(redesign(str(SAMPLE), "--accept", "limits:desk", "--json").output)
    assert one["result"]["summary"].startswith("环节 12（不变），材料 14（不变），时限 20→19")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((str(SAMPLE), "--accept", "x"), "没有这条建议：x"),
        ((str(SAMPLE.with_name("no.yaml")),), "读不了"),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...], said: str) -> None:
    done = redesign(*words)
    assert (done.exit_code, said in done.output) == (1, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: 示例\n\ta: 1", "不是 YAML：第 2 行写法有误"),
        ("a: 2026-02-30", "不是 YAML：里面有不存在的日期或时间。"),
        ("a: \x07", "不是 YAML：里面有读不出的字符"),
        ("name: 示例\nsteps: []\nlimit: 3\n", "limit"),
        ("name: 示例\nsteps: hello\n", "steps：应当是列表，每项以“- ”开头。\n"),
        ("name: 示例\nsteps:\n", "steps：应当是列表，每项以“- ”开头。\n"),
        ("name: 示例\nsteps: 3\n", "steps：应当是列表，每项以“- ”开头。\n"),
        ("name: 示例\nsteps: [3]\n", "steps[0]：应当是“键: 值”。\n"),
        ("name: 示例\nsteps: []\nunits: 3\n", "units：应当是“键: 值”。\n"),
    ],
)
def test_a_faulty_file_is_told_in_plain_words(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    done = redesign(str(file))
    assert done.exit_code == 1
    assert said in done.output
    assert "object" not in done.output
    assert done.output.count("\n") == 1


@pytest.mark.django_db
def test_a_published_item_is_found_by_code_and_by_web_name() -> None:
    version = make_guide(build_city())
    for name in (version.item.code, version.item.slug):
        said = json.loads(redesign(name, "--json").output)
        assert (said["code"], said["cases"]) == (version.item.code, 0)
        assert said["totals"]["steps"] == version.steps.count()
        assert all("没有足够的办理数据" in each["reason"] for each in said["proposals"])
    nothing = redesign("nothing")
    assert (nothing.exit_code, "没有已公布的事项“nothing”" in nothing.output) == (1, True)


@pytest.mark.long
def test_an_event_log_is_a_procedure_with_evidence(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    rows = ["办件,环节,时间,单位"]
    for case in range(1, 41):
        day = case % 20 + 1
        order = ("规划意见", "消防意见") if case % 2 else ("消防意见", "规划意见")
        for place, name in enumerate(("受理", *order, "决定")):
            rows.append(f"{case},{name},2026-03-{day:02d} 1{place}:00:00,{name[:2]}")
    rows.append("40,投诉,2026-03-30 10:00:00,窗口")
    file.write_text("\n".join(rows), encoding="utf-8")
    columns = ("case=办件", "activity=环节", "at=时间", "unit=单位")
    words = [word for column in columns for word in ("--map", column)]
    done = redesign(str(file), *words, "--json")
    assert done.exit_code == 0, done.output
    assert "1 个活动没有算作环节：投诉（只有 1/40 的办件有）。" in done.stderr
    said = json.loads(done.stdout)
    assert (said["cases"], said["totals"]["steps"]) == (40, 4)
    assert said["totals"]["critical_path_days"] == 3
    bad = redesign(str(file), "--map", "case")
    assert (bad.exit_code, "--map 要写成" in bad.output) == (1, True)
