"""`onewindow run`: everything a first look needs, from an empty folder to a served site."""

from typing import Annotated

import typer

from onewindow.config import console, environment, supervisor, trial
from onewindow.config.commands.serve import HOST, PORT


def run(
    host: HOST = "127.0.0.1",
    port: PORT = 8000,
    *,
    is_exiting: Annotated[bool, typer.Option("--exit", help="演示结束后退出。")] = False,
) -> None:
    """准备数据库和示例市，演示一次完整的办件，然后继续提供服务。"""
    if not environment.trial("ONEWINDOW_TRIAL", hosts="ONEWINDOW_HOSTS"):
        console.fail("run 会装入示例市并演示。正式环境请用 onewindow migrate 和 serve。")
    listener = supervisor.listen(host, port, tries=trial.PORTS_TO_TRY if is_exiting else 1)
    taken = listener.getsockname()[1]
    if taken != port:
        typer.echo(f"端口 {port} 已被占用，这次改用 {taken}。")
    trial.prepare()
    running = supervisor.Supervisor(listener)
    address = f"http://{trial.reachable(host)}:{taken}"
    with trial.served(running, address) as serving:
        is_good = _play_demo(address, running)
        if is_exiting:
            raise typer.Exit(0 if is_good else 1)
        if not running.is_stopping():
            _say_who_can_sign_in(address)
        serving.join()
    typer.echo("已停止。")


def _play_demo(address: str, running: supervisor.Supervisor) -> bool:
    """Play the main job; what fails is said, and the site stays up to look at it."""
    import httpx

    from onewindow.config.commands import demo
    from onewindow.config.demo.visitor import DemoFailed

    try:
        result = demo.play(address)
    except (DemoFailed, httpx.HTTPError) as error:
        if running.is_stopping():
            return False
        typer.echo(f"演示没有完成：{error}", err=True)
        return False
    demo.show(result)
    return result.ledger_ok


def _say_who_can_sign_in(address: str) -> None:
    from onewindow.config import data_folder
    from onewindow.config.demo.accounts import account_lines
    from onewindow.config.sample_redesign import order_redesign

    order_redesign()
    typer.echo(f"\n网站在 {address}/ ，按 Ctrl-C 停止。示例账号（口令都是 onewindow-demo）：")
    for line in account_lines(data_folder() / "sample"):
        typer.echo(f"  {line}")
    typer.echo("其余账号见 docs/sample-city.md。")
