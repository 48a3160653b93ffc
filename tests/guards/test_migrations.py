"""Migrations: complete, one line per package, named, free of our code, schema apart from data."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.guards import tree

FILES = sorted(tree.PACKAGE.glob("*/migrations/[!_]*.py"))
NAMED = re.compile(r"\d{4}_[a-z][a-z0-9_]*")


def ours() -> list[str]:
    return [app.label for app in apps.get_app_configs() if app.name.startswith("onewindow.")]


def test_no_model_changed_without_a_migration() -> None:
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(apps),
        NonInteractiveMigrationQuestioner(specified_apps=set(), dry_run=True),
    )
    with translation.override(None):  # Names of fields are compared untranslated.
        changes = detector.changes(graph=loader.graph, trim_to_apps=set(ours()))
    missing = {
        label: [operation.describe() for each in migrations for operation in each.operations]
        for label, migrations in changes.items()
    }
    assert missing == {}


@pytest.mark.parametrize("label", ours())
def test_the_migrations_of_a_package_are_one_line(label: str) -> None:
    nodes = sorted(
        (key[1], migration)
        for key, migration in MigrationLoader(None).disk_migrations.items()
        if key[0] == label
    )
    for place, (name, migration) in enumerate(nodes):
        assert int(name[:4]) == place + 1, f"{label}.{name}"
        before = [node for app, node in migration.dependencies if app == label]
        assert before == ([nodes[place - 1][0]] if place else []), f"{label}.{name}"


@pytest.mark.parametrize("path", FILES, ids=tree.name)
def test_a_migration_is_named_and_knows_nothing_of_our_code(path: Path) -> None:
    assert NAMED.fullmatch(path.stem)
    assert "auto" not in path.stem.split("_")
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or ".")
    assert {name for name in imported if name.startswith(("onewindow", "."))} == set()


def test_data_moves_apart_from_the_schema() -> None:
    mixed = [
        f"{key[0]}.{key[1]}"
        for key, migration in MigrationLoader(None).disk_migrations.items()
        if key[0] in ours()
        and any(isinstance(each, RunPython) for each in migration.operations)
        and not all(isinstance(each, RunPython | RunSQL) for each in migration.operations)
    ]
    assert mixed == []
