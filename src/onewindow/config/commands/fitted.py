"""A scenario fitted to an event log, for `onewindow simulate LOG`."""

from pathlib import Path
from typing import TYPE_CHECKING

from onewindow.config import console, environment
from onewindow.config.commands.mined import mine_log

if TYPE_CHECKING:
    from onewindow.procedure.simulation import Scenario


def fit_log(path: Path, mapped: list[str] | None, save: Path | None) -> "Scenario":
    """Find the procedure of a log, fit a scenario to it and say on standard error how well."""
    import typer

    from onewindow.insight.scenarios import fitted_to
    from onewindow.kernel.errors import DomainError
    from onewindow.procedure.simulation import write_scenario
    from onewindow.procedure.simulation.wording import tell_fit

    try:
        mined = mine_log(path, mapped)
        fitted = fitted_to(mined.log, mined.definition, mined.calendar)
    except DomainError as error:
        console.fail(error.message)
    try:
        if save is not None:
            save.write_text(write_scenario(fitted.scenario), encoding="utf-8")
    except OSError as error:
        console.fail(f"写不了 {save}：{environment.reason(error)}")
    for line in tell_fit(fitted):
        typer.echo(line, err=True)
    return fitted.scenario
