"""`onewindow ledger`, and the auditor who has nothing but its export."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from lxml import etree
from typer.testing import CliRunner, Result

from onewindow import events
from onewindow.config.cli import app
from onewindow.events import verify
from onewindow.events.models import Event

AT = datetime(2026, 3, 2, 9, 30, 0, 250000, tzinfo=UTC)
CLERK = events.Actor("officer/counter.clerk", "示例·窗口", "119999009999000117")
CITIZEN = events.Actor("applicant/chen.xiaoman", "示例·陈小满")
CHAIN = "case/SL20260302-000001"
XES = "{http://www.xes-standard.org/}"
pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["ledger", *arguments])


@pytest.fixture(autouse=True)
def ledger() -> None:
    events.record(
        "case.submitted", chain=CHAIN, by=CITIZEN, at=AT, data={"item": "示例\x07事项", "files": 3}
    )
    for lifecycle in ("enabled", "start", "complete"):
        code = {"enabled": "step.enabled", "start": "step.started"}.get(lifecycle, "step.completed")
        step = {"step": "review", "lifecycle": lifecycle}
        events.record(code, chain=CHAIN, by=CLERK, at=AT, data={"name": "审查"}, **step)
    events.record("account.signed_in", chain="account/chen.xiaoman", by=CITIZEN, at=AT)


def tamper(seq: int = 2) -> int:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE events_event SET actor_name = '别人' WHERE seq = %s", [seq])
        cursor.execute("ALTER TABLE events_event ENABLE TRIGGER USER")
    return Event.objects.get(seq=seq).pk


def test_a_whole_ledger_is_praised_in_one_line() -> None:
    result = run("verify")
    assert (result.exit_code, result.output) == (0, "账本完好：2 条链，5 条事件。\n")


def test_a_broken_ledger_names_the_event_and_fails() -> None:
    bad = tamper()
    result = run("verify")
    assert result.exit_code == 1
    expected = f"链 {CHAIN} 第 2 条（事件 {bad}）：内容与写入时的指纹不符。"
    assert result.output.splitlines()[0] == expected


def test_the_answer_for_programs() -> None:
    assert json.loads(run("verify", "--json").output) == {
        "ok": True,
        "chains": 2,
        "events": 5,
        "problems": [],
    }
    bad = tamper()
    result = run("verify", "--json")
    (problem,) = json.loads(result.output)["problems"]
    assert result.exit_code == 1
    assert (problem["event_id"], problem["chain"], problem["seq"]) == (bad, CHAIN, 2)
    assert problem["fault"] == "changed"


def test_one_chain_alone_and_one_that_is_none() -> None:
    tamper()
    assert run("verify", "--chain", "account/chen.xiaoman").exit_code == 0
    missing = run("verify", "--chain", "case/none")
    assert (missing.exit_code, missing.output) == (1, "账本里没有链“case/none”。\n")


def test_anchoring_by_hand() -> None:
    assert json.loads(run("anchor", "--json").output) == {"batches": 1, "heads": 2}
    assert run("verify").exit_code == 0


def test_anchoring_into_a_folder_that_cannot_be_written() -> None:
    Path(settings.ANCHORS_ROOT).write_text("a file in the way")
    result = run("anchor")
    assert result.exit_code == 1
    assert result.output.startswith("没有写成锚定：")


def audit(*arguments: Path) -> subprocess.CompletedProcess[str]:
    """Run the verifier as an auditor would: one file, without our packages."""
    command = [sys.executable, "-I", "-S", verify.__file__, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_auditor_verifies_an_export_without_us(tmp_path: Path) -> None:
    export = tmp_path / "ledger.jsonl"
    run("anchor")
    assert run("export", "--jsonl", str(export)).output == f"已导出 5 条事件到 {export}。\n"
    fine = audit(export, Path(settings.ANCHORS_ROOT))
    assert (fine.returncode, fine.stdout) == (0, "2 条链，5 条事件。\n")
    export.write_text(export.read_text().replace("示例·窗口", "示例·别人", 1))
    bad = audit(export)
    assert bad.returncode == 1
    assert f"{CHAIN} 第 2 条" in bad.stdout


def test_an_auditor_sees_a_tail_missing_from_an_export(tmp_path: Path) -> None:
    export = tmp_path / "ledger.jsonl"
    run("anchor")
    run("export", "--jsonl", str(export))
    lines = export.read_text().splitlines(keepends=True)
    export.write_text("".join(lines[:-1]))
    assert audit(export).returncode == 0
    cut = audit(export, Path(settings.ANCHORS_ROOT))
    assert cut.returncode == 1
    assert "末尾缺少第 4 条" in cut.stdout


def test_an_auditor_gets_a_plain_message_for_a_wrong_file(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": 1}\n')
    wrong = audit(tmp_path / "x.jsonl")
    assert wrong.returncode == 1
    assert "第 1 行不是账本事件" in wrong.stderr
    assert audit(tmp_path / "none.jsonl").returncode == 1


def test_xes_holds_the_cases_as_a_mining_tool_wants_them(tmp_path: Path) -> None:
    path = tmp_path / "cases.xes"
    assert json.loads(run("export", "--xes", str(path), "--json").output)["events"] == 4
    log = etree.parse(path).getroot()
    assert log.tag == f"{XES}log"
    prefixes = {element.get("prefix") for element in log.findall(f"{XES}extension")}
    assert prefixes == {"concept", "org", "time", "lifecycle"}
    (trace,) = log.findall(f"{XES}trace")
    assert _values(trace) == {
        "concept:name": "SL20260302-000001",
        "item": "示例事项",
        "files": "3",
    }
    rows = [_values(event) for event in trace.findall(f"{XES}event")]
    assert [row["concept:name"] for row in rows] == ["提交申请", "审查", "审查", "审查"]
    transitions = [row["lifecycle:transition"] for row in rows]
    assert transitions == ["complete", "schedule", "start", "complete"]
    assert rows[0]["org:resource"] == "applicant"
    assert (rows[1]["org:resource"], rows[1]["org:group"]) == (CLERK.code, CLERK.unit)
    assert datetime.fromisoformat(rows[3]["time:timestamp"]) == AT


def _values(element: etree._Element) -> dict[str, str]:
    attributes = [child for child in element if child.get("key")]
    return {child.get("key", ""): child.get("value", "") for child in attributes}


@pytest.mark.parametrize("arguments", [[], ["--xes", "a", "--jsonl", "b"]])
def test_an_export_needs_one_file(arguments: list[str]) -> None:
    assert run("export", *arguments).exit_code == 1


def test_an_export_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    result = run("export", "--jsonl", str(tmp_path / "none" / "x.jsonl"))
    assert result.exit_code == 1
    assert "写不了" in result.output
    assert list(tmp_path.glob("*.jsonl*")) == []
