"""`onewindow items`: what goes in, what is refused, and that nothing is stored then."""

import json
from pathlib import Path

import pytest
from scripts.build_sample_forms import build
from typer.testing import CliRunner, Result

from onewindow.catalogue.models import BaseItem, ItemVersion, QuarantinedRow
from onewindow.config import console, data_folder
from onewindow.config.cli import app
from tests.catalogue.sample import load_sample_departments

pytestmark = pytest.mark.django_db

FORMS = data_folder() / "sample" / "forms"
BASE = data_folder() / "base" / "items" / "items.csv"


@pytest.fixture(autouse=True)
def city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "open_database", lambda: None)
    load_sample_departments()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["items", *arguments])


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_filled_form_becomes_a_draft(suffix: str) -> None:
    result = run("import", str(FORMS / f"outdoor-advertising{suffix}"), "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["version"] == 1
    assert ItemVersion.objects.get().status == "draft"


def test_the_filled_forms_are_what_the_item_says_now(tmp_path: Path) -> None:
    build(tmp_path)
    for path in sorted(tmp_path.iterdir()):
        assert path.read_bytes() == (FORMS / path.name).read_bytes(), (
            f"{path.name}: run scripts/build_sample_forms.py"
        )


def test_a_blank_form_is_refused_field_by_field_with_its_cell(tmp_path: Path) -> None:
    blank = tmp_path / "blank.xlsx"
    assert run("form", str(blank)).exit_code == 0
    result = run("import", str(blank), "--json")
    assert result.exit_code == 1
    problems = json.loads(result.stdout)["problems"]
    assert {"填报部门", "审批事项", "内部审批流程", "申报材料"} <= {
        each["field"] for each in problems
    }
    assert all(each["cell"] for each in problems)
    assert not ItemVersion.objects.exists()


def test_the_form_of_a_published_item_only(tmp_path: Path) -> None:
    result = run("form", str(tmp_path / "x.xlsx"), "--item", "no-such-item")
    assert result.exit_code == 1
    assert "没有已发布的事项" in result.output


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    result = run("import", str(tmp_path / "none.xlsx"))
    assert result.exit_code == 1
    assert "没有找到文件" in result.output


@pytest.mark.long
def test_base_items_are_loaded_once_and_broken_codes_quarantined() -> None:
    result = run("import", str(BASE), "--json")
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert report["read"] == 1135
    assert report["loaded"] + report["quarantined"] == report["read"]
    assert BaseItem.objects.count() == report["loaded"]
    assert (
        QuarantinedRow.objects.count() == report["quarantined"] == sum(report["reasons"].values())
    )
    listed = json.loads(run("quarantine", "--json").stdout)
    assert len(listed) == report["quarantined"]
    assert all(row["reason"] for row in listed)
    # Loaded again, nothing changes.
    assert run("import", str(BASE)).exit_code == 0
    assert BaseItem.objects.count() == report["loaded"]
    assert QuarantinedRow.objects.count() == report["quarantined"]


def test_another_table_is_not_a_base_catalogue(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    result = run("import", str(wrong))
    assert result.exit_code == 1
    assert "缺少这些列" in result.output


def test_a_check_names_rule_element_and_fix_and_fails_for_what_must_be_mended() -> None:
    assert run("check").exit_code == 1
    assert "目录里还没有事项" in run("check", "--all").output
    assert run("import", str(FORMS / "outdoor-advertising.xlsx")).exit_code == 0
    sound = run("check", "--all", "--json")
    assert sound.exit_code == 0, sound.output
    ItemVersion.objects.update(acceptance_limit=6)
    broken = run("check", "--all", "--json")
    assert broken.exit_code == 1
    [checked] = json.loads(broken.stdout)
    assert checked["version"] == 1
    worst = checked["findings"][0]
    assert (worst["rule"], worst["severity"], worst["element"]) == (
        "L04", "error", "acceptance_limit",
    )  # fmt: skip
    assert "5 个工作日以内" in worst["fix"]
    told = run("check", "--item", checked["item"])
    assert "必须改正 L04 acceptance_limit：" in told.output
