"""`onewindow run`: everything a first look needs, from an empty folder to a served site."""

import threading
import time
from http.client import HTTPConnection, HTTPException
from typing import Annotated

import typer

from onewindow.config import console, environment, supervisor
from onewindow.config.commands.serve import HOST, PORT

READY_SECONDS = 60.0
TICK = 0.1
PORTS_TO_TRY = 50


def run(
    host: HOST = "127.0.0.1",
    port: PORT = 8000,
    *,
    is_exiting: Annotated[bool, typer.Option("--exit", help="演示结束后退出。")] = False,
) -> None:
    """准备数据库和示例市，演示一次完整的办件，然后继续提供服务。"""
    if not environment.trial("ONEWINDOW_TRIAL", hosts="ONEWINDOW_HOSTS"):
        console.fail("run 会装入示例市并演示。正式环境请用 onewindow migrate 和 serve。")
    listener = supervisor.listen(host, port, tries=PORTS_TO_TRY if is_exiting else 1)
    taken = listener.getsockname()[1]
    if taken != port:
        typer.echo(f"端口 {port} 已被占用，这次改用 {taken}。")
    _prepare()
    running = supervisor.Supervisor(listener)
    running.stop_on_signals()
    serving = threading.Thread(target=running.run)
    serving.start()
    host = reachable(host)
    address = f"http://{host}:{taken}"
    try:
        _wait_until_ready(address, running)
        is_good = _play_demo(address, running)
        if is_exiting:
            raise typer.Exit(0 if is_good else 1)
        if not running.is_stopping():
            _say_who_can_sign_in(address)
        serving.join()
    finally:
        is_asked = running.is_stopping()
        running.stop()
        serving.join()
        if is_asked:
            typer.echo("已停止。")


def _prepare() -> None:
    from onewindow.config import embedded

    typer.echo("正在启动数据库…")
    if notice := embedded.notice():
        typer.echo(notice)
    console.open_database()
    from django.utils import timezone

    from onewindow.config.commands import migrate, sample

    if count := migrate.bring_up_to_date():
        typer.echo(f"数据库已更新：执行了 {count} 个变更。")
    from onewindow.accounts.models.user import User

    if not User.objects.exists():
        typer.echo("正在装入示例市…")
        sample.load(at=timezone.now())


def reachable(host: str) -> str:
    """Return how an address listened on is written in a URL; any address is this machine's own."""
    own = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104  not bound here
    return f"[{own}]" if ":" in own else own


def _wait_until_ready(address: str, running: supervisor.Supervisor) -> None:
    give_up_at = time.monotonic() + READY_SECONDS
    while not _is_ready(address):
        if time.monotonic() > give_up_at or running.is_stopping():
            console.fail("网站没有启动，请查看上面的输出。")
        time.sleep(TICK)


def _is_ready(address: str) -> bool:
    connection = HTTPConnection(address.removeprefix("http://"), timeout=READY_SECONDS)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


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
