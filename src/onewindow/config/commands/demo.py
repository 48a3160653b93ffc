"""`onewindow demo`: the main job, played through HTTP against the running server."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from onewindow.config import console, data_folder, environment, supervisor, trial
from onewindow.config.demo.timeline import ReportJSON, print_timeline

PORT = 8000
ADDRESS = f"http://127.0.0.1:{PORT}"


@dataclass(frozen=True)
class DemoResult:
    """The outcome of a demo."""

    number: str
    report: ReportJSON
    letter_path: Path
    ledger_ok: bool
    ledger_events: int

    def as_dict(self) -> dict[str, object]:
        """Return the JSON answer of the command."""
        return {
            "case": self.number,
            "steps": self.report["steps"],
            "clocks": self.report["clocks"],
            "letter": {"number": self.report["letter_number"], "path": str(self.letter_path)},
            "ledger": {"ok": self.ledger_ok, "events": self.ledger_events},
        }


def play(address: str, *, is_quiet: bool = False) -> DemoResult:
    """Play the main job, keep the letter under home, verify the case's chain; raise DemoFailed."""
    from onewindow.config.demo import play as script
    from onewindow.events.exports import check_ledger

    say = _silent if is_quiet else typer.echo
    played = script.play(address, data_folder() / "sample", say=say)
    folder = environment.home() / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{played.number}.pdf"
    path.write_bytes(played.letter)
    checked = check_ledger(chain=f"case/{played.number}")
    return DemoResult(played.number, played.report, path, checked.ok, checked.events)


def demo(
    address: Annotated[
        str, typer.Option(help="正在运行的服务的地址。不写时用 8000 端口上的，没有就临时起一个。")
    ] = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出结果。")] = False,
) -> None:
    """通过网页把主线办一遍：导入表单、四方审核、发布、申请、并联审查、决定、领取决定书。"""
    from onewindow.config.demo.visitor import DemoFailed

    try:
        with _site(address.rstrip("/")) as found:
            result = play(found, is_quiet=as_json)
    except DemoFailed as error:
        console.fail(f"演示没有完成：{error}")
    if as_json:
        typer.echo(json.dumps(result.as_dict(), ensure_ascii=False))
    else:
        show(result)
    if not result.ledger_ok:
        console.fail("演示办完了，但过程记录没有通过校验。请运行 onewindow ledger verify 查看。")


@contextmanager
def _site(address: str) -> Iterator[str]:
    """Yield the address of a site to play on: the one that is given, that runs, or one of ours."""
    if address or trial.is_ready(ADDRESS):
        console.open_database()
        yield address or ADDRESS
        return
    if not environment.trial("ONEWINDOW_TRIAL", hosts="ONEWINDOW_HOSTS"):
        console.fail("演示会写入示例数据。正式环境里请用 --address 写明在哪个网站上演示。")
    trial.prepare(partial(typer.echo, err=True))
    listener = supervisor.listen("127.0.0.1", PORT, tries=trial.PORTS_TO_TRY)
    found = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with trial.served(supervisor.Supervisor(listener), found):
        yield found


def show(result: DemoResult) -> None:
    """Print the timeline, the letter and the ledger's verdict for a person."""
    print_timeline(result.report)
    typer.echo(f"决定书：{result.letter_path}")
    verdict = "完整，没有被改动" if result.ledger_ok else "校验没有通过"
    typer.echo(f"过程记录：{result.ledger_events} 条，{verdict}")


def _silent(_line: str) -> None:
    """Say nothing: the answer is JSON."""
