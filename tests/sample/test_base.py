"""The base data is whole, licensed, and says where it comes from."""

import csv
import json
import re

import pytest

from tests.sample.content import BASE, load, records, text

COUNTS = {"provinces.csv": 31, "cities.csv": 342, "areas.csv": 2978, "streets.csv": 41352}


def division(name: str) -> list[dict[str, str]]:
    with (BASE / "divisions" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", COUNTS)
def test_division_tables_are_whole(name: str) -> None:
    rows = division(name)
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes)) == COUNTS[name]
    assert all(row["name"] for row in rows)


@pytest.mark.parametrize(
    ("name", "key", "above"),
    [
        ("cities.csv", "provinceCode", "provinces.csv"),
        ("areas.csv", "cityCode", "cities.csv"),
        ("streets.csv", "areaCode", "areas.csv"),
    ],
)
def test_every_division_lies_in_one_of_the_level_above(name: str, key: str, above: str) -> None:
    known = {row["code"] for row in division(above)}
    assert {row[key] for row in division(name)} <= known


def test_base_catalogue_holds_1135_item_names() -> None:
    with (BASE / "items" / "items.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1135
    assert all(row["item_name"] and row["item_code"] for row in rows)


@pytest.mark.parametrize("folder", ["divisions", "items"])
def test_borrowed_data_carries_its_licence_and_origin(folder: str) -> None:
    readme = (BASE / folder / "README.md").read_text(encoding="utf-8")
    assert "来源" in readme
    assert (BASE / folder / "LICENSE").read_text(encoding="utf-8").strip()


def test_code_sets_are_readable() -> None:
    sets = json.loads((BASE / "code_sets.json").read_text(encoding="utf-8"))
    assert sets["case_type"] == {"1": "即办件", "2": "承诺件", "9": "其他"}


def test_themes_have_stable_codes_icons_and_an_example() -> None:
    audiences = records(load(BASE / "themes.yaml"), "audiences")
    sizes = {text(each, "code"): len(records(each, "themes")) for each in audiences}
    assert sizes == {"person": 15, "company": 14}
    themes = [theme for each in audiences for theme in records(each, "themes")]
    assert len({text(theme, "code") for theme in themes}) == len(themes)
    for theme in themes:
        assert re.fullmatch(r"[a-z0-9-]+", text(theme, "icon"))
        assert text(theme, "example")
