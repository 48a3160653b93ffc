"""`onewindow cases`: why a date, and whether every stored date is right."""

import json

import pytest
from typer.testing import CliRunner

from onewindow.cases.models import Case
from onewindow.config import console
from onewindow.config.cli import app
from tests.cases.building import build_city, make_accepted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "open_database", lambda: None)


@pytest.fixture
def case() -> Case:
    return make_accepted(build_city())


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.output


def test_why_says_date_event_article_and_days(case: Case) -> None:
    code, output = run("cases", "why", str(case.number))
    assert code == 0
    assert "法定时限：2026-03-30（行政许可法第四十二条）" in output
    assert "2026-03-02  受理；次日起算  已计 0 日  民法典第二百零一条" in output
    code, output = run("cases", "why", str(case.number), "--json")
    told = json.loads(output)
    assert told["clocks"][1]["due_on"] == "2026-03-30"
    assert [line["counted"] for line in told["clocks"][1]["lines"]] == [0, 20]
    assert run("cases", "why", "SL1") == (1, "没有办件“SL1”。\n")
    assert run("cases", "why", "\udcff") == (1, "没有办件“?”。\n")


def test_recheck_finds_and_mends_what_is_stored_wrongly(case: Case) -> None:
    assert run("cases", "recheck") == (0, "核对了 1 个办件，全部一致。\n")
    Case.objects.filter(pk=case.pk).update(promised_due_on="2026-05-01")
    code, output = run("cases", "recheck", "--json")
    assert (code, json.loads(output)) == (
        1,
        {"number": case.number, "what": "promised_due_on", "stored": "2026-05-01",
         "computed": "2026-03-12"},
    )  # fmt: skip
    assert run("cases", "recheck", "--fix")[0] == 0
    assert run("cases", "recheck")[0] == 0


def test_a_day_off_moves_the_cases_under_way(case: Case) -> None:
    code, output = run("workdays", "set", "999900", "2026-03-04", "示例节", "--off")
    assert (code, "重算了 1 个在办办件" in output) == (0, True)
    case.refresh_from_db()
    assert str(case.statutory_due_on) == "2026-03-31"
    assert run("workdays", "set", "1", "2026-03-04", "示例节")[0] == 1
    assert run("workdays", "set", "999900", "2026-13-04", "示例节")[0] == 1
