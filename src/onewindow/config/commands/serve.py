"""`onewindow serve`, `web`, `worker`: the long-running processes."""

import runpy
import sys
from pathlib import Path
from typing import Annotated

import typer

from onewindow.config import console, database, supervisor

HOST = Annotated[str, typer.Option(help="监听的地址。")]
PORT = Annotated[int, typer.Option(help="监听的端口。", min=1, max=65535)]
LISTENER = Annotated[int, typer.Option(hidden=True)]
WITH_PARENT = Annotated[int, typer.Option(hidden=True)]


def serve(host: HOST = "127.0.0.1", port: PORT = 8000) -> None:
    """同时运行网站和后台任务；任一意外结束会自动重启，Ctrl-C 或 SIGTERM 全部停止。"""
    from onewindow.config import embedded

    check_settings()
    listener = supervisor.listen(host, port)
    with embedded.lease():
        database.check()
        running = supervisor.Supervisor(listener)
        running.stop_on_signals()
        typer.echo(f"网站在 http://{host}:{port}/ ，按 Ctrl-C 停止。")
        running.run()
    typer.echo("已停止。")


def check_settings() -> None:
    """Read all settings now, so that a bad one ends the command; raise BadEnvironment.

    They are not kept: what they say of the static files is true only once these are built.
    """
    runpy.run_module("onewindow.config.settings")


def web(
    host: HOST = "127.0.0.1",
    port: PORT = 8000,
    *,
    listener: LISTENER = -1,
    with_parent: WITH_PARENT = 0,
) -> None:
    """只运行网站（另用 onewindow worker 运行后台任务）。"""
    from gunicorn.app.wsgiapp import WSGIApplication

    from onewindow.config import embedded, gunicorn

    if with_parent:
        supervisor.end_with_parent(with_parent)
    if listener < 0:
        listener = supervisor.listen(host, port).detach()
    check_settings()
    embedded.ensure()
    settings = str(Path(gunicorn.__file__))
    sys.argv = ["gunicorn", "--config", settings, "--bind", f"fd://{listener}"]
    WSGIApplication("%(prog)s [OPTIONS]", prog="onewindow web").run()


def worker(
    *,
    concurrency: Annotated[int, typer.Option(help="同时执行的任务数。", min=1)] = 2,
    with_parent: WITH_PARENT = 0,
) -> None:
    """只运行后台任务：制作文书、给台账留锚等。"""
    if with_parent:
        supervisor.end_with_parent(with_parent)
    console.open_database()
    database.check()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    if not isinstance(app.connector, DjangoConnector):
        raise TypeError("the worker runs on Django's database")
    with app.replace_connector(app.connector.get_worker_connector()) as tasks:
        tasks.run_worker(
            name="onewindow",
            concurrency=concurrency,
            shutdown_graceful_timeout=20.0,
            delete_jobs="successful",
        )
