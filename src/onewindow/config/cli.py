"""The command line `onewindow`. Each sub-command lives in a module of `commands`."""

import os
import sys

import typer

from onewindow.config import console
from onewindow.config.commands import (
    accounts,
    bpmn,
    cases,
    city,
    demo,
    items,
    ledger,
    letters,
    log,
    manage,
    migrate,
    personal,
    projects,
    redesign,
    run,
    sample,
    serve,
    simulate,
    workdays,
)

app = typer.Typer(
    name="onewindow",
    help="一窗：一窗受理的政务服务平台。数据放在 ONEWINDOW_HOME（默认是源码目录的 var）。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(run.run)
app.command()(serve.serve)
app.command()(serve.web)
app.command()(serve.worker)
app.command()(demo.demo)
app.command()(migrate.migrate)
app.command()(redesign.redesign)
app.command()(simulate.simulate)
app.command(context_settings=manage.PASS_ON, hidden=True)(manage.manage)
app.add_typer(accounts.app, name="accounts")
app.add_typer(bpmn.app, name="bpmn")
app.add_typer(cases.app, name="cases")
app.add_typer(projects.app, name="projects")
app.add_typer(city.app, name="city")
app.add_typer(items.app, name="items")
app.add_typer(ledger.app, name="ledger")
app.add_typer(letters.app, name="letters")
app.add_typer(log.app, name="log")
app.add_typer(personal.app, name="personal")
app.add_typer(sample.app, name="sample")
app.add_typer(workdays.app, name="workdays")


def main() -> None:
    """Run the command line; a failure that is no programming fault ends with a plain message."""
    try:
        app()
    except KeyboardInterrupt:
        typer.echo("已停止。", err=True)
        sys.exit(130)
    except BrokenPipeError:  # The reader of our output has gone, as with `| head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        message = console.explain(error)
        if message is None:
            raise
        typer.echo(message, err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
