"""The procedure behind an event log, for the commands that work on one."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from onewindow.config import console, data_folder, environment

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog, Measures
    from onewindow.kernel.workdays import WorkCalendar
    from onewindow.procedure.redesign import Definition

MOST = 5


@dataclass(frozen=True)
class Mined:
    """A log, its measures by the official calendar, and the procedure that it shows."""

    log: "EventLog"
    measures: "Measures"
    calendar: "WorkCalendar"
    definition: "Definition"


def mine_log(path: Path, mapped: list[str] | None) -> Mined:
    """Read a log; say on standard error which activities are no steps; raise BadDefinition."""
    from onewindow.config.commands.log import pairs
    from onewindow.eventlog import LogError, measure, read
    from onewindow.insight.law import law_of
    from onewindow.insight.logs import definition_in
    from onewindow.kernel.workdays import WorkCalendar

    calendar = WorkCalendar.official()
    try:
        log = read(path, mapping=pairs(mapped, "--map"))
        measures = measure(log, calendar)
    except LogError as error:
        console.fail(error.message)
    except OSError as error:
        console.fail(f"读不了 {path}：{environment.reason(error)}")
    found = definition_in(log, measures, path.name, law_of(data_folder()))
    if found.left_out:
        told = "、".join(f"{name}（{why}）" for name, why in list(found.left_out.items())[:MOST])
        more = " 等" if len(found.left_out) > MOST else ""
        typer.echo(f"{len(found.left_out)} 个活动没有算作环节：{told}{more}。", err=True)
    return Mined(log, measures, calendar, found.definition)
