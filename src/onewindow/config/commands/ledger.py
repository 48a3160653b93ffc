"""`onewindow ledger`: verify, anchor and export the append-only ledger."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from onewindow.config import console, environment

if TYPE_CHECKING:
    from onewindow.events.verify import Problem, Report

AS_JSON = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]
CHAIN = Annotated[str, typer.Option(help="只看一条链，如 case/SL20261121-000417。")]

app = typer.Typer(no_args_is_help=True, help="核验、锚定、导出只增不改的过程账本。")


@app.command()
def verify(*, chain: CHAIN = "", as_json: AS_JSON = False) -> None:
    """核验账本：逐条重算指纹，对照链头和库外锚定；有问题时退出码为 1。"""
    console.open_database()
    from onewindow.events.exports import check_ledger

    try:
        report = check_ledger(chain=chain)
    except OSError as error:
        console.fail(f"读不到锚定文件 {error.filename}：{environment.reason(error)}")
    if chain and not (report.chains or report.problems):
        console.fail(f"账本里没有链“{chain}”。")
    lines = [tell(problem) for problem in report.problems]
    if report.ok:
        lines = [f"账本完好：{report.chains} 条链，{report.events} 条事件。"]
    else:
        lines.append(f"账本有 {len(report.problems)} 处问题，请保全现场并报告管理员。")
    console.answer(as_data(report), as_json=as_json, text="\n".join(lines))
    if not report.ok:
        raise typer.Exit(1)


def as_data(report: "Report") -> dict[str, object]:
    """Return what a verification saw, for a program."""
    return {
        "ok": report.ok,
        "chains": report.chains,
        "events": report.events,
        "problems": [asdict(problem) for problem in report.problems],
    }


def tell(problem: "Problem") -> str:
    """Say one problem in a line: event, chain, place, what is wrong."""
    if not problem.chain:
        return problem.message
    event = f"事件 {problem.event_id}" if problem.event_id else "事件已不存在"
    return f"链 {problem.chain} 第 {problem.seq} 条（{event}）：{problem.message}"


@app.command()
def anchor(*, as_json: AS_JSON = False) -> None:
    """把各链的链头写到数据库之外（平时每分钟自动执行）。"""
    console.open_database()
    from django.conf import settings
    from django.utils.timezone import now

    from onewindow.events.anchors import anchor as write_anchors
    from onewindow.events.verify import BadExport

    try:
        done = write_anchors(at=now())
    except (BadExport, OSError) as error:
        console.fail(f"没有写成锚定：{error}")
    text = f"已锚定 {done.heads} 条链，{done.batches} 批，写入 {settings.ANCHORS_ROOT}。"
    console.answer(asdict(done), as_json=as_json, text=text)


@app.command()
def export(
    *,
    xes: Annotated[Path | None, typer.Option(help="办件过程，IEEE XES 格式，写入此文件。")] = None,
    jsonl: Annotated[Path | None, typer.Option(help="全部事件，每行一条，可离线核验。")] = None,
    chain: CHAIN = "",
    as_json: AS_JSON = False,
) -> None:
    """导出账本：--xes 供过程挖掘，--jsonl 供离线核验（python verify.py 文件 锚定文件夹）。"""
    if (xes is None) == (jsonl is None):
        console.fail("请在 --xes 文件 和 --jsonl 文件 中选一个。")
    console.open_database()
    from onewindow.events.exports import export_jsonl
    from onewindow.events.xes import CASES, export_xes

    if xes is not None:
        count = _write(xes, lambda file: export_xes(file, prefix=CASES, chain=chain))
    elif jsonl is not None:
        count = _write(jsonl, lambda file: export_jsonl(file, chain=chain))
    path = xes or jsonl
    console.answer(
        {"events": count, "file": str(path)},
        as_json=as_json,
        text=f"已导出 {count} 条事件到 {path}。",
    )


def _write(path: Path, export_to: Callable[[BinaryIO], int]) -> int:
    try:
        with _replaced_when_whole(path) as file:
            return export_to(file)
    except OSError as error:
        console.fail(f"写不了 {path}：{environment.reason(error)}")


@contextmanager
def _replaced_when_whole(path: Path) -> Iterator[BinaryIO]:
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with made.open("wb") as file:
            yield file
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
