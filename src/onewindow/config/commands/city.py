"""`onewindow city`: a city's own departments, halls and officers."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from onewindow.config import console, data_folder

app = typer.Typer(no_args_is_help=True, help="本市：装入自己的部门、大厅和工作人员。")


@app.callback()
def city() -> None:
    """本市：装入自己的部门、大厅和工作人员。"""


@app.command("load")
def load(
    folder: Annotated[
        Path,
        typer.Argument(
            help="放着 departments.yaml、officers.yaml 等文件的文件夹，见 docs/config.md。"
        ),
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False,
) -> None:
    """装入全国区划和本市的部门、大厅、工作人员；可以反复执行，有一条不对就一条也不装。"""
    if not folder.is_dir():
        console.fail(f"没有找到文件夹 {folder}。")
    console.open_database()
    from django.conf import settings
    from django.utils.timezone import localdate

    from onewindow.config.city import BadFolder, load_city

    divisions = data_folder() / "base" / "divisions"
    try:
        summary = load_city(folder, base=divisions, is_trial=settings.TRIAL, on=localdate())
    except BadFolder as error:
        console.fail(error.message)
    text = (
        f"已装入：区划 {summary.regions}，部门 {summary.departments}，大厅 {summary.halls}，"
        f"工作人员 {summary.officers}。新账户还没有口令，请用 onewindow accounts password 设定。"
    )
    console.answer(asdict(summary), as_json=as_json, text=text)
