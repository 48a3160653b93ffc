"""A hundred questions in ordinary words, written from the names of the items alone."""

import csv
from pathlib import Path

import pytest

from onewindow.catalogue.search import search
from tests.catalogue.catalogue import index_everything

QUERIES = Path(__file__).parent / "data" / "queries.csv"
FIRST, AMONG_THREE = 80, 95


@pytest.mark.django_db
def test_people_find_what_they_ask_for() -> None:
    assert index_everything() == 1141
    first, among_three, missed = 0, 0, []
    with QUERIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        right = set(row["expected"].split("|"))
        found = search(row["query"])
        # Where nothing is sure, the page shows the hints in the same place.
        names = [hit.candidate.name for hit in found.hits or found.hints][:3]
        first += bool(names) and names[0] in right
        if right.intersection(names):
            among_three += 1
        else:
            missed.append(f"{row['query']}：要 {row['expected']}，得 {names}")
    said = "\n".join([f"第一位 {first}，前三位 {among_three}，共 {len(rows)}", *missed])
    assert len(rows) == 100
    assert first >= FIRST, said
    assert among_three >= AMONG_THREE, said
