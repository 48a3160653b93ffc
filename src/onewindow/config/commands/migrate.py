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
    from onewindow.config import migrating
    from onewindow.config.sealing import seal_plain

    count = migrating.apply_missing()
    # Migrations know no keys: what they could not encrypt is encrypted now.
    seal_plain()
    return count
