"""From what really happened to a scenario that behaves alike."""

from onewindow.procedure.simulation.fitting.fit import Fitted, NothingObserved, fit, scenario_from
from onewindow.procedure.simulation.fitting.report import Note
from onewindow.procedure.simulation.fitting.validation import Validation

__all__ = ["Fitted", "Note", "NothingObserved", "Validation", "fit", "scenario_from"]
