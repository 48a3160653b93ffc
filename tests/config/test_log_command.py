"""`onewindow log` with what the database knows, and what is typed wrong."""

import json
import sys
from importlib import import_module
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from onewindow.config import console
from onewindow.config.cli import app
from tests.cases.building import build_city
from tests.portal.building import make_guide

LOG = Path(__file__).parents[2] / "data" / "sample" / "logs" / "permits.csv"
CONFORMING = "onewindow.config.conforming"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["log", *words])


@pytest.mark.long
@pytest.mark.django_db
def test_a_log_is_held_against_a_published_item_of_either_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    version = make_guide(build_city())
    monkeypatch.delitem(sys.modules, CONFORMING, raising=False)
    before: list[bool] = []
    monkeypatch.setattr(
        console, "open_database", lambda: before.append(CONFORMING not in sys.modules)
    )
    done = run("conform", str(LOG), version.item.slug, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["cases"] == 150
    assert before[0], "models are imported before Django is set up"
    conforming = import_module(CONFORMING)
    assert conforming.expected_of(version.item.code) == conforming.expected_of(version.item.slug)
    nothing = run("conform", str(LOG), "nothing")
    assert (nothing.exit_code, "网址名为 nothing 的已发布事项" in nothing.output) == (1, True)


def test_too_little_memory_is_said_plainly() -> None:
    assert "--memory 4GB" in str(console.explain(duckdb.OutOfMemoryException("no room")))
    assert console.explain(duckdb.Error("other")) is None
