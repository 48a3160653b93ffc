"""Searches in ordinary words over 100,000 items, through the real function."""

import csv
import gc
import statistics
import time
from pathlib import Path

from benchmarks.bar import Bar
from benchmarks.catalogue import ITEMS, fill_catalogue
from benchmarks.database import benchmark_database

LIMIT = 50
ROUNDS = 3
QUERIES = Path("tests/catalogue/data/queries.csv")
# What the hundred questions have little of: bare common words, letters, a department, a slip.
OTHERS = (
    "变更",
    "登记",
    "许可证",
    "公司",
    "jiehundengji",
    "sfz",
    "公安局",
    "食品经营许可",
    "接婚登记",
    "结",
)


def search_p95() -> Bar:
    """Measure milliseconds of a search, the 95th percentile of a mix, best of three rounds."""
    with benchmark_database():
        fill_catalogue(has_rows=False)
        spent = _spent()
    return Bar(
        bar="search.p95",
        value=min(statistics.quantiles(each, n=20)[-1] for each in spent),
        limit=LIMIT,
        detail=f"milliseconds over {ITEMS:,} items, median {statistics.median(spent[-1]):.1f}",
    )


def _spent() -> list[list[float]]:
    from onewindow.catalogue.search import search

    with QUERIES.open(encoding="utf-8", newline="") as file:
        queries = [row["query"] for row in csv.DictReader(file)] + list(OTHERS)
    for query in queries:
        search(query, near="990101")
    gc.collect()
    rounds = []
    for _ in range(ROUNDS):
        spent = []
        for query in queries:
            began = time.perf_counter()
            search(query, near="990101")
            spent.append((time.perf_counter() - began) * 1000)
        rounds.append(spent)
    return rounds
