"""`onewindow bpmn`: flows as BPMN 2.0, out and in."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.config import console, environment

if TYPE_CHECKING:
    from onewindow.catalogue.diagrams import TakenFlow

app = typer.Typer(no_args_is_help=True, help="流程图：写成和读取 BPMN 2.0。")

AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]


@app.command("export")
def export(
    item: Annotated[str, typer.Argument(help="事项的网址名。")],
    *,
    out: Annotated[Path | None, typer.Option(help="写到哪个文件；不写则是 <网址名>.bpmn。")] = None,
    internal: Annotated[bool, typer.Option("--internal", help="含岗位和经办人。")] = False,
) -> None:
    """把事项最新一版的办理流程写成 BPMN 2.0，含泳道和图形坐标。"""
    console.open_database()
    from onewindow.catalogue.models import ItemVersion
    from onewindow.desk.items.charts import bpmn_of
    from onewindow.procedure.drawing import Show
    from onewindow.procedure.errors import ProcedureError

    version = ItemVersion.objects.filter(item__slug=item).order_by("-number").first()
    if version is None:
        console.fail(f"没有事项“{item}”。")
    file = out or Path(f"{item}.bpmn")
    try:
        xml = bpmn_of(version, Show.INTERNAL if internal else Show.PUBLIC)
        file.write_bytes(xml)
    except ProcedureError as error:
        console.fail(f"{version.name}的流程画不出来：{error.message}")
    except OSError as error:
        console.fail(f"写不进 {file}：{environment.reason(error)}")
    typer.echo(f"已写入 {file}：{version.name}，第 {version.number} 版。")


@app.command("read")
def read(
    file: Annotated[Path, typer.Argument(help="BPMN 2.0 文件，哪种软件画的都可以。")],
    *,
    as_json: AsJson = False,
) -> None:
    """读一张流程图：列出环节、问题、可退回的地方，以及没有照原样取入的元素；什么也不存。"""
    console.set_up()
    from onewindow.catalogue.diagrams import read_flow
    from onewindow.kernel.errors import DomainError
    from onewindow.procedure.bpmn.parsing import LARGEST

    try:
        with file.open("rb") as opened:
            xml = opened.read(LARGEST + 1)
    except OSError as error:
        console.fail(f"读不了 {file}：{environment.reason(error)}")
    try:
        flow = read_flow(xml, {})
    except DomainError as error:
        console.fail(f"{file.name}：{error.message}")
    console.answer(_plain(flow), as_json=as_json, text="\n".join(_lines(flow)))


def _plain(flow: "TakenFlow") -> dict[str, object]:
    from onewindow.kernel.conditions import dump

    reading = flow.reading
    return {
        "is_ours": flow.is_ours,
        "steps": [
            asdict(step) | {"when": dump(step.when) if step.when is not None else None}
            for step in reading.steps
        ],
        "questions": [asdict(each) for each in reading.questions],
        "send_backs": [asdict(each) for each in reading.send_backs],
        "notes": [asdict(each) for each in reading.notes],
        "problems": [problem.message for problem in reading.problems],
    }


def _lines(flow: "TakenFlow") -> list[str]:
    reading = flow.reading
    names = {step.code: step.name for step in reading.steps}
    return [
        f"{len(reading.steps)} 个环节：",
        *(
            f"  {step.name}（{step.unit or '没有泳道'}）"
            + (f" ← {'、'.join(names[need] for need in step.needs)}" if step.needs else "")
            for step in reading.steps
        ),
        *(f"问题：{each.text}（{' / '.join(each.options)}）" for each in reading.questions),
        *(f"可退回：{names[each.source]} → {names[each.target]}" for each in reading.send_backs),
        *(f"要改：{problem.message}" for problem in reading.problems),
        *(f"{note.element or '—'}：{note.message}" for note in reading.notes),
    ]
