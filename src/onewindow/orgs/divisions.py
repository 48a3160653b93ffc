"""Load the national table of administrative divisions, and regions of one's own."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from django.db import connection, transaction

from onewindow.orgs.models import Level, Region
from onewindow.orgs.rules import parent_code

Row = tuple[str, str, Level]

TABLES = (
    ("provinces.csv", "0000", Level.PROVINCE),
    ("cities.csv", "00", Level.CITY),
    ("areas.csv", "", Level.COUNTY),
    ("streets.csv", "", Level.TOWNSHIP),
)
BELOW_A_CITY = (Level.COUNTY, Level.TOWNSHIP)
STAGE = """
CREATE TEMPORARY TABLE region_stage (code text PRIMARY KEY, name text, level text, parent_id text)
ON COMMIT DROP
"""
COPY = "COPY region_stage (code, name, level, parent_id) FROM STDIN"
MERGE = """
INSERT INTO orgs_region (code, name, level, parent_id)
SELECT code, name, level, parent_id FROM region_stage ORDER BY code
ON CONFLICT (code) DO UPDATE
SET name = excluded.name, level = excluded.level, parent_id = excluded.parent_id
WHERE (orgs_region.name, orgs_region.level, orgs_region.parent_id)
    IS DISTINCT FROM (excluded.name, excluded.level, excluded.parent_id)
"""


@dataclass(frozen=True)
class Division:
    """A division of a city with its name as an address begins: 示例市示例区样板路街道."""

    code: str
    name: str


class RegionEntry(TypedDict):
    """A region of one's own; `parent` is a code, empty for none."""

    code: str
    name: str
    level: str
    parent: str


def load_divisions(folder: Path) -> int:
    """Load the national table (four CSV files, some 45,000 rows); return how many regions."""
    regions = dict[str, Row]()
    for file, filling, level in TABLES:
        with (folder / file).open(encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines):
                code = line["code"] + filling
                # A city without counties stands in both tables; it is a city.
                regions.setdefault(code, (code, line["name"], level))
    rows = ((code, name, level, parent_code(code)) for code, name, level in regions.values())
    return _merge(rows)


def load_regions(entries: Iterable[RegionEntry]) -> int:
    """Load regions that no national table knows; return how many."""
    return _merge(
        (entry["code"], entry["name"], Level(entry["level"]), entry["parent"]) for entry in entries
    )


def _merge(rows: Iterable[tuple[str, str, Level, str]]) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(STAGE)
        count = 0
        with cursor.copy(COPY) as copy:
            for code, name, level, parent in rows:
                copy.write_row((code, name, level.value, parent or None))
                count += 1
        cursor.execute(MERGE)
        cursor.execute("DROP TABLE region_stage")
    return count


def divisions_of(city: str) -> list[Division]:
    """Return the counties and townships of a city (its code) in the order of their codes."""
    below = Region.objects.filter(code__startswith=city[:4], level__in=BELOW_A_CITY)
    rows = below.select_related("parent__parent").order_by("code")
    return [Division(row.code, _address(row)) for row in rows]


def _address(region: Region) -> str:
    names = []
    above: Region | None = region
    while above is not None and above.level != Level.PROVINCE:
        names.append(above.name)
        above = above.parent
    return "".join(reversed(names))
