"""Decision tables of the sample city, written and tested by the same verbs as any other."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NotRequired, TypedDict

import yaml

from onewindow.accounts.models import User
from onewindow.cases.instant.actions import drafting, lifecycle
from onewindow.cases.instant.inputs import sources_of
from onewindow.cases.instant.models import DecisionTable
from onewindow.cases.instant.table import Cell, Column, Op, Row, Table, Verdict
from onewindow.cases.instant.testing import Example
from onewindow.cases.instant.values import read_value
from onewindow.catalogue.access import published_version
from onewindow.catalogue.models import ItemVersion
from onewindow.orgs.access import officer_for

# Before the first sample case, so that it ran beside the humans who handled them.
BEFORE = timedelta(days=30)


class ColumnEntry(TypedDict):
    """A condition."""

    source: str
    may_miss: NotRequired[bool]


class RowEntry(TypedDict):
    """A rule: comparisons by source."""

    when: dict[str, list[str]]
    verdict: str
    basis: str


class ExampleEntry(TypedDict):
    """A test case: texts by source."""

    name: str
    expected: str
    values: dict[str, str]


class TableEntry(TypedDict):
    """One file."""

    item: str
    author: str
    columns: list[ColumnEntry]
    rows: list[RowEntry]
    examples: list[ExampleEntry]


def load_tables(folder: Path, *, at: datetime) -> int:
    """Bring the sample tables into shadow if there is no table yet; return how many there are."""
    if not DecisionTable.objects.exists():
        for path in sorted((folder / "instant").glob("*.yaml")):
            entry: TableEntry = yaml.safe_load(path.read_text(encoding="utf-8"))
            _load(entry, at - BEFORE)
    return DecisionTable.objects.count()


def _load(entry: TableEntry, at: datetime) -> None:
    version = published_version(entry["item"])
    by = officer_for(User.objects.get(username=entry["author"])).actor
    rules = _rules(entry, version)
    columns = {column.source: column for column in rules.columns}
    examples = [
        Example(
            each["name"],
            {
                columns[source].code: read_value(columns[source], text)
                for source, text in each["values"].items()
            },
            Verdict(each["expected"]),
        )
        for each in entry["examples"]
    ]
    table = drafting.start_table(version.item, by=by, at=at)
    table = drafting.take_in(table, rules, examples, seen=table.revision, by=by, at=at)
    lifecycle.begin_shadow(table, by=by, at=at)


def _rules(entry: TableEntry, version: ItemVersion) -> Table:
    sources = sources_of(version)
    columns = []
    for place, each in enumerate(entry["columns"], 1):
        found = sources[each["source"]]
        columns.append(
            Column(
                f"c{place}", found.code, found.label, found.kind, found.options,
                may_miss=each.get("may_miss", False),
            )
        )  # fmt: skip
    rows = [
        Row(
            f"r{place}",
            tuple(_cell(column, each["when"].get(column.source)) for column in columns),
            Verdict(each["verdict"]),
            each["basis"],
        )
        for place, each in enumerate(entry["rows"], 1)
    ]
    return Table(tuple(columns), tuple(rows))


def _cell(column: Column, said: list[str] | None) -> Cell | None:
    if said is None:
        return None
    return Cell(Op(said[0]), tuple(read_value(column, text) for text in said[1:]))
