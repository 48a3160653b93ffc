"""`onewindow projects`: the city's rules for stages, how days are counted, what is stored."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.config import console

if TYPE_CHECKING:
    from onewindow.projects.overview import Overview

AS_JSON = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]
CODE = Annotated[str, typer.Argument(help="项目代码，如 2611-999901-04-01-000001。")]
FILE = Annotated[Path, typer.Argument(help="YAML 文件，写法见 data/sample/stages.yaml。")]

app = typer.Typer(no_args_is_help=True, help="工程建设项目：阶段规则、用时的算法、核对。")


@app.command("load")
def load_command(path: FILE, *, as_json: AS_JSON = False) -> None:
    """装入本市的项目类型、各阶段时限、阶段事项和登记时的问题；可以反复执行，已登记的项目不变。"""
    console.open_database()
    from django.conf import settings

    from onewindow.projects.loading import BadRules, load_rules

    try:
        loaded = load_rules(path, is_trial=settings.TRIAL)
    except BadRules as error:
        console.fail(str(error))
    text = f"已装入：项目类型 {loaded.kinds}，阶段事项 {loaded.items}，问题 {loaded.questions}。"
    console.answer(
        {"kinds": loaded.kinds, "items": loaded.items, "questions": loaded.questions},
        as_json=as_json, text=text,
    )  # fmt: skip


@app.command()
def why(code: CODE, *, as_json: AS_JSON = False) -> None:
    """说明一个项目各阶段和全部阶段的用时：哪一天、什么事、依据哪一条、已计几个工作日。"""
    console.open_database()
    from django.utils.timezone import localdate

    from onewindow.projects.models import Project
    from onewindow.projects.overview import overview

    # Bytes of a terminal that are no text reach us as halves of surrogates.
    sought = code.encode(errors="replace").decode()
    project = Project.objects.listed().filter(code=sought).first()
    if project is None:
        console.fail(f"没有项目“{sought}”。")
    page = overview(project, localdate())
    console.answer(page.as_dict(), as_json=as_json, text=tell(page))


def tell(page: "Overview") -> str:
    """Say the stages of a project and their total in lines."""
    count = page.count
    lines = [
        f"项目 {page.project.code} {page.project.name}",
        f"全部阶段：已用 {count.used(page.today)} 个工作日，总时限 {count.limit} 个",
    ]
    for each in page.stages:
        used, limit = each.count.used(page.today), each.count.limit
        lines += ["", f"{each.read.facts.name}：{each.status_name}，已用 {used} / {limit} 个工作日"]
        lines += [
            f"  {line.on}  {line.said}  已计 {line.counted} 日  {line.article}".rstrip()
            for line in each.why
        ]
    return "\n".join(lines)


@app.command()
def recheck(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="每处不一致输出一行 JSON。")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="先按账本更新在办的项目。")] = False,
) -> None:
    """从账本重算全部项目的阶段、日期和用时，与存的逐一比较；有不一致时退出码为 1。"""
    console.open_database()
    from django.utils import timezone

    from onewindow.projects.actions import follow_all
    from onewindow.projects.models import Project
    from onewindow.projects.recheck import recheck as differences

    if fix:
        followed = follow_all(timezone.now(), everything=True)
        typer.echo(f"已按账本更新 {followed} 个在办项目。", err=True)
    found = list(differences())
    for each in found:
        if as_json:
            typer.echo(json.dumps(each.as_dict(), ensure_ascii=False))
        else:
            typer.echo(f"{each.code}  {each.what}：存的是 {each.stored}，重算是 {each.computed}")
    if not as_json:
        told = f"{len(found)} 处不一致" if found else "全部一致"
        typer.echo(f"核对了 {Project.objects.count()} 个项目，{told}。")
    if found:
        raise typer.Exit(1)
