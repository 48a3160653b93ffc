"""Items are loaded at any hour, and loaded again; a theme of two audiences finds its items."""

import csv
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onewindow.catalogue.actions import publish, review, store_draft, submit_for_review
from onewindow.catalogue.base_loading import COLUMNS, load_base_items
from onewindow.catalogue.loading import load_items
from onewindow.catalogue.models import BaseItem
from onewindow.catalogue.search import Filters, browse
from onewindow.catalogue.themes import theme_by_code
from onewindow.config import data_folder
from onewindow.config.commands.sample import read_sample
from onewindow.events.rules import Actor
from onewindow.orgs.loading import load_halls, load_officers
from tests.cast import AT, make_department
from tests.catalogue.drafts import make_draft
from tests.catalogue.sample import SAMPLE, load_sample_departments

pytestmark = pytest.mark.django_db

# Half past midnight of 2 March in China.
AFTER_MIDNIGHT = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)


@pytest.mark.long
def test_items_load_before_eight_in_the_morning_of_the_first_day(tmp_path: Path) -> None:
    load_sample_departments()
    load_halls(read_sample(SAMPLE / "halls.yaml")["halls"])
    officers = read_sample(SAMPLE / "officers.yaml")["officers"]
    load_officers(officers, password="x", on=date(2026, 3, 2))
    for path in (SAMPLE / "items").glob("labour-dispatch*.yaml"):
        shutil.copy(path, tmp_path)
    assert [item.is_new for item in load_items(tmp_path, at=AFTER_MIDNIGHT)] == [True]


def test_a_base_item_takes_over_all_that_its_row_says(tmp_path: Path) -> None:
    with (data_folder() / "base" / "items" / "items.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))[:50]
    load_base_items(_written(tmp_path, rows), source="test")
    codes = set(BaseItem.objects.values_list("code", flat=True))
    load_base_items(_written(tmp_path, [row | {"dept_code": "D9"} for row in rows]), source="test")
    assert set(BaseItem.objects.values_list("code", "department_code")) == {
        (code, "D9") for code in codes
    }


@pytest.mark.parametrize("code", ["person.tax", "company.tax"])
def test_a_theme_of_people_and_of_companies_finds_its_own_items(code: str) -> None:
    department = make_department("sl", name="示例市示例局")
    department.aliases = ["市示例局"]
    department.save(update_fields=["aliases"])
    department.posts.create(code="post", name="示例岗")
    version = store_draft(make_draft(), by=Actor("official/a", "甲"), at=AT)
    for opened in submit_for_review(version, by=Actor("official/a", "甲"), at=AT):
        review(opened, by=Actor("official/b", "乙"), agrees=True, at=AT)
    publish(version, by=Actor("official/a", "甲"), at=AT)
    theme = theme_by_code(code)
    assert "公众·纳税" in version.themes
    found = [each.version for each in browse(Filters(theme=theme.written))]
    assert found == ([version] if theme.audience == "person" else [])


def _written(folder: Path, rows: list[dict[str, str]]) -> Path:
    path = folder / "items.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
