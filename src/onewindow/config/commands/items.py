"""`onewindow items`: service items in and out as files."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.config import console
from onewindow.config.commands import packages

if TYPE_CHECKING:
    from onewindow.catalogue.exchange.problems import Problem

app = typer.Typer(no_args_is_help=True, help="事项：导入流程确认单和基本目录，导出空白表。")

app.command("export")(packages.export)

LISTED = ("source", "line", "code", "name", "reason_code", "reason")
File = Annotated[
    Path,
    typer.Argument(
        help="流程确认单（.xlsx .docx .yaml）、基本目录 .csv、事项包（文件夹、.zip、多表 .xlsx）。"
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]
Trial = Annotated[bool, typer.Option("--dry-run", help="事项包：只报告会怎样，什么也不存。")]
Restore = Annotated[
    bool, typer.Option("--as-published", help="事项包：按包里的状态恢复，不经审核；否则存成草稿。")
]
Partly = Annotated[
    bool, typer.Option("--skip-refused", help="事项包：跳过有问题的事项，其余照常存入。")
]
Edited = Annotated[
    bool, typer.Option("--edited", help="事项包：接受导出后修改过的文件，不核对清单里的摘要。")
]


@app.command("import")
def import_file(
    file: File,
    *,
    as_json: AsJson = False,
    dry_run: Trial = False,
    as_published: Restore = False,
    skip_refused: Partly = False,
    edited: Edited = False,
) -> None:
    """导入流程确认单（存成草稿）、基本目录 .csv，或事项包（文件夹、.zip、多表 .xlsx）。"""
    if not file.exists():
        console.fail(f"没有找到文件 {file}。")
    console.open_database()
    if packages.is_package(file):
        report = packages.take_in(
            file,
            as_published=as_published,
            is_trial=dry_run,
            is_partly=skip_refused,
            is_edited=edited,
        )
        packages.tell(report, as_json=as_json, is_trial=dry_run)
    elif dry_run or as_published or skip_refused or edited:
        console.fail("--dry-run、--as-published、--skip-refused、--edited 只用于事项包。")
    elif file.suffix.lower() == ".csv":
        _import_base(file, as_json=as_json)
    else:
        _import_form(file, as_json=as_json)


def _import_form(file: Path, *, as_json: bool) -> None:
    from django.utils.timezone import now

    from onewindow.catalogue.actions import store_draft
    from onewindow.catalogue.actions.drafting import Source
    from onewindow.catalogue.exchange import FormProblems, read_form
    from onewindow.events import SYSTEM
    from onewindow.kernel.errors import DomainError

    try:
        draft = read_form(file)
        source = Source(digest=hashlib.sha256(file.read_bytes()).hexdigest())
        version = store_draft(draft, by=SYSTEM, at=now(), source=source)
    except FormProblems as error:
        _complain(file, error.problems, as_json=as_json)
    except DomainError as error:
        console.fail(error.message)
    console.answer(
        {"item": version.item.code, "version": version.number, "name": version.name},
        as_json=as_json,
        text=f"已存成草稿：{version.name}，第 {version.number} 版（{version.item.code}）。",
    )


def _complain(file: Path, problems: Sequence["Problem"], *, as_json: bool) -> None:
    console.answer(
        {"file": file.name, "problems": [asdict(problem) for problem in problems]},
        as_json=as_json,
        text="\n".join([f"{file.name} 有 {len(problems)} 处要改，没有存入：", *map(str, problems)]),
    )
    raise typer.Exit(1)


def _import_base(file: Path, *, as_json: bool) -> None:
    from onewindow.catalogue.base_loading import WrongColumns, load_base_items

    try:
        report = load_base_items(file, source=file.name)
    except WrongColumns as error:
        console.fail(str(error))
    from onewindow.catalogue.models import QuarantinedRow

    rows = QuarantinedRow.objects.filter(source=file.name).order_by("line")
    listed = list(rows.values(*LISTED))
    console.answer(
        asdict(report) | {"rows": listed},
        as_json=as_json,
        text="\n".join([report.summary(), *map(_line, listed)]),
    )


@app.command("check")
def check_items(
    *,
    item: Annotated[str, typer.Option(help="事项的网址名；不写则与 --all 一起检查全部。")] = "",
    every: Annotated[bool, typer.Option("--all", help="检查每个事项的最新版本。")] = False,
    as_json: AsJson = False,
) -> None:
    """按质量规则检查事项，逐条列出规则号、要素、问题和改法；有必须改正的以 1 结束。"""
    if not item and not every:
        console.fail("请写 --item <网址名>，或者 --all。")
    console.open_database()
    from onewindow.config.item_checks import check_latest

    checked = check_latest(item)
    if not checked:
        console.fail(f"没有事项“{item}”。" if item else "目录里还没有事项。")
    lines = [line for each in checked for line in each.lines()]
    console.answer([each.as_plain() for each in checked], as_json=as_json, text="\n".join(lines))
    if any(each.is_blocked for each in checked):
        raise typer.Exit(1)


@app.command("quarantine")
def quarantine(*, as_json: AsJson = False) -> None:
    """列出基本目录中没有装入的行和原因。"""
    console.open_database()
    from onewindow.catalogue.models import QuarantinedRow

    rows = QuarantinedRow.objects.order_by("source", "line")
    listed = list(rows.values(*LISTED))
    text = "\n".join(map(_line, listed)) or "没有隔离的行。"
    console.answer(listed, as_json=as_json, text=text)


def _line(row: Mapping[str, object]) -> str:
    return f"第 {row['line']} 行　{row['name']}　{row['code']}：{row['reason']}"


@app.command("reindex")
def reindex(*, as_json: AsJson = False) -> None:
    """重建搜索索引：改了 data/base 里的民间说法、主题或者读音以后运行。"""
    console.open_database()
    from onewindow.catalogue.search import rebuild

    entries = rebuild()
    console.answer({"entries": entries}, as_json=as_json, text=f"索引已重建，共 {entries} 个事项。")


@app.command("form")
def blank_form(
    file: Annotated[Path, typer.Argument(help="写到哪里，扩展名 .xlsx 或 .docx。")],
    *,
    item: Annotated[str, typer.Option(help="事项的网址名；不写则输出空白表。")] = "",
) -> None:
    """写出流程确认单：空白的，或按某个已发布事项填好的。"""
    console.set_up()
    from onewindow.catalogue.exchange import write_docx, write_xlsx

    writers = {".xlsx": write_xlsx, ".docx": write_docx}
    writer = writers.get(file.suffix.lower())
    if writer is None:
        console.fail("文件扩展名要写 .xlsx 或 .docx。")
    draft = None
    if item:
        console.open_database()
        from onewindow.catalogue.access import published_version
        from onewindow.catalogue.models import ItemVersion
        from onewindow.catalogue.paper import draft_of

        try:
            draft = draft_of(published_version(item))
        except ItemVersion.DoesNotExist:
            console.fail(f"没有已发布的事项“{item}”。")
    file.write_bytes(writer(draft))
    typer.echo(f"已写出 {file}。")
