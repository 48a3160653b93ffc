"""`onewindow cases`: why a date, and whether every stored date is right."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.config import console

if TYPE_CHECKING:
    from onewindow.cases.why import ClockWhy, Why

AS_JSON = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]
NUMBER = Annotated[str, typer.Argument(help="办件号，如 SL20261121-000417。")]

app = typer.Typer(no_args_is_help=True, help="办件的期限：为什么是这一天，存的和重算的是否一致。")


@app.command()
def why(number: NUMBER, *, as_json: AS_JSON = False) -> None:
    """说明一个办件的每个到期日：哪一天、什么事、依据哪一条、已计几日。"""
    console.open_database()
    from onewindow.cases.models import Case
    from onewindow.cases.why import why as explain

    # Bytes of a terminal that are no text reach us as halves of surrogates.
    sought = number.encode(errors="replace").decode()
    case = Case.objects.filter(number=sought).select_related("version", "department").first()
    if case is None:
        console.fail(f"没有办件“{sought}”。")
    told = explain(case)
    console.answer(told.as_dict(), as_json=as_json, text=tell(told))


def tell(told: "Why") -> str:
    """Say every clock of a case in lines."""
    lines = [f"办件 {told.number}"]
    for each in (*told.clocks, *told.steps):
        lines += ["", *_clock(each)]
    if told.duties:
        lines += ["", "其他期限"]
    for duty in told.duties:
        how = "起不再需要" if duty.is_void else "完成"
        done = f"，{duty.done_on} {how}" if duty.done_on else ""
        due = duty.clock.due
        lines.append(f"  {duty.clock.name}：最迟 {due.on}（{duty.clock.basis}）{done}")
    if not told.clocks:
        lines.append("还没有受理，承诺时限和法定时限从受理之日起算。")
    return "\n".join(lines)


def _clock(told: "ClockWhy") -> list[str]:
    due = told.clock.due
    mark = "（暂定）" if due.provisional else ""
    lines = [f"{told.clock.name}：{due.on}{mark}（{told.clock.basis}）"]
    lines += [
        f"  {line.on}  {line.said}  已计 {line.counted} 日  {line.article}" for line in told.lines
    ]
    return [*lines, *(f"  · {note}" for note in told.notes)]


@app.command()
def recheck(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="每处不一致输出一行 JSON。")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="按事件重算在办的办件，并记入账本。")] = False,
) -> None:
    """从账本重算全部办件的期限，与存的逐一比较；有不一致时退出码为 1。"""
    console.open_database()
    from django.utils import timezone

    from onewindow.cases.recheck import recheck as differences
    from onewindow.cases.recheck import recompute

    if fix:
        moved = recompute(reason="recheck", at=timezone.now())
        typer.echo(f"已按事件重算 {moved} 个在办办件。", err=True)
    seen, found = 0, 0

    def progress(cases: int) -> None:
        nonlocal seen
        seen = cases
        if sys.stderr.isatty():
            typer.echo(f"\r已核对 {cases} 个办件", nl=False, err=True)

    for each in differences(progress=progress):
        found += 1
        if as_json:
            typer.echo(json.dumps(each.as_dict(), ensure_ascii=False))
        else:
            typer.echo(f"{each.number}  {each.what}：存的是 {each.stored}，重算是 {each.computed}")
    if not as_json:
        told = f"{found} 处不一致" if found else "全部一致"
        typer.echo(f"核对了 {seen} 个办件，{told}。")
    if found:
        raise typer.Exit(1)
