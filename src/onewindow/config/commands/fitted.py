"""A scenario fitted to an event log, for `onewindow simulate LOG`."""

from pathlib import Path
from typing import TYPE_CHECKING

from onewindow.config import console, data_folder, environment

if TYPE_CHECKING:
    from onewindow.procedure.simulation import Scenario


def fit_log(path: Path, mapped: list[str] | None, save: Path | None) -> "Scenario":
    """Find the procedure of a log, fit a scenario to it and say on standard error how well."""
    import typer

    from onewindow.config.commands.log import pairs
    from onewindow.eventlog import measure, read
    from onewindow.insight.law import law_of
    from onewindow.insight.logs import definition_in
    from onewindow.insight.scenarios import fitted_to
    from onewindow.kernel.errors import DomainError
    from onewindow.kernel.workdays import WorkCalendar
    from onewindow.procedure.simulation import write_scenario
    from onewindow.procedure.simulation.wording import tell_fit

    try:
        calendar = WorkCalendar.official()
        log = read(path, mapping=pairs(mapped, "--map"))
        found = definition_in(log, measure(log, calendar), path.name, law_of(data_folder()))
        fitted = fitted_to(log, found.definition, calendar)
        if save is not None:
            save.write_text(write_scenario(fitted.scenario), encoding="utf-8")
    except DomainError as error:
        console.fail(error.message)
    except OSError as error:
        console.fail(f"读不了或写不了文件：{environment.reason(error)}")
    for line in tell_fit(fitted):
        typer.echo(line, err=True)
    return fitted.scenario
