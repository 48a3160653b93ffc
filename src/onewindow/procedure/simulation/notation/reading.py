"""Read a scenario from YAML."""

from contextlib import suppress
from dataclasses import replace

from onewindow.kernel.workdays import WorkCalendar
from onewindow.procedure.simulation.checks import problems
from onewindow.procedure.simulation.model import Scenario
from onewindow.procedure.simulation.notation.nodes import Source
from onewindow.procedure.simulation.notation.scalars import Unreadable
from onewindow.procedure.simulation.notation.typed import Reader
from onewindow.procedure.simulation.problems import BadScenario


def read_scenario(text: str, holidays: WorkCalendar | None = None) -> Scenario:
    """Read a scenario; raise BadScenario with every fault, each with its line and place."""
    source, reader = Source(text), Reader()
    scenario: object = None
    with suppress(Unreadable):  # The reader has noted why.
        scenario = reader.read(Scenario, source.value, ())
    found = [*source.problems, *reader.problems]
    if isinstance(scenario, Scenario):
        found += problems(scenario, holidays or WorkCalendar.official())
    if found or not isinstance(scenario, Scenario):
        lined = (replace(each, line=each.line or source.line(each.place)) for each in found)
        raise BadScenario(sorted(lined, key=lambda each: each.line))
    return scenario
