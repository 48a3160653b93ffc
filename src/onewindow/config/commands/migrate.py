"""`onewindow migrate`: bring the tables up to date."""

from typing import Annotated

import typer

from onewindow.config import console


def migrate(
    *, as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False
) -> None:
    """建立或更新数据库的表；可以反复执行。"""
    console.open_database()
    count = bring_up_to_date()
    text = f"数据库已更新：执行了 {count} 个变更。" if count else "数据库已是最新。"
    console.answer({"applied": count}, as_json=as_json, text=text)


def bring_up_to_date() -> int:
    """Apply the migrations that are missing; return how many."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from onewindow.config.sealing import seal_plain

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        call_command("migrate", verbosity=0, interactive=False)
    # Migrations know no keys: what they could not encrypt is encrypted now.
    seal_plain()
    return len(missing)
