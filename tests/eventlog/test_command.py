"""`onewindow log` on the sample log."""

import json
import re
from pathlib import Path

import pytest
from scripts.build_sample_log import build
from typer.testing import CliRunner

from onewindow.config.cli import app

LOGS = Path(__file__).parents[2] / "data" / "sample" / "logs"
PROCEDURE = str(LOGS / "procedure.yaml")


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["log", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.long
def test_the_sample_log_is_mined(tmp_path: Path) -> None:
    saved = tmp_path / "page.html"
    options = ("--calendar", "cn", "--json", "--html", str(saved))
    found = json.loads(run("mine", str(LOGS / "permits.csv"), *options))
    shown = saved.read_text(encoding="utf-8")
    assert "领导审批" in shown
    assert 'class="map__box"' in shown
    assert not re.search(r'(src|href)="', shown)
    assert found["source"]["mapping"]["started"] == "开始时间"
    assert found["measures"]["cases"] == 150
    assert {each["activity"] for each in found["measures"]["waiting"]} >= {"领导审批", "规划审查"}
    assert found["measures"]["deadlines"][0]["attribute"] == "应办结时间"
    build(tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == (LOGS / "permits.csv").read_bytes()


@pytest.mark.long
def test_a_part_of_it_is_held_against_a_table_of_steps() -> None:
    part = ("--only", "渠道=窗口", "--only", "activity=补正")
    said = run("conform", str(LOGS / "permits.csv"), PROCEDURE, *part)
    assert "150 件" not in said
    assert "办事指南里没有这份材料" in said


@pytest.mark.long
def test_a_part_of_it_is_mined_and_all_of_it_held_against_the_steps() -> None:
    part = run("mine", str(LOGS / "permits.csv"), "--only", "渠道=窗口", "--only", "activity=补正")
    assert "办理时长" in part
    assert "150 件" not in part
    said = run("conform", str(LOGS / "permits.csv"), PROCEDURE)
    assert "少了环节：9 处" in said
    assert "办事指南里没有这份材料" in said


def test_a_log_without_an_event_that_can_be_read_is_refused(tmp_path: Path) -> None:
    log = tmp_path / "log.xes"
    event = '<event><date key="time:timestamp" value="2026-01-05"/></event>'
    named = '<event><string key="concept:name" value="a"/></event>'
    log.write_text(f"<log><trace>{event}{named}</trace></log>", encoding="utf-8")
    done = CliRunner().invoke(app, ["log", "mine", str(log)])
    assert done.exit_code == 1
    assert "没有读得出的事件。没有活动名称的事件：1 处" in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mine", "nowhere.csv"], "没有找到文件"),
        (["mine", str(LOGS / "procedure.yaml")], "没有分成几列"),
        (["mine", str(LOGS / "permits.csv"), "--calendar", "us"], "只能写 cn"),
        (["mine", str(LOGS / "permits.csv"), "--map", "case"], "名称=值"),
        (["mine", str(LOGS / "permits.csv"), "--memory", "lots"], "内存上限不能是“lots”"),
        (["conform", str(LOGS / "permits.csv"), PROCEDURE, "--memory", "1KB"], "至少 512MB"),
        (["mine", str(LOGS / "permits.csv"), "--only", "区=南"], "没有“区”这个属性"),
        (["conform", str(LOGS / "permits.csv"), "nowhere.yaml"], "没有找到流程文件"),
    ],
)
def test_what_does_not_work_is_said_plainly(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(app, ["log", *arguments])
    assert done.exit_code == 1
    assert said in done.output
