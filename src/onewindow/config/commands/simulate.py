"""`onewindow simulate`: a procedure under its load, and what variants of it would change."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.config import console
from onewindow.config.commands.fitted import fit_log

if TYPE_CHECKING:
    from collections.abc import Callable

    from onewindow.procedure.simulation import Scenario

TARGET = "求最少人手，使这么多百分比的办件在承诺期限内办结，如 95。"
File = Annotated[Path, typer.Argument(help="情景文件（.yaml），或事件日志（先按它拟合情景）。")]
Mapped = Annotated[
    list[str] | None, typer.Option("--map", help="日志的列的含义，如 --map case=办件编号。")
]
Save = Annotated[Path | None, typer.Option(help="把按日志拟合的情景写到这个文件。")]
Others = Annotated[list[Path] | None, typer.Option("--compare", help="与它比较的情景，可写多次。")]
Replications = Annotated[int, typer.Option(min=2, max=1000, help="重复多少次。")]
Seed = Annotated[int, typer.Option(min=0, help="随机数种子；相同的种子得到相同的结果。")]
Processes = Annotated[int, typer.Option(min=0, help="同时用几个进程；0 为每个处理器一个。")]
Percent = Annotated[float, typer.Option("--target", min=0, max=100, help=TARGET)]
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]


def simulate(
    scenario: File,
    *,
    others: Others = None,
    replications: Replications = 30,
    seed: Seed = 1,
    processes: Processes = 1,
    target: Percent = 0,
    mapped: Mapped = None,
    save: Save = None,
    as_json: AsJson = False,
) -> None:
    """模拟一个流程：全程多久、哪里在等、谁忙不过来；并与改动后的情景比较，或求最少人手。"""
    first = _read(scenario) if _is_scenario(scenario) else fit_log(scenario, mapped, save)
    if target:
        _staff(first, target, replications=replications, seed=seed, as_json=as_json)
        return
    from onewindow.procedure.simulation import compare
    from onewindow.procedure.simulation.wording import tell, tell_differences

    scenarios = [first, *map(_read, others or ())]
    comparison = compare(
        scenarios,
        replications=replications,
        seed=seed,
        processes=processes or os.cpu_count() or 1,
        progress=_progress(),
    )
    lines = [line for outcome in comparison.outcomes for line in (*tell(outcome), "")]
    lines += tell_differences(comparison)
    data = comparison.as_json() if others else comparison.outcomes[0].as_json()
    console.answer(data, as_json=as_json, text="\n".join(lines).rstrip())


def _is_scenario(path: Path) -> bool:
    return path.suffix.lower() in {".yaml", ".yml"}


def _staff(
    scenario: "Scenario", percent: float, *, replications: int, seed: int, as_json: bool
) -> None:
    from onewindow.procedure.simulation import Target, staffing
    from onewindow.procedure.simulation.wording import tell_staffing

    if scenario.promise is None:
        console.fail("情景里没有承诺期限（promise），不知道以什么为目标。")
    found = staffing(
        scenario, Target(within_promise=percent / 100), replications=replications, seed=seed
    )
    console.answer(found.as_json(), as_json=as_json, text="\n".join(tell_staffing(found)))


def _read(path: Path) -> "Scenario":
    from onewindow.procedure.simulation import BadScenario, read_scenario

    try:
        return read_scenario(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        console.fail(f"读不了 {path}：{error.strerror}。")
    except UnicodeDecodeError:
        console.fail(f"{path} 不是 UTF-8 编码的文字，请另存为 UTF-8。")
    except BadScenario as error:
        console.fail(
            "\n".join([f"{path} 有 {len(error.problems)} 处要改：", *map(str, error.problems)])
        )


def _progress() -> "Callable[[int, int], None] | None":
    """Return what draws the progress on a terminal; a file gets none."""
    if not sys.stderr.isatty():
        return None

    def draw(done: int, total: int) -> None:
        bar = "█" * (done * 30 // total)
        end = "\n" if done == total else ""
        typer.echo(f"\r模拟 {bar:<30} {done}/{total}{end}", err=True, nl=False)

    return draw
