import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onewindow.config.cli import app
from onewindow.procedure.simulation import Poisson, Promise, read_scenario, write_scenario
from tests.procedure.simulation.scenarios import line

RUNNER = CliRunner()


def written(folder: Path, name: str, minutes: float) -> str:
    scenario = replace(line(minutes, 10), name=name, arrivals=Poisson(5), promise=Promise(3))
    path = folder / f"{name}.yaml"
    path.write_text(write_scenario(scenario), encoding="utf-8")
    return str(path)


def test_a_scenario_is_simulated_and_compared(tmp_path: Path) -> None:
    slow, fast = written(tmp_path, "慢", 60), written(tmp_path, "快", 30)
    options = ["--replications", "4", "--seed", "3"]
    told = RUNNER.invoke(app, ["simulate", slow, "--compare", fast, *options])
    assert told.exit_code == 0
    assert told.stdout.startswith("慢：重复 4 次")
    assert "与“慢”相比，“快”：\n  平均全程 -0." in told.stdout
    data = json.loads(RUNNER.invoke(app, ["simulate", fast, *options, "--json"]).stdout)
    assert data["replications"] == 4
    assert data["steps"][0]["work_minutes"]["mean"] == 30
    assert data["working_days"]["p95"]["low"] <= data["figures"]["working_days.p95"]["mean"]
    both = RUNNER.invoke(app, ["simulate", slow, "--compare", fast, *options, "--json"])
    assert json.loads(both.stdout)["differences"][0]["working_days.mean"]["high"] < 0


def test_what_cannot_be_read_is_said_plainly(tmp_path: Path) -> None:
    missing = RUNNER.invoke(app, ["simulate", str(tmp_path / "none.yaml")])
    assert missing.exit_code == 1
    assert missing.stderr.startswith("读不了 ")
    (tmp_path / "gbk.yaml").write_bytes("name: 示例".encode("gbk"))
    assert "UTF-8" in RUNNER.invoke(app, ["simulate", str(tmp_path / "gbk.yaml")]).stderr
    (tmp_path / "bad.yaml").write_text("name: 3\n", encoding="utf-8")
    bad = RUNNER.invoke(app, ["simulate", str(tmp_path / "bad.yaml")])
    assert bad.exit_code == 1
    assert "有 4 处要改：\n第 1 行 start_on：缺少这一项。" in bad.stderr


def test_the_least_people_for_a_target(tmp_path: Path) -> None:
    command = ["simulate", written(tmp_path, "少", 90), "--target", "95", "--replications", "3"]
    told = RUNNER.invoke(app, command)
    assert told.exit_code == 0
    assert "p0：1 → 2 人" in told.stdout
    data = json.loads(RUNNER.invoke(app, [*command, "--json"]).stdout)
    assert data["is_met"]
    assert [line["proposed"] for line in data["lines"]] == [2, 1]


SAMPLE_LOG = Path(__file__).parents[2] / "data" / "sample" / "logs" / "permits.csv"


@pytest.mark.long
def test_a_log_becomes_a_scenario(tmp_path: Path) -> None:
    saved = tmp_path / "fitted.yaml"
    command = ["simulate", str(SAMPLE_LOG), "--save", str(saved), "--replications", "2"]
    told = RUNNER.invoke(app, command)
    assert told.exit_code == 0
    assert "领导审批（150 条记录）：周二、五 14:30 左右集中办理。" in told.stderr
    assert "验证：与记录很接近" in told.stderr
    assert told.stdout.startswith("permits.csv：重复 2 次")
    scenario = read_scenario(saved.read_text(encoding="utf-8"))
    assert "规划审查" in scenario.pools["s2"]
    (tmp_path / "empty.csv").write_text("x\n", encoding="utf-8")
    refused = RUNNER.invoke(app, ["simulate", str(tmp_path / "empty.csv")])
    assert refused.exit_code == 1
    assert "Traceback" not in refused.stderr
